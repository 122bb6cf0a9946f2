"""Rules that turn counts of units into an answer where the theory and a rival are borne out.

Each rule counts the units that serve both sides, the theory alone and rivals alone, and
answers from the three counts.  The edition's own rule does not look at them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import RIVALS, THEORY, UNDECIDED
from .coding_arrays import Support


class Tally(NamedTuple):
    """Units by the side that they serve, one number for each variant."""

    both: NDArray
    theory: NDArray
    rivals: NDArray


def count_units(support: Support, least_support: int = 1) -> Tally:
    """Return the number of units with at least so many supporting codings on each side."""
    return _tally(support.theory >= least_support, support.rivals >= least_support)


def count_by_two_works(support: Support, least_support: int = 1) -> Tally:
    """Return the number of units supported by two different works on each side as well."""
    theory = (support.theory >= least_support) & (support.theory_works >= 2)
    rivals = (support.rivals >= least_support) & (support.rivals_works >= 2)
    return _tally(theory, rivals)


def weigh_by_works(support: Support, least_support: int = 1) -> Tally:
    """Return the units weighed by works: those of the side served, the fewer if of both."""
    theory, rivals = support.theory >= least_support, support.rivals >= least_support
    both = np.minimum(support.theory_works, support.rivals_works)
    weight = np.where(theory, support.theory_works, support.rivals_works)
    return _tally(theory, rivals, np.where(theory & rivals, both, weight))


def _tally(theory: NDArray, rivals: NDArray, weight: NDArray | int = 1) -> Tally:
    """Return the weights of the units that serve both sides and either side alone."""
    uses = (theory & rivals, theory & ~rivals, ~theory & rivals)
    return Tally(*(np.sum(use * weight, axis=1) for use in uses))


def undecided(tally: Tally) -> NDArray:
    """Return `UNDECIDED` for all: the edition's rule."""
    return np.full(len(tally.both), UNDECIDED)


def lead(tally: Tally) -> NDArray:
    """Return `THEORY` where the theory's own units outnumber the shared ones."""
    return np.where(tally.theory > tally.both, THEORY, UNDECIDED)


def plurality(tally: Tally) -> NDArray:
    """Return the answer of the largest of the three counts; a tie for it decides nothing."""
    both, theory, rivals = tally
    theory_first = (theory > both) & (theory > rivals)
    rivals_first = (rivals > both) & (rivals > theory)
    return np.select([theory_first, rivals_first], [THEORY, RIVALS], UNDECIDED)


def majority(tally: Tally) -> NDArray:
    """Return the side with more units of its own than shared ones, if the other has not."""
    theory, rivals = tally.theory > tally.both, tally.rivals > tally.both
    return np.select([theory & ~rivals, rivals & ~theory], [THEORY, RIVALS], UNDECIDED)


@dataclass(frozen=True)
class Rule:
    """A rule of counting.

    Attributes
    ----------
    tally : callable
        What it counts: takes a `Support` and the codings that a unit needs to serve a side.
    answer : callable
        The answers that it gives to a `Tally` where the theory and a rival are borne out.
    assumes, depends : str
        What it assumes, and on which unit it depends, in words for readers.
    """

    tally: Callable[[Support, int], Tally]
    answer: Callable[[Tally], NDArray]
    assumes: str
    depends: str


#: The rules by name; the first is the edition's.
RULES = {
    "borne out": Rule(
        count_units, undecided,
        "Evidence that two explanations share cannot be divided between them by counting it.",
        "The single coding: each counts once for its indicator. No facts are counted.",
    ),
    "lead": Rule(
        count_units, lead,
        "Shared units speak against deciding, the theory’s own for it; the rivals’ own do not "
        "matter. A tie decides nothing.",
        "The unit: finer units are shared less often and favor the theory. "
        "It can never answer for the rivals.",
    ),
    "plurality": Rule(
        count_units, plurality,
        "The most frequent use of a unit gives the answer; a tie for it decides nothing.",
        "The unit: finer units are shared less often and favor the side with more claims.",
    ),
    "majority": Rule(
        count_units, majority,
        "A side wins if most of its units are its own and most of its opponent’s are shared.",
        "The unit: if units are so fine that few are shared, both sides have a majority of "
        "their own and the answer is undecided.",
    ),
    "weighted": Rule(
        weigh_by_works, plurality,
        "As plurality, but a unit weighs as much as the works behind it; the thesis is one work.",
        "The unit, and how often the thesis cites anyone for it.",
    ),
    "two works": Rule(
        count_by_two_works, plurality,
        "As plurality, but one work, the thesis included, is too little for a side.",
        "The unit: a single claim rarely has two works, a topic often.",
    ),
}  # fmt: skip


def describe_rules() -> pd.DataFrame:
    """Return what the rules assume: ``rule``, ``assumes`` and ``depends``, one row a rule."""
    rows = [(name, rule.assumes, rule.depends) for name, rule in RULES.items()]
    return pd.DataFrame(rows, columns=["rule", "assumes", "depends"])
