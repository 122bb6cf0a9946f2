"""The coded case: read in words, and judged, with the table's codings or with others."""

from __future__ import annotations

from softbalancing import case, load, tables


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


def test_what_the_verdict_rests_on_is_counted_as_read():
    """An edit of any of these tables executes again each page that gives the verdict."""
    tables.forget()
    case.verdict()

    assert tables.loaded() == ["claims", "codings", "explanations", "facts", "indicators"]
