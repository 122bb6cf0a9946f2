"""Agreement of readers, against values worked out by hand."""

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest

from softbalancing import load
from softbalancing.verdict import agreement
from softbalancing.verdict.agreement import compare_cuts, compare_everywhere, compare_values


def series(*values):
    """Values of one reader; None where there is none."""
    return pd.Series(values, dtype="string")


def test_alpha_is_one_for_perfect_agreement():
    """Equal values on every shared unit; a unit of one reader lowers the overlap alone."""
    row = compare_values(series("a", "b", "b", None), series("a", "b", "b", "a"))

    assert (row["units"], row["shared"], row["overlap"]) == (4, 3, 0.75)
    assert row["equal"] == row["equal_low"] == row["equal_high"] == 1
    assert row["alpha"] == row["alpha_low"] == row["alpha_high"] == 1


def test_alpha_matches_a_value_worked_out_by_hand():
    """Ten binary units, two disagreements: observed 0.2, expected 0.505, alpha 1 - 0.2/0.505."""
    row = compare_values(series(*"aaaaabbbbb"), series(*"aaaabbbbba"))

    assert row["alpha"] == pytest.approx(1 - 0.2 / (2 * 10 * 10 / (20 * 19)))
    assert row["equal"] == 0.8
    assert row["alpha_low"] < row["alpha"] < row["alpha_high"]


def test_ordinal_values_one_step_apart_are_a_smaller_disagreement():
    """A reader who is one step off agrees more than one who is three steps off, not nominally."""
    first = series(*"1122334444")
    near, far = series(*"1122334443"), series(*"1122334441")
    options = {"values": "1234", "draws": 50}

    ordinal = [compare_values(first, x, level="ordinal", **options)["alpha"] for x in (near, far)]
    nominal = [compare_values(first, x, **options)["alpha"] for x in (near, far)]

    assert ordinal[0] > nominal[0] and ordinal[1] < nominal[1]
    pairs = [[int(value) for value in values] for values in (first, far)]
    by_library = krippendorff.alpha(reliability_data=pairs, level_of_measurement="ordinal")
    assert ordinal[1] == pytest.approx(by_library)


def test_alpha_is_undefined_without_variation():
    """One value only: nothing can be said about agreement beyond chance."""
    row = compare_values(series("a", "a"), series("a", "a"))

    assert math.isnan(row["alpha"]) and math.isnan(row["alpha_low"])


def test_nobody_has_a_value():
    """There is nothing to compare, and the message says so."""
    with pytest.raises(ValueError, match="neither reader has a value"):
        compare_values(series(None), series(None))


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
def test_resampled_alphas_are_those_of_the_library(level):
    """The intervals rest on many resamples at once: each has the alpha it would have alone."""
    random = np.random.default_rng(3)
    first, second = np.array([(a, b) for a in range(3) for b in range(3)]).T
    times = random.integers(0, 9, (20, 9))

    at_once = agreement.resampled_alphas(first, second, times, level)

    for row, alpha in zip(times, at_once, strict=True):
        pairs = np.array([first, second]).repeat(row, axis=1).astype(float)
        alone = krippendorff.alpha(reliability_data=pairs, level_of_measurement=level)
        assert alpha == pytest.approx(alone)


def test_an_interval_has_the_width_of_its_distribution():
    """Of 400 units with a share of a half the middle 95 % of resamples are 0.45 to 0.55."""
    row = compare_values(series(*"ab" * 200), series(*"aaaa" * 100))

    assert (row["equal_low"], row["equal_high"]) == pytest.approx((0.451, 0.549), abs=0.006)


def test_units_of_one_claim_are_drawn_together():
    """Four units that are copies of one are one observation: the interval is twice as wide."""
    first, second = series(*"aabb" * 100), series(*"abab" * 100)
    claims = pd.Series(np.arange(400) % 100)

    apart = compare_values(first, second)
    together = compare_values(first, second, clusters=claims)

    width = {"apart": apart, "together": together}
    width = {name: row["equal_high"] - row["equal_low"] for name, row in width.items()}
    assert width["together"] == pytest.approx(2 * width["apart"], rel=0.15)


def test_equal_seeds_give_equal_intervals():
    """Whoever repeats the computation gets the same numbers."""
    readers = series(*"aababb"), series(*"abbabb")

    assert compare_values(*readers) == compare_values(*readers)
    assert compare_values(*readers) != compare_values(*readers, seed=1)


def test_the_adjusted_rand_index_matches_a_value_worked_out_by_hand():
    """Cuts aab|bcc and aa|bbc c: 15 pairs of claims.

    The first joins 3 (a, a; b, b; c, c), the second 3, both 2: expected 3 * 3 / 15 = 0.6, so
    the index is (2 - 0.6) / (3 - 0.6).
    """
    row = compare_cuts(series(*"aabbcc"), series("x", "x", "y", "y", "z", "w"))
    moved = compare_cuts(series(*"aabbcc"), series(*"xxyzzy"))

    assert row["rand"] == pytest.approx((2 - 3 * 2 / 15) / (2.5 - 3 * 2 / 15))
    assert moved["rand"] == pytest.approx((1 - 0.6) / (3 - 0.6))


