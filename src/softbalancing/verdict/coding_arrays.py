"""The codings as arrays, in which thousands of variants are judged at once.

A variant gives each coding a direction (its code in `CODES`, or `ABSENT`) and a unit of
counting (a number, or `ABSENT`).  Variants are the rows of a matrix, codings its columns.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from .assessment import DIRECTIONS

ABSENT = -1
CODES = {direction: code for code, direction in enumerate(DIRECTIONS)}
SUPPORTS, UNDERMINES = CODES["supports"], CODES["undermines"]


class Support(NamedTuple):
    """What supports each unit on each side, in each variant: arrays (variants, units).

    Attributes
    ----------
    theory, rivals : array of int
        Supporting codings.
    theory_works, rivals_works : array of int
        Different works on which these codings rest, the thesis itself among them; empty unless
        they are counted.
    """

    theory: NDArray
    rivals: NDArray
    theory_works: NDArray = np.empty(0, dtype=int)
    rivals_works: NDArray = np.empty(0, dtype=int)


@dataclass(frozen=True)
class CodingArrays:
    """The codings as arrays; made by `as_arrays`.

    Attributes
    ----------
    indicator : array of float, shape (codings, indicators)
        1 where the coding refers to the indicator.
    explanation : array of str, shape (indicators,)
        Explanation of each indicator.
    condition : array of bool, shape (indicators,)
        Whether each indicator is a condition.
    theory : array of bool, shape (codings,)
        Whether the coding's indicator is one of the theory's.
    theories : collection of str
        Ids of the explanations under test.
    cited : array of int, shape (2, pairs)
        Positions of codings, and numbers of the works that they cite.
    """

    indicator: NDArray
    explanation: NDArray
    condition: NDArray
    theory: NDArray
    theories: Collection[str]
    cited: NDArray

    def borne_out_each(
        self, directions: NDArray, needed: float = 1, ties: ArrayLike = False
    ) -> dict[str, NDArray]:
        """Return whether each explanation, by its id, is borne out in each variant.

        It needs its conditions and the share *needed* of its other indicators.  An indicator is
        met if more codings support than undermine it, and one of the *ties* (whether a tie is
        enough, for all or each indicator) if as many do and there are any.
        """
        supports, undermines = (
            (directions == code).astype(float) @ self.indicator for code in (SUPPORTS, UNDERMINES)
        )
        tied = (supports == undermines) & (supports > 0)
        met = (supports > undermines) | tied & np.asarray(ties)
        found = {}
        for name in pd.unique(self.explanation):
            own, condition = self.explanation == name, self.condition
            others = own & ~condition
            enough = met[:, others].sum(axis=1) >= needed * others.sum()
            found[str(name)] = met[:, own & condition].all(axis=1) & enough
        return found

    def either_side(self, each: Mapping[str, NDArray]) -> tuple[NDArray, NDArray]:
        """Return whether the theory, and whether a rival, is borne out if *each* is or is not."""
        theories = [each[name] for name in each if name in self.theories]
        rivals = [each[name] for name in each if name not in self.theories]
        return np.all(theories, axis=0), np.any(rivals, axis=0)

    def borne_out(self, directions: NDArray, needed: float = 1) -> tuple[NDArray, NDArray]:
        """Return whether the theory, and whether a rival, is borne out in each variant."""
        return self.either_side(self.borne_out_each(directions, needed))

    def support(self, labels: NDArray, supporting: NDArray, *, works: bool = False) -> Support:
        """Return how much supports each unit on each side, with *works* counted if asked.

        The labels, of shape (codings,) or (variants, codings), number the unit that each coding
        is about; *supporting* (variants, codings) tells which support an indicator and count.
        """
        shape = np.broadcast_shapes(np.shape(labels), supporting.shape)
        labels, counted = (np.broadcast_to(each, shape) for each in (labels, supporting))
        counted = counted & (labels != ABSENT)
        n_units, n_works = int(labels.max(initial=0)) + 1, int(self.cited[1].max(initial=0)) + 1
        positions, work = self.cited
        counts, by_work = [], []
        for side in (self.theory, ~self.theory):
            rows, codings = np.nonzero(counted & side)
            units = rows * n_units + labels[rows, codings]
            counts.append(_count(units, shape[0], n_units))
            if works:
                rows, pairs = np.nonzero((counted & side)[:, positions])
                units = rows * n_units + labels[rows, positions[pairs]]
                different = np.unique(units * n_works + work[pairs]) // n_works
                by_work.append(_count(different, shape[0], n_units))
        return Support(*counts, *by_work)


def _count(units: NDArray, n_variants: int, n_units: int) -> NDArray:
    """Return how often each number occurs, as an array (variants, units)."""
    return np.bincount(units, minlength=n_variants * n_units).reshape(n_variants, n_units)


def as_arrays(joined: pd.DataFrame, indicators: pd.DataFrame) -> CodingArrays:
    """Return the result of `softbalancing.verdict.assessment.join_codings` as arrays."""
    theory = (joined["family"] == "balancing").to_numpy(dtype=bool)
    indicator = joined["indicator"].to_numpy()[:, None] == indicators["id"].to_numpy()
    works = joined["work"].fillna("").str.split(";").reset_index(drop=True).explode()
    return CodingArrays(
        indicator=indicator.astype(float),
        explanation=indicators["explanation"].to_numpy(),
        condition=indicators["condition"].to_numpy(dtype=bool),
        theory=theory,
        theories=set(joined.loc[theory, "explanation"]),
        cited=np.array([works.index.to_numpy(), pd.factorize(works)[0]]),
    )


def encode_directions(directions: pd.Series) -> NDArray:
    """Return the code of each direction; `ABSENT` where there is none."""
    return directions.map(CODES).fillna(ABSENT).to_numpy(dtype=int)
