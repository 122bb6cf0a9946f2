"""The verdict: it follows from the codings and moves with them."""

import pytest

import hand_case
from softbalancing import load
from softbalancing.verdict import assessment, case

CONDITION = "perceived-aggressiveness"


def judge(codings):
    """The verdict of codings of the case judged by hand."""
    return assessment.compute_verdict(hand_case.join(codings), **hand_case.TABLES)


def test_the_case_judged_by_hand_is_undecided():
    """Denial 3 to 0, threat 2 to 0, oil 2 to 0: both sides are borne out."""
    verdict = judge(hand_case.CODINGS)

    assert verdict.borne_out == {"theory": True, "rival": True}
    assert (verdict.facts, verdict.facts_both) == (3, 1)
    assert (verdict.facts_balancing, verdict.facts_rival) == (1, 1)
    assert verdict.answer == "undecided"


@pytest.mark.parametrize(
    ("indicators", "answer"),
    [
        (["denial", "threat"], "soft balancing"),
        (["oil"], "rivals"),
        (["denial", "oil"], "rivals"),  # without its condition the theory is not borne out
        (["threat"], "neither"),
        ([], "neither"),
    ],
)
def test_the_side_that_is_borne_out_alone_is_the_answer(indicators, answer):
    """An explanation needs all its indicators."""
    codings = hand_case.CODINGS

    assert judge(codings[codings.indicator.isin(indicators)]).answer == answer


def test_an_indicator_needs_more_codings_for_it_than_against_it():
    """A tie is not enough."""
    codings = hand_case.CODINGS.copy()
    codings.loc[codings.claim == "c6", "direction"] = "undermines"

    support = assessment.count_support(codings, hand_case.TABLES["indicators"]).set_index("id")

    assert (support.supports["threat"], support.undermines["threat"]) == (1, 1)
    assert not support.met["threat"] and support.met["denial"]
    assert judge(codings).answer == "rivals"


def test_the_answer_does_not_depend_on_the_cut_of_the_facts():
    """One fact for all claims or one for each: the counts move, the answer does not."""
    joined = hand_case.join()
    verdicts = [
        assessment.compute_verdict(joined.assign(fact=fact), **hand_case.TABLES)
        for fact in ("one", joined.claim)
    ]

    assert [verdict.facts_both for verdict in verdicts] == [1, 0]
    assert {verdict.answer for verdict in verdicts} == {"undecided"}


def test_codings_are_joined_with_works_and_topics():
    """A claim's works come without their pages, in one order."""
    joined = hand_case.join().drop_duplicates("claim").set_index("claim")

    works = ["ames2000", "thesis", "ames2000;bell2001", "bell2001"]
    assert joined.work[["c1", "c2", "c3", "c4"]].tolist() == works
    assert joined.topic["c5"] == "pacts"
    assert joined.condition["c6"] and not joined.condition["c1"]


def test_the_thesis_conclusion_comes_out():
    """Strategies, condition and rivals are all met, and the evidence does not decide."""
    verdict = case.verdict()

    assert (verdict.strategies, verdict.strategies_met, verdict.condition_met) == (4, 4, True)
    assert (verdict.rivals, verdict.rivals_met) == (4, 4)
    assert verdict.answer == "undecided"


def test_without_the_rivals_evidence_soft_balancing_stands():
    """If nothing spoke for a rival, the same evidence would carry the theory."""
    codings = load("codings")
    balancing = load("indicators").query("explanation == 'soft-balancing'").id

    verdict = case.verdict(codings[codings.indicator.isin(balancing)])

    assert verdict.rivals_met == 0
    assert verdict.answer == "soft balancing"


def test_without_the_perceived_threat_soft_balancing_falls():
    """The condition is one: recode it, and only the rivals are left."""
    recoded = load("codings")
    recoded.loc[recoded.indicator == CONDITION, "direction"] = "undermines"

    verdict = case.verdict(recoded)

    assert not verdict.condition_met
    assert verdict.answer == "rivals"


def test_support_counts_every_coding_once():
    """The counts per direction add up to the codings."""
    codings = load("codings").dropna(subset=["direction"])
    support = assessment.count_support(codings, load("indicators"))

    assert support[list(assessment.DIRECTIONS)].to_numpy().sum() == len(codings)
    assert list(support.id) == list(load("indicators").id)
