"""The rules of counting, each on counts whose answer can be seen."""

import numpy as np
import pandas as pd
import pytest

import hand_case
from softbalancing.verdict import counting_rules
from softbalancing.verdict.coding_arrays import encode_directions
from softbalancing.verdict.counting_rules import RULES, Tally

BOTH, THEORY, RIVALS = "undecided", "soft balancing", "rivals"


@pytest.mark.parametrize(
    ("counts", "lead", "plurality", "majority"),
    [
        ((9, 8, 6), BOTH, BOTH, BOTH),
        ((6, 37, 41), THEORY, RIVALS, BOTH),  # both sides have mostly units of their own
        ((3, 31, 23), THEORY, THEORY, BOTH),
        ((4, 7, 3), THEORY, THEORY, THEORY),
        ((4, 3, 7), BOTH, RIVALS, RIVALS),
        ((2, 5, 5), THEORY, BOTH, BOTH),  # a tie of the sides
        ((5, 5, 1), BOTH, BOTH, BOTH),  # a tie with the shared units
        ((0, 0, 0), BOTH, BOTH, BOTH),
    ],
)
def test_counts_lead_to_the_answer_of_each_rule(counts, lead, plurality, majority):
    """Lead never looks at the rivals' own units; plurality and majority do."""
    tally = Tally(*(np.array([number]) for number in counts))

    answers = [RULES[name].answer(tally)[0] for name in ("lead", "plurality", "majority")]

    assert answers == [lead, plurality, majority]
    assert RULES["borne out"].answer(tally)[0] == BOTH


@pytest.fixture
def support():
    """What supports each fact of the case judged by hand."""
    codings = hand_case.CODINGS
    supporting = (encode_directions(codings["direction"]) == 0)[None, :]
    labels = pd.factorize(hand_case.label()["fact"])[0]
    return hand_case.arrays().support(labels, supporting, works=True)


def test_support_is_counted_by_side_and_by_work(support):
    """Bases, talks, pipes: codings, and the different works behind them."""
    assert support.theory.tolist() == [[1, 3, 0]]
    assert support.rivals.tolist() == [[1, 0, 1]]
    assert support.theory_works.tolist() == [[1, 2, 0]]
    assert support.rivals_works.tolist() == [[1, 0, 1]]


def test_each_way_of_counting_gives_the_tally_worked_out_by_hand(support):
    """Once each, with two works a side, or as heavy as the works behind them."""
    counted = {
        name: [int(each[0]) for each in RULES[name].tally(support)]
        for name in ("plurality", "two works", "weighted")
    }

    assert counted == {"plurality": [1, 1, 1], "two works": [0, 1, 0], "weighted": [1, 2, 1]}


def test_every_rule_says_what_it_assumes_and_what_it_depends_on():
    """The table of rules has no empty cell."""
    table = counting_rules.describe_rules()

    assert list(table.rule) == list(RULES)
    assert table.map(bool).all(axis=None)
