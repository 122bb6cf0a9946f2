"""The events in the order of time, as a way into the book."""

import pytest

from built import aim, has_class, rows, section_of, text
from edition.sphinxext.chronology_directive import UNDATED, by_decade, sort_date

PAGE = "apparatus/chronology.html"


@pytest.fixture(scope="module")
def entries(pages) -> list:
    """The entries of the page, in order."""
    return pages[PAGE].all(f"//main//ul[{has_class('chronology')}]/li")


def test_every_event_is_there_once(root, entries):
    """No event of the thesis is left out, none comes twice."""
    named = [text(entry.xpath(".//a")[0]) for entry in entries]

    assert sorted(named) == sorted(row["label"] for row in rows(root, "events"))


def test_each_event_leads_to_where_it_is_told(root, pages, entries):
    """To the sentence that gives its date, or to its section; the second link is its section."""
    given = {row["label"]: row for row in rows(root, "events")}
    exact = 0
    for entry in entries:
        place, section = (aim(PAGE, link.get("href")) for link in entry.xpath(".//a"))
        row = given[text(entry.xpath(".//a")[0])]
        assert section[1] == f"sec-{row['section'].replace('.', '-')}"
        target = pages[place[0]].at(place[1])
        if place[1].startswith("at-"):
            exact += 1
            assert target.get("data-card") == f"card-{row['id']}"
            assert section_of(target), row["id"]
        else:
            assert place == section
    assert exact > 20


def test_time_runs_forward(root):
    """Decades follow one another, and dates within them; what has no date comes last."""
    groups = list(by_decade(rows_with_gaps(root)))
    titles = [title for title, _ in groups]
    dates = [sort_date(row) for _, found in groups for row in found if sort_date(row)]

    assert titles[-1] == UNDATED and titles[:-1] == sorted(titles[:-1])
    assert dates == sorted(dates)


def test_what_came_after_a_date_follows_it():
    """The troops that came after the attacks are not listed before them."""
    given = [
        ("2001-09-11", "after"),
        ("2001-09-12", "day"),
        ("2001", "after"),
        ("2001-09-11", "day"),
    ]
    events = [{"start": start, "end": None, "precision": precision} for start, precision in given]

    ((_, listed),) = by_decade(events)

    assert [(row["start"], row["precision"]) for row in listed] == [
        ("2001-09-11", "day"), ("2001-09-11", "after"), ("2001-09-12", "day"), ("2001", "after"),
    ]  # fmt: skip


def rows_with_gaps(root) -> list[dict]:
    """The events with None where a cell is empty, as the typed table has it."""
    return [{name: cell or None for name, cell in row.items()} for row in rows(root, "events")]
