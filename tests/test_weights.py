"""Weights of evidence: ten decibans are odds of ten to one."""

import pandas as pd
import pytest

from softbalancing.verdict import weights

SCALE = (0.1, 0.3, 0.5, 0.7, 0.9)


@pytest.fixture
def judgments():
    """Two items under a theory and a rival, by one judge."""
    rows = [
        ("e", "bases", "theory", 5), ("e", "bases", "rival", 1),
        ("e", "treaty", "theory", 4), ("e", "treaty", "rival", 2),
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["judge", "item", "explanation", "if_main"])


def weigh(judgments, observed):
    """Weights for the theory, by item."""
    chances = weights.probabilities(judgments, observed, SCALE)
    return weights.weights_of_evidence(chances, theory="theory")["rival"]


def test_a_fact_weighs_the_logarithm_of_the_ratio_of_its_probabilities(judgments):
    """0.9 to 0.1 is 9.54 decibans for the theory; 0.7 to 0.3 is 3.68."""
    rows = weigh(judgments, {"bases": True, "treaty": True})
    assert rows["e", "bases"] == pytest.approx(9.5424, abs=1e-4)
    assert rows["e", "treaty"] == pytest.approx(3.6798, abs=1e-4)


def test_what_was_expected_and_not_observed_counts_against(judgments):
    """The probability of an absence is what is left to one; what is not known does not count."""
    rows = weigh(judgments, {"treaty": False})
    assert rows["e", "treaty"] == pytest.approx(-3.6798, abs=1e-4)
    assert len(rows) == 1


def test_facts_of_one_cluster_count_as_one(judgments):
    """Their weights are averaged, so that two reports of one thing do not count twice."""
    chances = weights.probabilities(judgments, {"bases": True, "treaty": True}, SCALE)
    single = weights.weights_of_evidence(chances, theory="theory")
    pooled = weights.pool_clusters(single, {"bases": "troops", "treaty": "troops"})
    assert pooled["rival"].tolist() == [pytest.approx((9.5424 + 3.6798) / 2, abs=1e-4)]


def test_the_strongest_facts_can_be_left_out(judgments):
    """Without the stronger of two facts only the weaker weighs."""
    chances = weights.probabilities(judgments, {"bases": True, "treaty": True}, SCALE)
    rest = weights.without_strongest(weights.weights_of_evidence(chances, theory="theory"), 1)
    assert rest["rival"].sum() == pytest.approx(3.6798, abs=1e-4)


def test_the_tipping_prior_is_where_the_evidence_makes_even_odds(judgments):
    """With ten decibans for it the theory wins from a prior of one in eleven."""
    totals = weights.balance(judgments, {"bases": True}, {}, theory="theory", left_out=(0,)).query(
        "scale == 'even' and dependence == 'every fact'"
    )
    assert totals["tipping_prior"].tolist() == [pytest.approx(1 / (1 + 9))]
    at = weights.posterior_rows(totals, [0.05, 0.5])
    assert at["direction"].tolist() == ["undermines", "supports"]
    assert at["posterior"].tolist() == [pytest.approx(0.45 / 1.40), pytest.approx(0.9)]


def test_every_choice_is_there_once(judgments):
    """Scales, dependence and facts left out are all combined."""
    totals = weights.balance(judgments, {"bases": True, "treaty": True}, {}, theory="theory")
    assert len(totals) == len(weights.SCALES) * 2 * 2
    assert not totals.duplicated(["judge", "scale", "dependence", "left_out", "rival"]).any()
