"""Rules that turn counts of units into an answer where the theory and a rival are borne out.

Each rule counts the units that serve both sides, the theory alone and rivals alone, and
answers from the three counts.  The edition's own rule does not look at them.  Rules are data, so
that other programs, such as the pages of the book, evaluate the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import RIVALS, THEORY, UNDECIDED
from .coding_arrays import Support

#: Two fields of a `Tally` and how they compare.
Comparison = tuple[str, Literal[">", "<="], str]


class Tally(NamedTuple):
    """Units by the side that they serve, one number for each variant."""

    both: NDArray
    theory: NDArray
    rivals: NDArray


@dataclass(frozen=True)
class Rule:
    """A rule of counting.

    Attributes
    ----------
    assumes, depends : str
        What it assumes, and on which unit it depends, in words for readers.
    wins : mapping of str to sequence of Comparison
        For each answer the comparisons of the three counts that lead to it; at most one answer
        has all of its own.  Where none has, the rule decides nothing.
    works : int
        Different works that a side needs for a unit to serve it.
    weight : str
        Whether a unit counts once (``one``) or by its ``works``: those of the side served, or
        the fewer of the two if it serves both.
    """

    assumes: str
    depends: str
    wins: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)
    works: int = 1
    weight: Literal["one", "works"] = "one"

    def tally(self, support: Support, least_support: int = 1) -> Tally:
        """Return the units with at least so many supporting codings on each side."""
        theory, rivals = support.theory >= least_support, support.rivals >= least_support
        if self.works > 1:
            theory = theory & (support.theory_works >= self.works)
            rivals = rivals & (support.rivals_works >= self.works)
        weight: NDArray | int = 1
        if self.weight == "works":
            fewer = np.minimum(support.theory_works, support.rivals_works)
            own = np.where(theory, support.theory_works, support.rivals_works)
            weight = np.where(theory & rivals, fewer, own)
        uses = (theory & rivals, theory & ~rivals, ~theory & rivals)
        return Tally(*(np.sum(use * weight, axis=1) for use in uses))

    def answer(self, tally: Tally) -> NDArray:
        """Return the answers to counts where the theory and a rival are borne out."""
        answers = np.full(len(tally.both), UNDECIDED, dtype=object)
        for answer, comparisons in self.wins.items():
            holds = np.ones(len(answers), dtype=bool)
            for first, sign, second in comparisons:
                is_more = getattr(tally, first) > getattr(tally, second)
                holds &= is_more if sign == ">" else ~is_more
            answers[holds] = answer
        return answers.astype(str)


_PLURALITY: dict[str, tuple[Comparison, ...]] = {
    THEORY: (("theory", ">", "both"), ("theory", ">", "rivals")),
    RIVALS: (("rivals", ">", "both"), ("rivals", ">", "theory")),
}

#: The rules by name; the first is the edition's.
RULES = {
    "borne out": Rule(
        "Evidence that two explanations share cannot be divided between them by counting it.",
        "The single coding: each counts once for its indicator. No facts are counted.",
    ),
    "lead": Rule(
        "Shared units speak against deciding, the theory’s own for it; the rivals’ own do not "
        "matter. A tie decides nothing.",
        "The unit: finer units are shared less often and favor the theory. "
        "It can never answer for the rivals.",
        {THEORY: (("theory", ">", "both"),)},
    ),
    "plurality": Rule(
        "The most frequent use of a unit gives the answer; a tie for it decides nothing.",
        "The unit: finer units are shared less often and favor the side with more claims.",
        _PLURALITY,
    ),
    "majority": Rule(
        "A side wins if more than half of its units are its own and no more than half of its "
        "opponent’s are.",
        "The unit: if units are so fine that few are shared, both sides have a majority of "
        "their own and the answer is undecided.",
        {
            THEORY: (("theory", ">", "both"), ("rivals", "<=", "both")),
            RIVALS: (("rivals", ">", "both"), ("theory", "<=", "both")),
        },
    ),
    "weighted": Rule(
        "As plurality, but a unit weighs as much as the works behind it; the thesis is one work.",
        "The unit, and how often the thesis cites anyone for it.",
        _PLURALITY, weight="works",
    ),
    "two works": Rule(
        "As plurality, but one work, the thesis included, is too little for a side.",
        "The unit: a single claim rarely has two works, a topic often.",
        _PLURALITY, works=2,
    ),
}  # fmt: skip


def describe_rules() -> pd.DataFrame:
    """Return what the rules assume: ``rule``, ``assumes`` and ``depends``, one row a rule."""
    rows = [(name, rule.assumes, rule.depends) for name, rule in RULES.items()]
    return pd.DataFrame(rows, columns=["rule", "assumes", "depends"])
