"""Tests of process tracing follow from what judges expect of a fact, and keep their range."""

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
    kinds = judging.kinds_of_test([if_main], [if_not])
    assert kinds.tolist() == [test]
    assert test in judging.TESTS


def test_whoever_is_stricter_finds_fewer_facts_certain():
    """Grade 4 is no longer enough if only grade 5 is certain."""
    kinds = judging.kinds_of_test([5, 4, 4], [2, 2, 4], certain=5)

    assert kinds.tolist() == ["doubly decisive", "smoking gun", "straw in the wind"]
