"""The multiverse: every combination once, with the answer that the same choices give alone."""

import pandas as pd
import pytest

import hand_case
from softbalancing.verdict import multiverse
from softbalancing.verdict.counting_rules import RULES
from softbalancing.verdict.multiverse import CHOICES, LEAST_SUPPORT


@pytest.fixture
def rows():
    """All combinations for the case judged by hand, in two readings."""
    codings = hand_case.CODINGS
    other = codings["direction"].mask(codings["claim"].isin(["c2", "c5"]))  # nothing for the rival
    readings = pd.DataFrame({"final": codings["direction"], "other": other})
    return multiverse.compute_multiverse(
        hand_case.join(), hand_case.label(), readings, hand_case.TABLES["indicators"]
    )


def pick(rows, **choices):
    """The one combination of these choices; those not named are as the edition has them."""
    usual = {
        "unit": "Fact", "reading": "final", "rule": "plurality", "least_support": 1,
        "ties": "decide nothing", "claims": "all", "condition": "counted", "indicators": "all",
    }  # fmt: skip
    chosen = rows[(rows[list(CHOICES)] == pd.Series({**usual, **choices})).all(axis=1)]
    return chosen.squeeze(axis=0)


def test_every_combination_occurs_once(rows):
    """Readings, units, rules, thresholds, ties, claims, condition and indicators needed."""
    assert len(rows) == 2 * 6 * len(RULES) * len(LEAST_SUPPORT) * 3 * 3 * 2 * 2
    assert not rows.duplicated(list(CHOICES)).any()


@pytest.mark.parametrize(
    ("choices", "counts", "answer"),
    [
        ({}, (1, 1, 1), "undecided"),
        ({"ties": "for soft balancing"}, (1, 1, 1), "soft balancing"),
        ({"ties": "for the rivals"}, (1, 1, 1), "rivals"),
        ({"ties": "for soft balancing", "rule": "lead"}, (1, 1, 1), "soft balancing"),
        ({"ties": "for the rivals", "rule": "lead"}, (1, 1, 1), "undecided"),
        ({"ties": "for the rivals", "rule": "majority"}, (1, 1, 1), "rivals"),
        ({"ties": "for the rivals", "rule": "borne out"}, (1, 1, 1), "undecided"),
        ({"unit": "Claim"}, (0, 3, 2), "soft balancing"),
        ({"unit": "Claim", "ties": "for the rivals"}, (0, 3, 2), "soft balancing"),
        ({"unit": "Topic"}, (2, 0, 0), "undecided"),
        ({"rule": "weighted"}, (1, 2, 1), "soft balancing"),
        ({"least_support": 2}, (0, 1, 0), "soft balancing"),
        ({"condition": "left out", "unit": "Claim"}, (0, 3, 2), "soft balancing"),
        ({"condition": "left out", "least_support": 3}, (0, 0, 0), "undecided"),
        # Where nothing is counted there is no tie.
        (
            {"condition": "left out", "least_support": 3, "ties": "for the rivals"},
            (0, 0, 0),
            "undecided",
        ),
        ({"claims": "without interpretive claims"}, (0, 1, 2), "rivals"),
        # The rival rests on the thesis alone, so that only the theory is left.
        ({"claims": "with a source besides the thesis"}, (0, 2, 0), "soft balancing"),
        ({"reading": "other", "rule": "borne out"}, (0, 2, 0), "soft balancing"),
        ({"rule": "borne out", "unit": "Claim"}, (0, 3, 2), "undecided"),
    ],
)
def test_a_combination_has_the_counts_worked_out_by_hand(rows, choices, counts, answer):
    """One choice changed at a time, and some two at a time."""
    row = pick(rows, **choices)

    assert (row.both, row.theory, row.rivals) == counts
    assert row.answer == answer


def test_an_explanation_with_half_of_its_indicators_is_borne_out_if_half_is_enough():
    """With a strategy that nothing supports beside one that is met, and the condition met."""
    codings, indicators = hand_case.CODINGS, hand_case.TABLES["indicators"]
    further = indicators.iloc[[0]].assign(id="votes", name="Votes")
    rows = multiverse.compute_multiverse(
        hand_case.join(),
        hand_case.label(),
        pd.DataFrame({"final": codings["direction"]}),
        pd.concat([indicators, further], ignore_index=True),
    )

    assert pick(rows, rule="borne out").answer == "rivals"
    assert pick(rows, rule="borne out", indicators="half").answer == "undecided"
    unmet = codings["direction"].mask(codings["indicator"] == "threat")
    rows = multiverse.compute_multiverse(
        hand_case.join(), hand_case.label(), pd.DataFrame({"final": unmet}), indicators
    )
    assert pick(rows, rule="borne out", indicators="half").answer == "rivals"


def test_a_tie_of_codings_bears_an_indicator_out_if_ties_are_given_to_its_side():
    """With one coding for oil and one against it, and with as many for and against the threat."""
    turned = {"c2": "oil", "c4": "threat"}
    against = hand_case.CODINGS["claim"].map(turned) == hand_case.CODINGS["indicator"]
    codings = hand_case.CODINGS["direction"].mask(against.fillna(False), "undermines")
    rows = multiverse.compute_multiverse(
        hand_case.join(),
        hand_case.label(),
        pd.DataFrame({"final": codings}),
        hand_case.TABLES["indicators"],
    )

    answers = {
        "decide nothing": "neither", "for soft balancing": "soft balancing",
        "for the rivals": "rivals",
    }  # fmt: skip
    for ties, answer in answers.items():
        row = pick(rows, rule="borne out", ties=ties)
        assert row.answer == answer
        assert row["borne_out.theory"] == (answer == "soft balancing")
        assert row["borne_out.rival"] == (answer == "rivals")


def test_shares_are_those_of_the_answers(rows):
    """All combinations have one of the answers."""
    shares = multiverse.share_answers(rows)

    assert shares.sum() == pytest.approx(1)
    for answer in multiverse.ANSWERS:
        assert shares[answer] == pytest.approx((rows.answer == answer).mean())


def full_factorial(answer):
    """Two choices of two options, all else fixed, with an answer for each combination."""
    rows = pd.DataFrame([(u, r) for u in "ab" for r in "xy"], columns=["unit", "rule"])
    rows = rows.assign(reading="final", least_support=1, claims="all", condition="counted")
    rows = rows.assign(indicators="all", ties="decide nothing")
    return rows.assign(answer=[answer(*row) for row in rows[["unit", "rule"]].to_numpy()])


def test_the_choice_that_alone_decides_moves_the_answer_most():
    """If the unit decides, each change of it turns the answer and tells all; the rule nothing."""
    ranked = multiverse.rank_choices(
        full_factorial(lambda unit, _: {"a": "rivals"}.get(unit, "neither"))
    )

    assert ranked.choice.tolist() == ["unit", "rule"]
    assert ranked.turns.tolist() == [1, 0]
    assert ranked.information.tolist() == pytest.approx([1, 0])


def test_choices_that_decide_only_together_tell_nothing_alone():
    """An answer that depends on whether two choices match: each turns it, neither tells it."""
    ranked = multiverse.rank_choices(
        full_factorial(lambda unit, rule: "rivals" if (unit == "a") == (rule == "x") else "neither")
    )

    assert ranked.information.tolist() == pytest.approx([0, 0])
    assert ranked.turns.tolist() == [1, 1]
    assert ranked.partner.tolist() == ["rule", "unit"]
    assert ranked.interaction.tolist() == pytest.approx([1, 1])
