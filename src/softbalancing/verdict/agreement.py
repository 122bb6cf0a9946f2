"""Agreement of two readers, with bootstrap intervals.

Alpha is Krippendorff's: 1 where the readers always agree, 0 where they do no better than by
chance.  An interval is the middle 95 % of what resampled units give.  Tables of readings hold
``claim``, ``indicator`` and a column of directions a reading, those of cuts ``claim`` and a
column of labels; ``NA`` where a reading has no value.
"""

from collections.abc import Iterable
from itertools import combinations, product
from typing import Any, Literal

import krippendorff
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import DIRECTIONS

Level = Literal["nominal", "ordinal"]
NOT_CODED = "not coded"
DRAWS, SEED = 1000, 2008


def alpha(first: NDArray, second: NDArray, times: NDArray, level: Level = "nominal") -> float:
    """Return Krippendorff's alpha of two readers; ``nan`` where at most one value occurs.

    *first* and *second* hold the pairs of values that occur (ranks, if they are ordinal), and
    *times* how many units have each pair.
    """
    pairs = np.array([first, second], dtype=float).repeat(times.astype(int), axis=1)
    if len(np.unique(pairs)) < 2:
        return float("nan")
    return float(krippendorff.alpha(reliability_data=pairs, level_of_measurement=level))


def resampled_alphas(first: NDArray, second: NDArray, times: NDArray, level: Level) -> NDArray:
    """Return the `alpha` of many resamples at once, one a row of *times*."""
    values = np.eye(int(max(first.max(initial=0), second.max(initial=0))) + 1)
    given = times @ (values[first] + values[second])  # how often each value is given
    total = given.sum(axis=1)
    if level == "nominal":
        apart, by_chance = times @ (first != second), total**2 - (given**2).sum(axis=1)
    else:
        place = given.cumsum(axis=1) - given / 2  # distances of values are those of their places
        apart = (times * (place[:, first] - place[:, second]) ** 2).sum(axis=1)
        by_chance = 2 * (total * (given * place**2).sum(axis=1) - (given * place).sum(axis=1) ** 2)
    with np.errstate(invalid="ignore", divide="ignore"):
        return 1 - 2 * apart * (total - 1) / by_chance


def _resample(size: int, draws: int, seed: int) -> NDArray:
    """Return how often each unit is drawn: once in the first row, by lot in the others.

    The numbers are those of a generator that NumPy keeps as it is (the Mersenne Twister), so that
    other programs, such as the pages of the book, draw the same units.
    """
    drawn = (np.random.RandomState(seed).random_sample((draws, size)) * size).astype(int)
    drawn += size * np.arange(draws)[:, None]
    times = np.bincount(drawn.ravel(), minlength=draws * size).reshape(draws, size)
    return np.vstack([np.ones(size, dtype=int), times])


def _with_intervals(**draws: NDArray) -> dict[str, float]:
    """Return, for each name, the first value and, as ``_low`` and ``_high``, the interval."""
    row: dict[str, float] = {}
    for name, (value, *resampled) in draws.items():
        defined = [each for each in resampled if not np.isnan(each)] or [np.nan]
        low, high = np.percentile(defined, [2.5, 97.5])
        row |= {name: float(value), f"{name}_low": float(low), f"{name}_high": float(high)}
    return row