def test_the_same_cut_under_other_names_agrees_fully():
    """Names of facts do not count, and claims without a fact in one cut lower the overlap."""
    row = compare_cuts(series(*"aabbcc", None, "a"), series(*"xxyyzz", None, None))

    assert (row["units"], row["shared"]) == (7, 6)
    assert row["rand"] == row["rand_low"] == row["rand_high"] == 1
    assert row["overlap"] == pytest.approx(6 / 7)


def test_cuts_that_are_alike_by_chance_only_have_an_index_of_zero():
    """Also in the resamples: a claim that is drawn twice makes no pair with itself."""
    random = np.random.default_rng(5)
    first, second = (pd.Series(random.integers(0, 40, 300)) for _ in range(2))

    row = compare_cuts(first, second)

    assert abs(row["rand"]) < 0.03
    assert abs(row["rand_low"] + row["rand_high"]) < 0.03


def test_what_neither_reader_codes_counts_as_agreement_before_pairing():
    """Two claims and two indicators: both code one pair, one a second, and two are left out."""
    codings = pd.DataFrame(
        {
            "claim": ["c1", "c2"], "indicator": ["x", "x"],
            "a": series("supports", "supports"), "b": series("undermines", None),
        }
    )  # fmt: skip

    row = compare_everywhere(codings, ["c1", "c2"], ["x", "y"])

    assert (row["units"], row["equal"]) == (4, 0.75)


def test_pairs_of_values_are_counted_with_omissions():
    """Rows are the first reader's values, columns the second's."""
    counts = agreement.count_pairs(
        series("supports", "supports", "neutral", None),
        series("supports", None, None, "undermines"),
    )

    assert counts.loc["supports", "supports"] == counts.loc["supports", "not coded"] == 1
    assert counts.loc["not coded", "undermines"] == counts.loc["neutral", "not coded"] == 1
    assert counts.to_numpy().sum() == 4


@pytest.fixture(scope="module")
def first_round():
    """Agreement of the first round, with uses of three facts for the last row."""
    uses = pd.DataFrame({"pass_a": series("both", "rival"), "pass_b": series("both", "both")})
    return agreement.summarize_first_round(load("agreement"), uses, load("indicators").id)


def test_every_column_that_two_readers_coded_is_reported(first_round):
    """And what pairing hides: whether a claim is coded at all, and the use of the facts."""
    reported = set(zip(first_round.table, first_round.field, strict=True))

    coded = load("agreement")[["table", "field"]].drop_duplicates()
    assert set(coded.itertuples(index=False, name=None)) < reported
    assert {("codings", "coded or not"), ("facts", "use")} < reported
    assert first_round.set_index("field").equal["use"] == 0.5


def test_an_interval_holds_what_it_is_an_interval_of(first_round):
    """Overlap, equality and alpha of every row."""
    for name in ("overlap", "equal", "alpha"):
        held = first_round[name].between(first_round[f"{name}_low"], first_round[f"{name}_high"])
        assert held.all(), name


def test_intervals_are_printed_beside_their_value():
    """Undefined ones are a dash, and minus signs are minus signs."""
    rows = pd.DataFrame(
        {
            "field": ["x", "y"], "rand": [-0.123, np.nan],
            "rand_low": [-0.2, np.nan], "rand_high": [0.05, np.nan],
        }
    )  # fmt: skip

    printed = agreement.print_intervals(rows)

    assert printed.to_dict("list") == {"field": ["x", "y"], "rand": ["−0.12 [−0.20, 0.05]", "–"]}


def test_every_two_readings_of_the_second_round_are_compared():
    """Three readings make three pairs, each compared in what is coded, how, and about what."""
    readings = pd.DataFrame(
        {
            "claim": ["c1", "c2", "c3"], "indicator": "x",
            "old": series("supports", "supports", None),
            "c": series("supports", "neutral", "neutral"),
            "d": series("supports", "neutral", "neutral"),
        }
    )  # fmt: skip
    cuts = pd.DataFrame(
        {
            "claim": ["c1", "c2", "c3"],
            "old": series(*"aab"),
            "c": series(*"xyy"),
            "d": series(*"xyy"),
        }
    )

    rows = agreement.summarize_second_round(readings, cuts, ["c1", "c2", "c3"], ["x", "y"])

    assert len(rows) == 9
    rows = rows.set_index(["first", "second", "field"])
    assert rows.alpha["c", "d", "direction"] == rows.rand["c", "d", "fact"] == 1
    assert rows.equal["old", "c", "direction"] == 0.5
    assert rows.rand["old", "c", "fact"] == pytest.approx(-0.5)
    assert rows.units["old", "c", "coded or not"] == 6


def test_each_readers_own_codings_come_back():
    """A reader's directions and facts are that reader's, before anything was reconciled."""
    passes = load("agreement")
    codings = agreement.codings_of_pass(passes, "pass_a").set_index(["claim", "indicator"])

    assert codings.direction["c-1-20", "perceived-aggressiveness"] == "undermines"
    assert len(codings) != len(agreement.codings_of_pass(passes, "pass_b"))
