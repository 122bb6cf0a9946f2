"""Similarity of votes in the General Assembly: measures, intervals by resampling, breaks.

The table of votes counts, for each pair of states and year, identical votes, opposite votes
(yes against no) and all votes that both cast; what is neither identical nor opposite is a
step apart (an abstention against yes or no).  A similarity is a weighted sum of the three.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats

Pair = tuple[str, str]
#: Credit that each measure gives an identical vote, a vote one step apart and an opposite one.
CREDITS = {
    "identical": (1.0, 0.0, 0.0),
    "half credit": (1.0, 0.5, 0.0),
    "opposite": (0.0, 0.0, 1.0),
}


class Estimate(NamedTuple):
    """A number with the bounds that hold 95 percent of its resampled values."""

    value: float
    low: float
    high: float


def estimate(drawn: np.ndarray) -> Estimate:
    """Return the first of a row of values, with the 2.5th and 97.5th percentile of the rest."""
    return Estimate(float(drawn[0]), *map(float, np.quantile(drawn[1:], (0.025, 0.975))))


def _mean(numbers: np.ndarray) -> np.ndarray:
    """Return the mean along the second axis, without what is missing."""
    return np.asarray(np.ma.masked_invalid(numbers).mean(axis=1).filled(np.nan))


@dataclass(frozen=True)
class VoteSample:
    """Votes as counted and as drawn again; made by `resample_votes`.

    Attributes
    ----------
    years : array of int, shape (years,)
        The years.
    pairs : list of tuple
        ISO codes of each pair of states.
    shares : array of float, shape (1 + draws, pairs, years, 3)
        Shares of identical votes, votes a step apart and opposite votes: first as counted,
        then as drawn; ``nan`` in years for which a pair has no row.
    cast : array of float, shape (pairs, years)
        Number of votes; ``nan`` where there is no row.
    seed : int
        Seed for drawing years.
    """

    years: np.ndarray
    pairs: list[Pair]
    shares: np.ndarray
    cast: np.ndarray
    seed: int

    def similarity(self, measure: str, *pairs: Pair) -> np.ndarray:
        """Return a measure of `CREDITS`, the mean of the pairs; shape (1 + draws, years)."""
        chosen = self.shares[:, [self.pairs.index(pair) for pair in pairs]]
        return _mean(chosen @ np.array(CREDITS[measure]))

    def level(
        self, series: np.ndarray, first: int, last: int, *, by_year: bool = False
    ) -> np.ndarray:
        """Return the mean of a period: as counted, then for each draw.

        The series is a result of `similarity`, or a difference of two. *by_year* draws the
        years of the period, as counted, with replacement, instead of the votes of each year;
        a period always gets the same draws.
        """
        inside = series[:, (self.years >= first) & (self.years <= last)]
        if by_year:
            random = np.random.default_rng([self.seed, first, last])
            drawn = random.choice(inside[0], size=inside[1:].shape)
            inside = np.vstack([inside[:1], drawn])
        return _mean(inside)


def resample_votes(votes: pd.DataFrame, *, draws: int = 2000, seed: int = 2008) -> VoteSample:
    """Return the shares of votes as counted and as drawn again, vote by vote, within each year.

    Each draw takes as many votes of a pair and year as were cast, with replacement
    (multinomial bootstrap).  It treats votes as independent, which they are not: many
    resolutions return every year, and pairs vote on the same ones.

    The table has ``year``, ``a``, ``b``, ``both_voted``, ``same`` and ``opposite``. Equal seeds
    give equal draws.
    """
    counts = votes.assign(step=votes["both_voted"] - votes["same"] - votes["opposite"])
    years = np.arange(votes["year"].min(), votes["year"].max() + 1)
    pairs = list(dict.fromkeys(zip(votes["a"], votes["b"], strict=True)))
    index = pd.MultiIndex.from_tuples([(*pair, year) for pair in pairs for year in years])
    table = counts.set_index(["a", "b", "year"]).reindex(index)
    cast = table["both_voted"].to_numpy(dtype=float).reshape(len(pairs), -1)
    kinds = table[["same", "step", "opposite"]].to_numpy(dtype=float)
    counted = kinds.reshape(*cast.shape, 3) / cast[..., None]
    known = ~np.isnan(cast)
    drawn = np.full((draws, *counted.shape), np.nan)
    random = np.random.default_rng(seed)
    size = cast[known].astype(int)
    drawn[:, known] = random.multinomial(size, counted[known], (draws, len(size))) / size[:, None]
    return VoteSample(years, pairs, np.concatenate([counted[None], drawn]), cast, seed)


def period_levels(
    sample: VoteSample, periods: Sequence[tuple[int, int]], pairs: Sequence[Pair]
) -> pd.DataFrame:
    """Return how alike pairs of states voted in each period, by each measure of `CREDITS`.

    Returns
    -------
    DataFrame
        ``a``, ``b``, ``statistic``, ``first`` and ``last`` (year), ``votes`` (their number),
        ``value`` (the mean of the years, 0 to 1), and its bounds ``low`` and ``high`` if
        votes are drawn again. Periods in which a pair has no row are left out.
    """
    rows = []
    for pair, name in product(pairs, CREDITS):
        series, cast = sample.similarity(name, pair), sample.cast[sample.pairs.index(pair)]
        for first, last in periods:
            votes = np.nansum(cast[(sample.years >= first) & (sample.years <= last)])
            level = estimate(sample.level(series, first, last))
            rows.append((*pair, name, first, last, int(votes), *level))
    columns = ["a", "b", "statistic", "first", "last", "votes", *Estimate._fields]
    return pd.DataFrame(rows, columns=columns).dropna()


def compare_periods(
    sample: VoteSample, measures: pd.DataFrame, region: Sequence[str]
) -> pd.DataFrame:
    """Return how the votes of pairs of states changed from one period to another.

    Parameters
    ----------
    sample : VoteSample
        The votes.
    measures : DataFrame
        Rows of the table of measures, with a pair (``a``, ``b``) and two periods. Without a
        second period, the pair is compared with the region's pairs in the first.
    region : sequence of str
        ISO codes of the states whose pairs with ``b`` are the baseline.

    Returns
    -------
    DataFrame
        One row a measure and statistic: ``measure``, ``statistic``, ``before``, ``after`` and
        ``change``, in shares (0 to 1) or differences of shares; ``low_votes`` and
        ``high_votes``, the bounds of the change if votes are drawn again; ``low_years`` and
        ``high_years``, those if years are. The statistics are those of `CREDITS` and, between
        periods, the same ``beside the region``: those of the pair less the baseline's mean.
        ``low`` and ``high`` are the wider bounds on either side.
    """
    rows = []
    for row in measures.to_dict("records"):
        baseline = [(state, row["b"]) for state in region]
        later = earlier = row["from_year"], row["to_year"]
        between_periods = not pd.isna(row["base_from_year"])
        if between_periods:
            earlier = row["base_from_year"], row["base_to_year"]
        for name in CREDITS:
            pair, others = (sample.similarity(name, *p) for p in ([(row["a"], row["b"])], baseline))
            compared = {name: (pair, pair if between_periods else others)}
            if between_periods:
                compared[f"{name} beside the region"] = (pair - others,) * 2
            for statistic, (first, second) in compared.items():
                change = []
                for by_year in (False, True):
                    before = sample.level(first, *earlier, by_year=by_year)
                    after = sample.level(second, *later, by_year=by_year)
                    change.append(estimate(after - before))
                levels = float(before[0]), float(after[0])
                rows.append((row["id"], statistic, *levels, *change[0], *change[1][1:]))
    names = "measure statistic before after change low_votes high_votes low_years high_years"
    frame = pd.DataFrame(rows, columns=names.split())
    return frame.assign(
        low=frame[["low_votes", "low_years"]].min(axis=1),
        high=frame[["high_votes", "high_years"]].max(axis=1),
    )


def break_strengths(
    series: np.ndarray, years: np.ndarray, *, least: int = 3, draws: int = 2000, seed: int = 2008
) -> pd.DataFrame:
    """Return how strongly a series breaks at each year, by the F test of two means.

    At least *least* years stand on either side of a break; *draws* random orders of the years
    give the bound.

    Returns
    -------
    DataFrame
        ``year`` (the first at the new level), ``f``, ``p`` (of a break at that year, if it
        was chosen beforehand), ``gain`` (in log-likelihood over no break, with normal
        errors) and ``bound`` (the F that the strongest break of 95 percent of the random
        orders does not exceed).
    """
    orders = np.random.default_rng(seed).permuted(np.tile(series, (draws, 1)), axis=1)
    stacked = np.vstack([series, orders])
    splits = range(least, len(series) - least + 1)
    tests = [stats.f_oneway(stacked[:, :i], stacked[:, i:], axis=1) for i in splits]
    f, p = (np.array([getattr(test, name) for test in tests]) for name in ("statistic", "pvalue"))
    bound = np.quantile(f[:, 1:].max(axis=0), 0.95)
    return pd.DataFrame({
        "year": years[list(splits)], "f": f[:, 0], "p": p[:, 0],
        "gain": len(series) / 2 * np.log1p(f[:, 0] / (len(series) - 2)),
        "bound": bound,
    })  # fmt: skip


def breaks_beside(
    sample: VoteSample, pair: Pair, baseline: Sequence[Pair], *, since: int
) -> dict[str, pd.DataFrame]:
    """Return `break_strengths` of a pair's identical votes, for three stretches of years.

    They are all years, the years since one of them, and the latter less the baseline's mean.
    """
    own, others = (sample.similarity("identical", *pairs)[0] for pairs in ([pair], baseline))
    late = sample.years >= since
    return {
        "All years": break_strengths(own, sample.years),
        f"Since {since}": break_strengths(own[late], sample.years[late]),
        f"Since {since}, beside the region": break_strengths(
            (own - others)[late], sample.years[late]
        ),
    }
