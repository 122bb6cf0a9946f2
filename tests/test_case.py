"""The coded case: read in words, and judged, with the table's codings or with others."""

from collections import Counter

import pandas as pd
import pytest

from edition.data import tables
from softbalancing import load
from softbalancing.verdict import assessment, case, multiverse, sensitivity
from softbalancing.verdict.units import UNITS


def test_codings_in_words_are_the_codings():
    """Those with a direction, in their order, with the names of the tables and the uses."""
    worded, codings = case.labeled_codings(), load("codings").dropna(subset=["direction"])

    assert list(worded.id) == list(codings.id)
    row = worded.set_index("id").loc["k-5-1-3-08-regime-security"]
    assert (row.topic, row.indicator, row.explanation, row.side, row.chapter) == (
        "Color revolutions", "Regime security", "Policy disputes", "Rivals", "5",
    )  # fmt: skip
    assert set(worded.fact.dropna()) <= set(load("facts").name)
    uses = assessment.count_uses(worded, worded.topic).set_index("unit").use
    assert worded.topic_use.dropna().tolist() == uses[worded.topic.dropna()].tolist()
    assert worded[worded.condition].indicator.unique() == ["Perceived aggressiveness"]


def test_other_codings_are_judged_in_their_place():
    """An indicator without support turns the answer and leaves the table alone."""
    recoded = load("codings")
    recoded = recoded[recoded.indicator != "territorial-denial"]

    assert case.verdict(recoded).answer == "rivals"
    assert case.verdict().answer == "undecided"
    assert "Territorial denial" not in set(case.labeled_codings(recoded).indicator)


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


def test_the_final_codings_are_those_of_two_readings_in_three():
    """The rule of the protocol, and nothing else, makes the directions of the table."""
    codings = load("codings")
    given = codings[list(case.READINGS)].to_numpy(dtype=object, na_value=None)
    counted = [Counter(filter(None, row)).most_common(1)[0] for row in given]

    settled = [direction if votes >= 2 else None for direction, votes in counted]
    assert settled == codings.direction.to_numpy(dtype=object, na_value=None).tolist()


@pytest.fixture(scope="module")
def combinations():
    """The multiverse of the book."""
    return case.compute_multiverse()


def counts_of(verdict):
    """Facts that serve both sides, the theory alone and rivals alone."""
    return [verdict.facts_both, verdict.facts_balancing, verdict.facts_rival]


def test_every_rung_of_the_ladder_is_climbed():
    """From the claim to the topic; the rung of facts has the counts of the verdict."""
    ladder = case.ladder()

    assert list(ladder.rung.unique()) == list(UNITS.values())
    facts = ladder[ladder.rung == "Fact"]
    assert facts.use.value_counts(sort=False).tolist() == counts_of(case.verdict())
    claims = ladder.claims.str.split(";").explode()
    assert set(claims) <= set(load("claims").id)


def test_the_choices_of_the_edition_are_one_combination_in_the_multiverse(combinations):
    """It has the verdict that the book prints."""
    usual = (combinations[list(multiverse.CHOICES)] == pd.Series(multiverse.USUAL)).all(axis=1)
    row, verdict = combinations[usual].squeeze(axis=0), case.verdict()

    assert [row.both, row.theory, row.rivals] == counts_of(verdict)
    assert row.answer == verdict.answer
    table = multiverse.answer_by_unit(combinations).set_index("unit")
    # Chapter 8 says that no rule which counts units gives one answer at all of them.
    assert (table[list(multiverse.RULES)[1:]].nunique() > 1).all()
    assert list(table.index) == list(UNITS.values())
    assert table.loc["Fact", ["both", "theory", "rivals"]].tolist() == counts_of(verdict)


def test_what_would_change_the_answer_is_told_from_the_book_as_it_stands(combinations):
    """Unchanged, the variants have the counts of the verdict."""
    tried = case.try_changes()
    first = tried["none"].iloc[0]

    assert [first.both, first.theory, first.rivals] == counts_of(case.verdict())
    assert first["borne out"] == case.verdict().answer
    ordered = sensitivity.what_would_change(sensitivity.tabulate_changes(combinations, tried))
    assert ordered.codings.is_monotonic_increasing
    assert set(ordered.rule) <= set(multiverse.RULES)


def test_as_few_codings_turn_the_answer_as_the_table_says():
    """Leaving out one coding fewer of the weakest indicator of the theory turns nothing."""
    row = case.fewest_codings().set_index("answer").loc["rivals"]
    codings = load("codings").query("direction == 'supports'")
    weakest = codings[codings.indicator == row.indicators].id

    answers = [
        case.verdict(load("codings").query("id not in @gone")).answer
        for gone in (weakest[: row.codings - 1], weakest[: row.codings])
    ]

    assert answers == ["undecided", "rivals"]


def test_bounds_hold_the_counts_of_the_verdict():
    """What is coded lies between the least and the most that readings allow, and chance apart."""
    bounds = case.bound_counts().set_index("count")

    assert bounds.coded[["both", "theory", "rivals"]].tolist() == counts_of(case.verdict())
    assert bounds.coded.between(bounds.least, bounds.most).all()
    chance = case.shared_by_chance()
    assert chance["observed"] == case.verdict().facts_both
    assert chance["low"] <= chance["median"] <= chance["high"]


def test_both_rounds_report_their_agreement():
    """The first by table and column, the second by each two readings."""
    first, second = case.first_round(), case.second_round()

    assert {("facts", "use"), ("codings", "coded or not")} < set(
        zip(first.table, first.field, strict=True)
    )
    assert len(second) == 3 * 3
    assert second.set_index("field").rand["fact"].between(-1, 1).all()


def test_the_last_stage_is_the_verdict():
    """Seven stages, from the first reader's codings to the final ones."""
    stages = case.stages().set_index("stage")

    assert len(stages) == 7
    assert stages.loc["Final", ["both", "theory", "rivals"]].tolist() == counts_of(case.verdict())
    assert stages.loc["Final", "answer"] == case.verdict().answer
    assert stages.loc["Version 1.1.0", ["both", "theory", "rivals"]].tolist() == [9, 8, 6]
    assert stages.loc["Reader A", ["both", "theory"]].tolist() == [14, 5]
    assert stages.loc["Reader B", ["both", "theory"]].tolist() == [11, 8]


def test_the_trace_tells_of_every_row():
    """Claims of today are in it once, and the codings of version 1.1.0."""
    trace = case.trace()

    claims = trace[(trace.table == "claims") & trace.claim.notna()]
    assert sorted(claims.claim) == sorted(load("claims").id)
    codings = trace[(trace.table == "codings") & trace.fate.isin(["kept", "added"])]
    assert len(codings) == load("codings").version_1_1.notna().sum()


def test_a_topic_serves_the_sides_that_its_codings_support():
    """Counted anew from the tables, by name."""
    codings = case.joined_codings().query("direction == 'supports'")
    sides = codings.dropna(subset=["topic"]).groupby("topic")["family"].agg(set)
    words = {frozenset(["balancing"]): "Soft balancing alone", frozenset(["rival"]): "Rivals alone"}
    names = load("topics").set_index("id")["name"]
    expected = {names[t]: words.get(frozenset(s), "Both sides") for t, s in sides.items()}
    assert case.topic_uses().to_dict() == expected
