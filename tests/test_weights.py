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


def evidence(judgments, observed, **clusters):
    """The judgments as evidence for the theory."""
    return weights.as_evidence(judgments, observed, clusters, "theory")


def weigh(judgments, observed):
    """Weights for the theory, of the items of the one judge."""
    found = evidence(judgments, observed)
    return dict(zip(found.items, found.weigh(found.grades, SCALE)[0, :, 0], strict=True))


def sums(found, **choice):
    """Sums on the even scale, or on another, of every fact, or with other choices."""
    usual = {"scale": "even", "facts": "all facts"} | choice
    rows = weights.balance(found)
    return rows[(rows[list(usual)] == pd.Series(usual)).all(axis=1)]


def test_a_fact_weighs_the_logarithm_of_the_ratio_of_its_probabilities(judgments):
    """0.9 to 0.1 is 9.54 decibans for the theory; 0.7 to 0.3 is 3.68."""
    rows = weigh(judgments, {"bases": True, "treaty": True})
    assert rows["bases"] == pytest.approx(9.5424, abs=1e-4)
    assert rows["treaty"] == pytest.approx(3.6798, abs=1e-4)


def test_what_was_expected_and_not_observed_counts_against(judgments):
    """The probability of an absence is what is left to one; what is not known does not count."""
    rows = weigh(judgments, {"treaty": False})
    assert rows == {"treaty": pytest.approx(-3.6798, abs=1e-4)}


def test_facts_of_one_cluster_count_as_one(judgments):
    """Their weights are averaged, so that two reports of one thing do not count twice."""
    observed = {"bases": True, "treaty": True}
    pooled = evidence(judgments, observed, bases="troops", treaty="troops")
    mean = pytest.approx((9.5424 + 3.6798) / 2, abs=1e-4)
    assert sums(pooled, facts="one per topic")["decibans"].tolist() == [mean]
    assert sums(pooled)["decibans"].tolist() == [pytest.approx(9.5424 + 3.6798, abs=1e-4)]


def test_the_strongest_facts_are_left_out(judgments):
    """Of four facts only that remains which weighs least."""
    more = [
        ("e", item, name, grade) for item in "ab" for name, grade in (("theory", 5), ("rival", 1))
    ]
    rows = pd.concat([judgments, pd.DataFrame(more, columns=judgments.columns)])
    found = evidence(rows, dict.fromkeys(["bases", "treaty", "a", "b"], True))
    assert sums(found, facts="all without three")["decibans"].tolist() == [
        pytest.approx(3.6798, abs=1e-4)
    ]


def test_the_tipping_prior_is_where_the_evidence_makes_even_odds(judgments):
    """With odds of nine to one for it the theory wins from a prior of one in ten."""
    rows = sums(evidence(judgments, {"bases": True}))
    assert rows["tipping_prior"].tolist() == [pytest.approx(0.1)]


def test_every_choice_is_there_once(judgments):
    """Scales and ways to add facts are all combined."""
    totals = weights.balance(evidence(judgments, {"bases": True, "treaty": True}))
    assert len(totals) == len(weights.SCALES) * len(weights.WAYS)
    assert not totals.duplicated(["judge", "scale", "facts", "rival"]).any()


@pytest.fixture
def divided(judgments):
    """A second judge who sees both items as the first sees them under the other explanation."""
    second = judgments.assign(judge="f", if_main=6 - judgments["if_main"])
    return pd.concat([judgments, second])


def test_grades_by_lot_are_those_of_a_judge_or_a_step_beside(divided):
    """Each judge's are drawn as often; a third each is moved up, moved down or left."""
    grades = evidence(divided, {"bases": True, "treaty": True}).grades
    lots = weights.draw_grades(grades, draws=9000)
    again = weights.draw_grades(grades, draws=9000)

    drawn, moved = lots["of a judge"][:, 1], lots["moved a step"][:, 1]
    assert sorted(set(drawn[:, 0])) == [2, 4]
    assert (drawn[:, 0] == 4).mean() == pytest.approx(0.5, abs=0.02)
    steps = pd.Series((moved - drawn).ravel()).value_counts(normalize=True)
    assert steps.to_dict() == {step: pytest.approx(1 / 3, abs=0.02) for step in (-1, 0, 1)}
    assert set(lots["moved a step"].ravel()) == {1, 2, 3, 4, 5}
    assert all((lots[name] == again[name]).all() for name in lots)


def test_two_judges_who_contradict_each_other_decide_nothing(divided):
    """Each scale has a sum for the theory and one against it.

    With three of one fact left out nothing is left, and nobody is ahead.  Grades of either judge
    by lot favor the theory in a quarter of the draws, and are equal in half.  A prior of 99 to 1
    outweighs the 15 decibans of the bold scale.
    """
    row = weights.share_ahead(evidence(divided, {"bases": True}), [0.5, 0.99]).iloc[0]

    assert row["rival"] == "rival"
    assert row["even"] == 0.25
    assert row["all"] == (0.25 + 1) / 2
    assert row["of a judge"] == pytest.approx(0.25 / 2, abs=0.02)