def compare_values(
    first: pd.Series,
    second: pd.Series,
    *,
    values: Iterable[Any] | None = None,
    level: Level = "nominal",
    clusters: pd.Series | None = None,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, float]:
    """Return how far two readers agree on the values of the same units.

    All *values* that occur are given in their order if they are ordinal.  Units of one of the
    *clusters*, such as those of one claim, are resampled together.

    Returns
    -------
    dict
        ``units`` (with a value of at least one reader), ``shared`` (of both), and with
        intervals (``overlap``, ``overlap_low``, ``overlap_high`` …): ``overlap`` (shared per
        unit), ``equal`` (share of the shared units with one value) and ``alpha``.

    Raises
    ------
    ValueError
        If neither reader has a value.
    """
    some = first.notna() | second.notna()
    if not some.any():
        raise ValueError("compare_values: neither reader has a value")
    first, second = first[some], second[some]
    known = list(values or sorted({*first.dropna(), *second.dropna()}))
    cluster = np.arange(len(first)) if clusters is None else pd.factorize(clusters[some])[0]
    ranks = [pd.Categorical(each, categories=known).codes for each in (first, second)]
    pairs, pair = np.unique(np.array(ranks, dtype=int), axis=1, return_inverse=True)
    of_cluster = np.zeros((cluster.max() + 1, pairs.shape[1]))
    np.add.at(of_cluster, (cluster, pair.ravel()), 1)
    times = _resample(len(of_cluster), draws, seed) @ of_cluster
    is_shared = (pairs >= 0).all(axis=0)
    (one, other), shared = pairs[:, is_shared], times[:, is_shared]
    alphas = resampled_alphas(one, other, shared, level)
    alphas[0] = alpha(one, other, shared[0], level)
    total = shared.sum(axis=1)
    with np.errstate(invalid="ignore"):
        equal = shared @ (one == other) / total
    return {
        "units": len(first),
        "shared": int(total[0]),
        **_with_intervals(overlap=total / times.sum(axis=1), equal=equal, alpha=alphas),
    }


def compare_cuts(
    first: pd.Series, second: pd.Series, *, draws: int = DRAWS, seed: int = SEED
) -> dict[str, float]:
    """Return how far two cuts of the same claims into facts agree, given as labels of claims.

    Returns
    -------
    dict
        ``units`` (claims that at least one cut labels), ``shared`` (that both label), and with
        intervals ``overlap`` (the one per the other) and ``rand``, the adjusted Rand index of
        the shared claims: agreement on which claims belong together, 1 if the cuts are the
        same and 0 if they are as alike as chance makes them.  A claim that is drawn several
        times makes no pair with itself.
    """
    some, shared = first.notna() | second.notna(), first.notna() & second.notna()
    times = _resample(int(some.sum()), draws, seed)
    overlap = times @ shared[some].to_numpy(dtype=int) / times.sum(axis=1)
    times = times[:, shared[some].to_numpy(dtype=bool)]
    labels = [pd.factorize(each[shared])[0] for each in (first, second)]
    both = pd.factorize(labels[0] * len(times[0]) + labels[1])[0]
    same, one, other = (_pairs_within(each, times) for each in (both, *labels))
    everything = _pairs_within(np.zeros(len(both), dtype=int), times)
    with np.errstate(invalid="ignore"):
        chance = one * other / everything
        rand = (same - chance) / ((one + other) / 2 - chance)
    return {
        "units": int(some.sum()),
        "shared": int(shared.sum()),
        **_with_intervals(overlap=overlap, rand=rand),
    }


def _pairs_within(labels: NDArray, times: NDArray) -> NDArray:
    """Return the pairs of different units with one label, each unit taken so many times."""
    is_label = np.eye(labels.max(initial=0) + 1)[labels]
    return ((times @ is_label) ** 2 - times**2 @ is_label).sum(axis=1) / 2


def compare_everywhere(
    codings: pd.DataFrame, claims: Iterable[str], indicators: Iterable[str]
) -> dict[str, float]:
    """Return how far two readings agree on what to code at all, before rows are paired.

    Every claim that both went through is a unit with every indicator; those of one claim are
    resampled together.
    """
    everywhere = pd.DataFrame(product(claims, indicators), columns=["claim", "indicator"])
    coded = everywhere.merge(codings, how="left").drop(columns=["claim", "indicator"])
    first, second = (coded[name].notna().astype(str) for name in coded)
    return compare_values(first, second, clusters=everywhere["claim"])


