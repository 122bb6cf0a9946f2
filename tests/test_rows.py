"""Rows as figures want them: names for keys, events and works by lanes, codings in words."""

from __future__ import annotations

import pytest

import tiny_book
from softbalancing import case, laned, load, named, tables


def test_keys_become_the_names_of_what_they_point_to():
    """Every key of a table whose rows have names is replaced; others stay as they are."""
    keys, names = load("positions"), named("positions")

    actors = load("actors").set_index("id").name
    assert list(names.actor) == [actors[key] for key in keys.actor]
    assert list(names.claim) == list(keys.claim)


def test_a_timeline_shows_its_events_in_the_lanes_of_the_table():
    """Each event once, whole, in the lane that its row names; lanes in their order."""
    rows, shown = load("lanes").query("figure == 'fig-2-sco'"), laned("fig-2-sco")

    assert list(shown.id) == list(rows.event)
    assert list(shown.lane) == list(rows.lane)
    assert list(shown.lane.cat.categories) == list(rows.lane.unique())
    assert shown.description.notna().all()


def test_a_work_stands_at_its_year_and_may_have_a_label_of_its_own():
    """Without one it is called by its authors."""
    debate = laned("fig-1-debate").set_index("id")
    shelf = laned("fig-3-works").set_index("id")

    assert (debate.label["pape2005"], debate.start["pape2005"]) == ("Pape", "2005")
    assert shelf.label["pape2005"] == "Pape, Soft Balancing"


def test_a_figure_without_lanes_is_named():
    """The message says which figure, and that there is nothing."""
    with pytest.raises(LookupError, match=r"0 rows for fig-none, of nothing"):
        laned("fig-none")


def test_a_row_that_is_neither_event_nor_work_is_told(project, monkeypatch):
    """Half a row would silently leave its event out."""
    monkeypatch.setenv("SOFTBALANCING_HOME", str(project))
    tiny_book.edit(
        project / "data" / "lanes.csv", "fig-2-sco,Borders,ev-border-talks,", "fig-2-sco,Borders,,"
    )

    with pytest.raises(LookupError, match="of event$"):
        laned("fig-2-sco")


def test_the_debate_is_every_work_cited_where_the_question_is_set_out():
    """Leaving one out would make the debate look younger or older than it is."""
    citations = load("citations")
    cited = citations[citations.section.isin(["1", "3", "3.1", "3.2", "5.1"])].key

    assert set(laned("fig-1-debate").id) == set(cited)


def test_every_figure_of_the_table_is_in_the_book(root):
    """Lanes of a figure that no page draws would be found by nobody."""
    pages = "".join(page.read_text("utf-8") for page in (root / "chapters").glob("*.md"))

    assert [f for f in load("lanes").figure.unique() if f'laned("{f}")' not in pages] == []


def test_codings_in_words_are_the_codings():
    """Same rows, same order; the names are those of the tables, the use that of the facts."""
    worded, codings = case.worded(), load("codings")

    assert list(worded.id) == list(codings.id)
    row = worded.set_index("id").loc["k-5-1-3-08-regime-security"]
    assert (row.fact, row.indicator, row.explanation, row.side, row.use, row.chapter) == (
        "Color revolutions", "Regime security", "Policy disputes", "Rivals", "both", "5",
    )  # fmt: skip
    assert worded[worded.condition].indicator.unique() == ["Perceived aggressiveness"]


def test_other_codings_are_judged_in_their_place():
    """One word changed turns the answer and leaves the table alone."""
    recoded = load("codings")
    recoded.loc[recoded.id == "k-5-1-3-08-regime-security", "direction"] = "neutral"

    assert case.verdict().answer == "undecided"
    assert case.verdict(recoded).answer == "soft balancing"
    assert case.worded(recoded).query("fact == 'Color revolutions'").use.unique() == ["balancing"]


def test_what_a_page_reads_through_them_is_counted_as_read():
    """An edit of any of these tables executes the page again."""
    tables.forget()
    named("positions"), laned("fig-2-sco"), case.verdict()

    read = {"actors", "positions", "lanes", "events", "codings", "claims", "indicators"}
    assert read | {"explanations", "facts"} <= set(tables.loaded())
