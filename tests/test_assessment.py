"""The verdict: it follows from the codings and moves with them."""

import pytest

from softbalancing import load
from softbalancing.verdict import assessment, case

CONDITION = "perceived-aggressiveness"


@pytest.fixture
def codings():
    """The codings of the edition."""
    return load("codings")


def test_the_thesis_conclusion_comes_out(codings):
    """Strategies, condition and rivals are all met, and the evidence does not decide."""
    verdict = case.verdict(codings)

    assert (verdict.strategies, verdict.strategies_met, verdict.condition_met) == (4, 4, True)
    assert (verdict.rivals, verdict.rivals_met) == (4, 4)
    assert verdict.facts_both >= verdict.facts_balancing
    assert verdict.answer == "undecided"


def test_without_the_rivals_evidence_soft_balancing_stands(codings):
    """If nothing spoke for a rival, the same evidence would carry the theory."""
    balancing = load("indicators").query("explanation == 'soft-balancing'").id

    verdict = case.verdict(codings[codings.indicator.isin(balancing)])

    assert verdict.rivals_met == 0
    assert verdict.answer == "soft balancing"


def test_without_the_perceived_threat_soft_balancing_falls(codings):
    """The condition is one: recode it, and only the rivals are left."""
    recoded = codings.copy()
    recoded.loc[recoded.indicator == CONDITION, "direction"] = "undermines"

    verdict = case.verdict(recoded)

    assert not verdict.condition_met
    assert verdict.answer == "rivals"


def test_no_evidence_gives_no_answer(codings):
    """From no codings nothing follows."""
    assert case.verdict(codings.iloc[:0]).answer == "neither"


def test_support_counts_every_coding_once(codings):
    """The counts per direction add up to the codings."""
    support = assessment.count_support(codings, load("indicators"))

    assert support[list(assessment.DIRECTIONS)].to_numpy().sum() == len(codings)
    assert list(support.id) == list(load("indicators").id)


def test_a_fact_serves_both_sides_only_if_each_has_a_supporting_claim(codings):
    """Double use needs support on either side; a neutral mention is none."""
    tables = [load(name) for name in ("claims", "indicators", "explanations")]
    coded = assessment.join_codings(
        codings, **dict(zip(("claims", "indicators", "explanations"), tables, strict=True))
    )
    uses = assessment.classify_facts(coded, load("facts"))

    both = uses[uses.use == "both"]
    assert (both.balancing > 0).all() and (both.rival > 0).all()
    assert len(uses) == len(load("facts"))