def count_pairs(first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return how often each direction of the first reader meets each of the second.

    Rows are the first reader's values, columns the second's, both in the order of `DIRECTIONS`
    and then `NOT_CODED`.
    """
    values = [*DIRECTIONS, NOT_CODED]
    counts = pd.crosstab(first.fillna(NOT_CODED), second.fillna(NOT_CODED))
    return counts.reindex(index=values, columns=values, fill_value=0)


def summarize_first_round(
    agreement: pd.DataFrame, uses: pd.DataFrame, indicators: Iterable[str]
) -> pd.DataFrame:
    """Return the agreement of the two readers of the first round.

    The table of agreement has ``table``, ``unit``, ``field`` and the readers ``pass_a`` and
    ``pass_b``; *uses* has the use of each fact by the codings of each reader.  The result has
    ``table``, ``field`` and what `compare_values` returns: a row for each column coded, then
    one for whether a claim is coded on one of the *indicators* at all (field ``coded or not``,
    over the claims that both have) and one for the ``use`` of facts.
    """
    rows = [
        {"table": table, "field": field, **compare_values(group["pass_a"], group["pass_b"])}
        for (table, field), group in agreement.groupby(["table", "field"], sort=False)
    ]
    readers = ["pass_a", "pass_b"]
    codings = agreement.query("table == 'codings' and field == 'direction'")
    units = codings["unit"].str.rsplit(".", n=1, expand=True)
    codings = codings[readers].assign(claim=units[0], indicator=units[1])
    both = agreement.query("table == 'claims' and field == 'kind'").dropna(subset=readers)["unit"]
    coded = compare_everywhere(codings, both, indicators)
    used = compare_values(uses["pass_a"], uses["pass_b"])
    rows.append({"table": "codings", "field": "coded or not", **coded})
    rows.append({"table": "facts", "field": "use", **used})
    return pd.DataFrame(rows)


def summarize_second_round(
    readings: pd.DataFrame, cuts: pd.DataFrame, claims: Iterable[str], indicators: Iterable[str]
) -> pd.DataFrame:
    """Return the agreement of every two readings and, under the same names, cuts.

    The columns are ``first``, ``second`` (names of readings), ``field`` (``coded or not``,
    ``direction`` or ``fact``) and what `compare_values` or, for facts, `compare_cuts` returns.
    """
    rows = []
    claims, indicators = list(claims), list(indicators)
    for first, second in combinations(readings.columns.drop(["claim", "indicator"]), 2):
        pair = readings[["claim", "indicator", first, second]]
        compared = {
            "coded or not": compare_everywhere(pair, claims, indicators),
            "direction": compare_values(readings[first], readings[second]),
            "fact": compare_cuts(cuts[first], cuts[second]),
        }
        rows += [
            {"first": first, "second": second, "field": field, **row}
            for field, row in compared.items()
        ]
    return pd.DataFrame(rows)


def print_intervals(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a summary for printing: ``0.78 [0.69, 0.86]`` in place of three columns each."""
    rows = rows.copy()
    for low in [name for name in map(str, rows) if name.endswith("_low")]:
        name, high = low.removesuffix("_low"), low.replace("_low", "_high")
        numbers = zip(rows[name], rows.pop(low), rows.pop(high), strict=True)
        texts = [f"{x:.2f} [{a:.2f}, {b:.2f}]" if pd.notna(x) else "–" for x, a, b in numbers]
        rows[name] = [text.replace("-", "−") for text in texts]
    return rows


def codings_of_pass(agreement: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the codings of one reader of the first round, before they were reconciled.

    The columns are ``claim``, ``indicator``, ``direction`` and ``fact`` (the fact to which this
    reader assigned the claim, or ``NA``); *name* is the reader's column in *agreement*.
    """
    facts = agreement[(agreement["table"] == "claims") & (agreement["field"] == "fact")]
    fact_of_claim = facts.set_index("unit")[name].replace("none", pd.NA)
    directions = agreement[(agreement["table"] == "codings") & (agreement["field"] == "direction")]
    directions = directions.dropna(subset=[name]).reset_index(drop=True)
    units = directions["unit"].str.rsplit(".", n=1, expand=True)
    codings = units.set_axis(["claim", "indicator"], axis=1)
    return codings.assign(direction=directions[name], fact=codings["claim"].map(fact_of_claim))
