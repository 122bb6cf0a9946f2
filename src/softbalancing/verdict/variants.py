"""Sensitivity of the verdict, one change at a time.

Each function changes the codings, or the facts that they are about, in one way in all places
where it can be done, and judges every variant by the edition's rule and by two that count facts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import DIRECTIONS, give_answer
from .coding_arrays import (
    ABSENT,
    CODES,
    SUPPORTS,
    CodingArrays,
    as_arrays,
    encode_directions,
)
from .counting_rules import RULES

#: Rules by which each variant is judged.
JUDGED = ("borne out", "lead", "plurality")


@dataclass(frozen=True)
class CodedCase:
    """Codings with their directions and units of counting; made by `coded_case`.

    Attributes
    ----------
    joined : DataFrame
        The codings, joined with what they refer to; rows that are coded by another reading
        only have no direction.
    arrays : CodingArrays
        The same as arrays.
    directions, labels : array of int, shape (codings,)
        Code of each direction, and number of each unit.
    units : array of str
        Name of each unit, by its number.
    """

    joined: pd.DataFrame
    arrays: CodingArrays
    directions: NDArray
    labels: NDArray
    units: NDArray

    def serving(self) -> NDArray:
        """Return whether each coding supports an indicator and is about a unit."""
        return (self.directions == SUPPORTS) & (self.labels != ABSENT)

    def judge(
        self,
        names: Iterable[object],
        *,
        directions: NDArray | None = None,
        labels: NDArray | None = None,
    ) -> pd.DataFrame:
        """Return the verdict of each variant, which has changed directions or units.

        The columns are ``variant`` (its name), ``codings`` (how many the change touches),
        ``both``, ``theory`` and ``rivals`` (units), and the answers of each of `JUDGED`.
        """
        names = list(names)
        size = (len(names), len(self.directions))
        moved = np.broadcast_to(self.labels if labels is None else labels, size)
        coded = np.broadcast_to(self.directions if directions is None else directions, size)
        touched = ((moved != self.labels) & (coded != ABSENT)) | (coded != self.directions)
        tally = RULES[JUDGED[0]].tally(self.arrays.support(moved, coded == SUPPORTS))
        gate = self.arrays.borne_out(coded)
        answers = {name: give_answer(*gate, RULES[name].answer(tally)) for name in JUDGED}
        return pd.DataFrame(
            {"variant": names, "codings": touched.sum(axis=1), **tally._asdict(), **answers}
        )


def coded_case(joined: pd.DataFrame, unit: pd.Series, indicators: pd.DataFrame) -> CodedCase:
    """Return joined codings with their *unit* of counting, ready to be varied."""
    joined, (labels, units) = joined.reset_index(drop=True), pd.factorize(unit)
    directions = encode_directions(joined["direction"])
    return CodedCase(joined, as_arrays(joined, indicators), directions, labels, np.asarray(units))


def leave_out(
    case: CodedCase, groups: Mapping[str, Iterable[str]], cells: pd.Series
) -> pd.DataFrame:
    """Return the verdicts with each group of values left out in turn, such as an author's works.

    *cells* hold the values of each coding, joined by ``;``.  A coding goes if all its values do:
    what a second work says too stays without the first.  Groups with which none goes are no
    variants.
    """
    values = [set(cell.split(";")) if isinstance(cell, str) else {None} for cell in cells]
    gone = np.array([[cell <= set(group) for cell in values] for group in groups.values()])
    gone &= case.directions != ABSENT
    counts = gone.any(axis=1)
    names = np.array(list(groups))[counts]
    return case.judge(names, directions=np.where(gone[counts], ABSENT, case.directions))


def leave_each_out(case: CodedCase, cells: pd.Series) -> pd.DataFrame:
    """Return the verdicts with each value of *cells* left out in turn; see `leave_out`."""
    values = cells.dropna().str.split(";").explode().unique()
    return leave_out(case, {value: [value] for value in values}, cells)


def vary_readings(
    case: CodedCase, readings: pd.DataFrame, *, together: bool = False
) -> pd.DataFrame:
    """Return the verdicts with the directions of each reading, one a column, in turn.

    If *together*, those on which all readings but the one agree.
    """
    coded = {name: encode_directions(readings[name]) for name in readings}
    if together:
        others = {name: np.array([coded[x] for x in coded if x != name]) for name in coded}
        coded = {
            name: np.where((each == each[0]).all(axis=0), each[0], ABSENT)
            for name, each in others.items()
        }
    return case.judge(coded, directions=np.array(list(coded.values())))


def merge_facts(case: CodedCase) -> pd.DataFrame:
    """Return the verdicts with each pair of units that serve a side made one."""
    used, sizes = np.unique(case.labels[case.serving()], return_counts=True)
    of_size = dict(zip(used, sizes, strict=True))
    pairs = [sorted(pair, key=of_size.__getitem__) for pair in combinations(used, 2)]
    few, many = np.array(pairs).T[:, :, None]
    titles = [f"{case.units[one]} + {case.units[other]}" for one, other in pairs]
    return case.judge(titles, labels=np.where(case.labels == few, many, case.labels))


def move_claims(case: CodedCase, *, away: bool = False) -> pd.DataFrame:
    """Return the verdicts with each supporting claim moved to another unit that serves a side.

    Or *away* from all, to a unit of its own.
    """
    claims, claim = np.unique(case.joined["claim"].astype(str), return_inverse=True)
    names = [*case.units, "alone"]
    places = [len(case.units)] if away else np.unique(case.labels[case.serving()])
    own = dict(zip(claim[case.serving()], case.labels[case.serving()], strict=True))
    moves = [(c, to) for c in sorted(own) for to in places if own[c] != to]
    moved, to = np.array(moves).T[:, :, None]
    titles = [f"{claims[c]} → {names[place]}" for c, place in moves]
    return case.judge(titles, labels=np.where(claim == moved, to, case.labels))


def split_facts(case: CodedCase, parts: pd.Series) -> pd.DataFrame:
    """Return the verdicts with each unit in turn split by *parts*, such as sections."""
    divided = np.arange(len(case.units))
    part = len(divided) + pd.factorize(parts)[0]
    finer = np.where(case.labels == divided[:, None], part, case.labels)
    # The largest part keeps the number of the unit.
    for row, unit in zip(finer, divided, strict=True):
        values, sizes = np.unique(row[case.labels == unit], return_counts=True)
        row[row == values[sizes.argmax()]] = unit
    changed = (finer != case.labels).any(axis=1)
    return case.judge(case.units[changed], labels=finer[changed])


def split_by_lot(case: CodedCase, *, draws: int = 50, seed: int = 2008) -> pd.DataFrame:
    """Return the verdicts with each unit split in two, its claims by lot, in several draws."""
    size, claim = len(case.units), pd.factorize(case.joined["claim"])[0]
    lot = np.random.default_rng(seed).integers(0, 2, (size * draws, claim.max() + 1))
    unit = np.repeat(np.arange(size), draws)[:, None]
    labels = np.where((case.labels == unit) & (lot[:, claim] == 1), size, case.labels)
    return case.judge(case.units.repeat(draws), labels=labels)


def draw_readings(
    case: CodedCase, readings: pd.DataFrame, *, draws: int = 2000, seed: int = 2008
) -> pd.DataFrame:
    """Return the verdicts with each direction taken from one of the *readings*, by lot."""
    options = np.array([encode_directions(readings[name]) for name in readings])
    size = (draws, options.shape[1])
    lot = np.random.default_rng(seed).integers(0, len(options), size)
    return case.judge([None] * draws, directions=options[lot, np.arange(size[1])])


def draw_errors(
    case: CodedCase, counts: pd.DataFrame, *, draws: int = 2000, seed: int = 2008
) -> pd.DataFrame:
    """Return the verdicts with errors like those between two readers, omissions included.

    *counts* are those of `softbalancing.verdict.agreement.count_pairs`; neither reader counts
    as the right one.  The case has a row for whatever any reading codes.
    """
    either = (counts.to_numpy() + counts.to_numpy().T).astype(float)
    total = either.sum(axis=1, keepdims=True)
    chances = np.where(total > 0, either / np.where(total == 0, 1, total), np.eye(len(either)))
    codes = np.array([*(CODES[name] for name in DIRECTIONS), ABSENT])
    row = np.where(case.directions == ABSENT, len(DIRECTIONS), case.directions)
    lot = np.random.default_rng(seed).random((draws, len(row)))
    drawn = (lot[:, :, None] > chances.cumsum(axis=1)[row][None, :, :-1]).sum(axis=2)
    return case.judge([None] * draws, directions=codes[drawn])


def bound_counts(case: CodedCase, readings: pd.DataFrame) -> pd.DataFrame:
    """Return the least and the most that counts can be, each coding as any reading has it.

    The bounds are exact: codings of one unit and side are free of those of another, so that
    every combination of what is possible can occur.  The columns are ``count`` (``both``,
    ``theory``, ``rivals`` or ``theory less both``), ``coded`` (as the case stands), ``least``
    and ``most``.
    """
    options = np.array([encode_directions(readings[name]) for name in readings]) == SUPPORTS
    states = np.array([options.all(axis=0), options.any(axis=0), case.directions == SUPPORTS])
    support = case.arrays.support(case.labels, states)
    # The least and the most of either side, combined; in the last row what is coded.
    theory, rivals = (support.theory > 0)[[0, 0, 1, 1, 2]], (support.rivals > 0)[[0, 1, 0, 1, 2]]
    both, alone = (theory & rivals).astype(int), (theory & ~rivals).astype(int)
    counts = {"both": both, "theory": alone, "rivals": (~theory & rivals).astype(int)}
    rows = [
        (name, units[4].sum(), units[:4].min(axis=0).sum(), units[:4].max(axis=0).sum())
        for name, units in (counts | {"theory less both": alone - both}).items()
    ]
    return pd.DataFrame(rows, columns=["count", "coded", "least", "most"])


def shuffle_facts(case: CodedCase, *, draws: int = 2000, seed: int = 2008) -> NDArray:
    """Return how many units serve both sides if supporting codings are dealt out by chance.

    Each unit keeps the number of its supporting codings; which these are is drawn by lot.
    """
    dealt = np.flatnonzero(case.serving())
    labels = np.tile(case.labels[dealt], (draws, 1))
    shuffled = np.full((draws, len(case.labels)), ABSENT)
    shuffled[:, dealt] = np.random.default_rng(seed).permuted(labels, axis=1)
    return case.judge([None] * draws, labels=shuffled)["both"].to_numpy()
