"""Sensitivity: variants of the codings get the verdict they deserve, each time the same."""

import numpy as np
import pytest

from softbalancing import load
from softbalancing.verdict import assessment, sensitivity

TABLES = {name: load(name) for name in ("claims", "indicators", "explanations", "facts")}


@pytest.fixture
def joined():
    """The codings of the edition with what they are about."""
    names = ("claims", "indicators", "explanations")
    return assessment.join_codings(load("codings"), **{name: TABLES[name] for name in names})


@pytest.fixture
def arrays(joined):
    """The codings, prepared."""
    return sensitivity.coding_arrays(joined, **TABLES)


def judged(joined):
    """Counts and answer as the verdict of the book computes them."""
    tables = {name: TABLES[name] for name in ("indicators", "explanations", "facts")}
    verdict = assessment.compute_verdict(joined, **tables)
    return [verdict.facts_both, verdict.facts_balancing, verdict.facts_rival, verdict.answer]


def test_a_variant_gets_the_verdict_that_the_book_computes(joined, arrays):
    """Many at once or one by one: unchanged, shuffled or thinned codings get one answer."""
    random = np.random.default_rng(1)
    variants = np.array([arrays.directions, *random.integers(-1, 3, (12, len(joined)))])

    at_once = arrays.verdicts(variants)

    words = {code: direction for direction, code in sensitivity.CODES.items()}
    for variant, row in zip(variants, at_once.to_numpy().tolist(), strict=True):
        kept = variant != sensitivity.ABSENT
        one = joined[kept].assign(direction=[words[code] for code in variant[kept]])
        assert judged(one) == row


def test_leaving_out_a_group_is_leaving_out_its_codings(joined, arrays):
    """Each row is the verdict without that section."""
    rows = sensitivity.leave_one_out(arrays, joined.section)

    assert list(rows.left_out) == list(joined.section.unique())
    one = rows[rows.left_out == "5.1.1"].iloc[0]
    assert judged(joined[joined.section != "5.1.1"])[0] == one.facts_both


def test_codings_about_no_fact_are_never_left_out_with_a_fact(joined, arrays):
    """There is a row for each fact that is coded, and none for the rest."""
    rows = sensitivity.leave_one_out(arrays, joined.fact)
    pairs = sensitivity.leave_two_out(arrays, joined.fact)

    assert set(rows.left_out) == set(joined.fact.dropna())
    assert len(pairs) == len(rows) * (len(rows) - 1) // 2


def test_more_demanding_thresholds_never_share_more(arrays):
    """Fewer facts serve both sides when each side needs more support."""
    both = sensitivity.vary_least_support(arrays).facts_both

    assert both.is_monotonic_decreasing


def test_a_margin_beyond_the_count_decides_for_soft_balancing(arrays):
    """The answer turns where the demanded margin exceeds the actual one."""
    rows = sensitivity.vary_margin(arrays, range(20))
    actual = rows.facts_both - rows.facts_balancing

    assert list(rows.answer) == list(np.where(actual >= rows.margin, "undecided", "soft balancing"))


def test_recoding_is_reproducible_and_of_the_size_asked_for(arrays):
    """One seed, one result; no share, no change."""
    first, again = (sensitivity.change_at_random(arrays, 0.1, draws=50) for _ in range(2))
    other = sensitivity.change_at_random(arrays, 0.1, draws=50, seed=1)

    assert first.equals(again)
    assert not first.equals(other)
    assert sensitivity.change_at_random(arrays, 0, draws=3).facts_both.nunique() == 1
