"""Tests of process tracing follow from what judges expect of a fact, and keep their range."""

import pandas as pd
import pytest

from softbalancing.verdict import judging


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
