"""Rows prepared for figures: names in place of keys, events and works by lanes."""

import pandas as pd
import pytest

import tiny_book
from edition.data import tables
from softbalancing import chapter_of, load, load_with_names, timeline_rows


def test_keys_become_the_names_of_what_they_point_to():
    """Every key of a table whose rows have names is replaced; others stay as they are."""
    keys, names = load("positions"), load_with_names("positions")

    actors = load("actors").set_index("id").name
    assert list(names.actor) == [actors[key] for key in keys.actor]
    assert list(names.claim) == list(keys.claim)
    joined = load_with_names("events").set_index("id").actors["ev-cold-war-ends-bipolarity"]
    assert joined == f"{actors['usa']}; {actors['soviet-union']}"


def test_a_chapter_may_have_two_digits():
    """A section of chapter 10 is not counted with those of chapter 1."""
    sections = pd.Series(["1", "4.2.1", "10", "10.2"], dtype="string")

    assert list(chapter_of(sections)) == ["1", "4", "10", "10"]


def test_a_timeline_shows_its_events_in_the_lanes_of_the_table():
    """Each event once, whole, in the lane that its row names; lanes in their order."""
    rows, shown = load("lanes").query("figure == 'fig-2-sco'"), timeline_rows("fig-2-sco")

    assert list(shown.id) == list(rows.event)
    assert list(shown.lane) == list(rows.lane)
    assert list(shown.lane.cat.categories) == list(rows.lane.unique())
    assert shown.description.notna().all()


def test_a_work_stands_at_its_year_and_may_have_a_label_of_its_own():
    """Without one it is called by its authors."""
    debate = timeline_rows("fig-1-debate").set_index("id")
    shelf = timeline_rows("fig-3-works").set_index("id")

    assert (debate.label["pape2005"], debate.start["pape2005"]) == ("Pape", "2005")
    assert shelf.label["pape2005"] == "Pape, Soft Balancing"


def test_a_figure_without_lanes_is_named():
    """The message says which figure, and that there is nothing."""
    with pytest.raises(LookupError, match="fig-none shows nothing, not events or works"):
        timeline_rows("fig-none")


def test_a_row_that_shows_nothing_stops_the_build(project):
    """Half a row would silently leave its event out; it is reported before anything is drawn."""
    tiny_book.edit(
        project / "data" / "lanes.csv", "fig-2-sco,Borders,ev-border-talks,", "fig-2-sco,Borders,,"
    )

    messages = [str(violation) for violation in tables.validate_tables(project)]

    assert [text.partition(": ")[2] for text in messages] == [
        "event: fill one of event, work: none is filled"
    ]


def test_the_debate_is_every_work_cited_where_the_question_is_set_out():
    """Leaving one out would make the debate look younger or older than it is."""
    citations = load("citations")
    cited = citations[citations.section.isin(["1", "3", "3.1", "3.2", "5.1"])].key

    assert set(timeline_rows("fig-1-debate").id) == set(cited)


def test_every_figure_of_the_table_is_in_the_book(root):
    """Lanes of a figure that no page draws would be found by nobody."""
    pages = "".join(page.read_text("utf-8") for page in (root / "chapters").glob("*.md"))

    assert [f for f in load("lanes").figure.unique() if f'timeline_rows("{f}")' not in pages] == []


def test_tables_behind_prepared_rows_are_recorded_as_loaded():
    """A page is executed again after an edit of any of these tables."""
    tables.reset_loaded_tables()
    load_with_names("positions"), timeline_rows("fig-2-sco")

    assert tables.loaded_tables() == ["actors", "events", "lanes", "positions"]
