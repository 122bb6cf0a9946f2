"""The coded case: read in words, and judged, with the table's codings or with others."""

from edition.data import tables
from softbalancing import load
from softbalancing.verdict import case, sensitivity


def test_codings_in_words_are_the_codings():
    """Same rows, same order; the names are those of the tables, the use that of the facts."""
    worded, codings = case.labeled_codings(), load("codings")

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
    assert case.labeled_codings(recoded).query("fact == 'Color revolutions'").use.unique() == [
        "balancing"
    ]


def test_what_the_verdict_rests_on_is_counted_as_read():
    """An edit of any of these tables executes again each page that gives the verdict."""
    tables.reset_loaded_tables()
    case.verdict()

    assert tables.loaded_tables() == ["claims", "codings", "explanations", "facts", "indicators"]


def test_the_evidence_of_a_chapter_goes_from_threat_to_conduct():
    """Facts that serve the condition alone come first, those that serve strategies alone last."""
    evidence = case.evidence("4")

    kinds = [f"Evidence of {kind}" for kind in ("a perceived threat", "both", "conduct")]
    assert list(dict.fromkeys(evidence.serves)) == kinds
    by_kind = evidence.groupby("serves").part.agg(set)
    assert list(by_kind[kinds]) == [{"Condition"}, {"Condition", "Strategies"}, {"Strategies"}]
    assert evidence.claim.str.startswith("c-4-").all()
    assert "neutral" not in set(evidence.direction)


def test_the_tests_that_tell_are_those_of_the_numbers_in_the_prose():
    """Each has its row in the table of expectations, and names where that has keys."""
    telling, told = case.discriminating_tests(), case.expectation_counts()

    assert len(telling) == told["telling"] == told["tests"] - told["equal"]
    assert told["for_theory"] + told["for_rival"] == told["telling"]
    assert set(telling.id) <= set(load("expectations").id)
    assert set(telling.fact) <= set(load("facts").name)
    assert set(telling.rival) < set(load("explanations").name)


def test_every_change_of_the_codings_is_told_in_a_row_and_in_numbers():
    """The table names all changes; the numbers of the prose are counts of the same verdicts."""
    changed = case.variant_verdicts()
    table, told = (
        sensitivity.tabulate_answers(changed).set_index("Change"),
        sensitivity.count_variants(changed),
    )

    assert list(table.index) == list(sensitivity.VARIANTS.values())
    assert list(table.drop(columns="Verdicts").sum(axis=1)) == list(table.Verdicts)
    assert table.Undecided["As coded"] == (case.verdict().answer == "undecided")
    assert table.Verdicts["One fact left out"] == told["by_fact"] == len(load("facts"))
    assert table.Undecided["One section left out"] == told["by_section_held"]
    assert table.Undecided["10 % of codings changed by lot"] == told["lot_10"] < told["draws"]
    assert (
        told["by_section_held"] + told["by_section_theory"] + told["by_section_rivals"]
        == (told["by_section"])
    )
