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


def count_units(support: Support, least_support: int = 1, works: int = 1) -> Tally:
    """Return the number of units with enough support on each side.

    That is at least so many supporting codings, and of two works or more on so many *works*.
    """
    theory, rivals = support.theory >= least_support, support.rivals >= least_support
    if works > 1:
        theory, rivals = theory & (support.theory_works >= works), rivals & (support.rivals_works >= works)
    return _tally(theory, rivals)


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
