"""Tests of process tracing follow from what judges expect of a fact, and keep their range."""

import pandas as pd
import pytest

from softbalancing.verdict import judging


def judgments(*rows):
    """A table of judgments."""
    return pd.DataFrame(rows, columns=["judge", "item", "explanation", "if_main", "if_not"])


@pytest.mark.parametrize(
    ("if_main", "if_not", "test"),
    [
        (5, 1, "doubly decisive"),
        (4, 2, "doubly decisive"),
        (5, 3, "hoop"),
        (4, 4, "hoop"),
        (3, 2, "smoking gun"),
        (3, 3, "straw in the wind"),
        (2, 2, "straw in the wind"),
        (2, 3, "contradicts"),
        (1, 5, "contradicts"),
    ],
)
def test_the_test_follows_from_certainty_and_uniqueness(if_main, if_not, test):
    """A fact is certain where it is expected, and unique where it would else surprise."""
    kinds = judging.kinds_of_test(pd.Series([if_main]), pd.Series([if_not]))
    assert kinds.tolist() == [test]
    assert test in judging.TESTS


def test_stricter_cut_points_make_fewer_tests_decisive():
    """What counts as certain and as unlikely is a choice that can be changed."""
    grades = pd.Series([4]), pd.Series([2])
    assert judging.kinds_of_test(*grades, certain=5).tolist() == ["smoking gun"]
    assert judging.kinds_of_test(*grades, unlikely=1).tolist() == ["hoop"]


def test_judges_who_differ_leave_a_range():
    """Two judges are never averaged: both tests stay, and none is agreed."""
    table = judgments(
        ("e", "bases", "theory", 5, 1), ("f", "bases", "theory", 4, 3),
        ("e", "bases", "rival", 3, 3), ("f", "bases", "rival", 3, 3),
    )  # fmt: skip
    theory, rival = judging.range_of_tests(table).to_dict("records")
    assert theory["tests"] == ("doubly decisive", "hoop") and theory["agreed"] is None
    assert (theory["main_low"], theory["main_high"]) == (4, 5)
    assert (theory["not_low"], theory["not_high"]) == (1, 3)
    assert rival["tests"] == ("straw in the wind",) and rival["agreed"] == "straw in the wind"
