"""Rows in words: dates, numbers, sources."""

import pandas as pd
import pytest

from edition.data import row_text
from edition.project import vocabulary


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [("1992", "1995", "1992–1995"), (pd.NA, "1991", "until 1991"), (pd.NA, pd.NA, "undated")],
)
def test_the_date_of_a_row_is_printed_from_what_it_has(start, end, text):
    """A cell that is empty in the table is no part of the date."""
    assert row_text.row_period({"precision": "period", "start": start, "end": end}) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (4300, "km", "4,300 kilometers"),
        (30, "percent", "30 percent"),
        (1, "thirds", "a third"),
        (1e12, "USD", "$1 trillion"),
        (4, "strategies", "four"),
        (500000, "people", "500,000"),
    ],
)
def test_a_quantity_is_printed_as_prose_prints_it(value, unit, text):
    """Small counts in words, thousands grouped, measures with their unit."""
    assert row_text.row_quantity({"value": value, "unit": unit}, vocabulary.current().units) == text


def test_a_claim_mark_has_a_name_that_says_what_and_whence():
    """A screen reader hears kind, claim and source, and long claims are cut at a word."""
    row = {
        "kind": "empirical",
        "claim": "Border talks " + "went on and on " * 10,
        "source": "chung2004[990]",
    }

    name = row_text.claim_label(row, {"chung2004": "Chung 2004"}, vocabulary.current().claim_kinds)

    assert name.startswith("Empirical claim: Border talks")
    assert name.endswith("…. Source: Chung 2004, p. 990")


def test_the_thesis_own_claims_say_so():
    """Where the thesis cites nobody, the source is the thesis itself."""
    assert row_text.format_source("thesis", {}) == "the thesis itself"
