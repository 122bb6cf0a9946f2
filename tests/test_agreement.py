"""Agreement of the two coding passes."""

import math

import pandas as pd
import pytest

from softbalancing import load
from softbalancing.verdict.agreement import codings_of_pass, krippendorff_alpha, summarize_agreement


def series(*values):
    """Values of one coder; None where there is none."""
    return pd.Series(values, dtype="string")


def test_alpha_is_one_for_perfect_agreement():
    """Equal values on every shared unit."""
    assert krippendorff_alpha(series("a", "b", "b", None), series("a", "b", "b", "a")) == 1


def test_alpha_matches_a_value_worked_out_by_hand():
    """Ten binary units, two disagreements: observed 0.2, expected 0.505, alpha 1 - 0.2/0.505."""
    first = series(*"aaaaabbbbb")
    second = series(*"aaaabbbbba")

    assert krippendorff_alpha(first, second) == pytest.approx(1 - 0.2 / (2 * 10 * 10 / (20 * 19)))


def test_alpha_is_undefined_without_variation():
    """One value only: nothing can be said about agreement beyond chance."""
    assert math.isnan(krippendorff_alpha(series("a", "a"), series("a", "a")))


def test_overlap_counts_units_that_one_reader_lacks():
    """Units of one reader alone lower the overlap, not the equality."""
    frame = pd.DataFrame(
        {
            "table": "claims", "unit": ["1", "2", "3"], "field": "kind",
            "pass_a": series("x", "y", None), "pass_b": series("x", "y", "x"),
        }
    )  # fmt: skip

    row = summarize_agreement(frame).iloc[0]

    assert (row.units, row.shared, row.equal) == (3, 2, 1)


def test_both_passes_are_reported_for_every_coded_table():
    """Each table that was coded twice has its agreement published."""
    assert set(summarize_agreement(load("agreement")).table) == {
        "claims",
        "codings",
        "events",
        "quantities",
        "citations",
    }


def test_each_readers_own_codings_come_back():
    """A reader's directions and facts are that reader's, before anything was reconciled."""
    codings = codings_of_pass(load("agreement"), "pass_a").set_index(["claim", "indicator"])

    assert codings.direction["c-1-20", "perceived-aggressiveness"] == "undermines"
    assert set(codings.fact.dropna()) <= set(load("facts").id)
    assert len(codings) != len(codings_of_pass(load("agreement"), "pass_b"))
