"""Weights of evidence in decibans, I. J. Good’s unit, from graded judgments.

See Fairfield and Charman (2017).

A weight compares two explanations as main drivers of the case: ten times the decimal logarithm of
the ratio of the probabilities that they give to a fact. Ten decibans change the odds tenfold.
Explanations do not exclude one another, so the odds are those of two by themselves.

Grades are arrays (judges, items, explanations) of numbers from 1 to 5, the theory first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

#: Probability that stands for each grade from 1 to 5, on three scales.
SCALES: dict[str, tuple[float, ...]] = {
    "cautious": (0.20, 0.35, 0.50, 0.65, 0.80),
    "even": (0.10, 0.30, 0.50, 0.70, 0.90),
    "bold": (0.03, 0.20, 0.50, 0.80, 0.97),
}
#: How facts are added: whether a cluster counts as one, and how many facts or clusters are left
#: out, those that are strongest for the theory, judge by judge.
WAYS = {
    "all facts": (False, 0),
    "one per topic": (True, 0),
    "all without three": (False, 3),
    "topics without three": (True, 3),
}


@dataclass(frozen=True)
class Evidence:
    """Graded items of which it is known whether they were observed; made by `as_evidence`.

    Attributes
    ----------
    grades : array of int, shape (judges, items, explanations)
        How expected each item is under each explanation.
    observed : array of bool, shape (items,)
        Whether the item was observed.
    clusters : array of int, shape (items,)
        Number of the cluster of items that may be one piece of news.
    judges, items, rivals : sequence of str
        Their ids.
    """

    grades: NDArray
    observed: NDArray
    clusters: NDArray
    judges: Sequence[str]
    items: Sequence[str]
    rivals: Sequence[str]

    def weigh(self, grades: NDArray, scale: Sequence[float]) -> NDArray:
        """Return the weight of each item against each rival: (judges, items, rivals).

        Positive numbers favor the theory.  What was not observed has the probability of its
        absence.
        """
        chance = np.asarray(scale)[grades - 1]
        decibans = 10 * np.log10(np.where(self.observed[:, None], chance, 1 - chance))
        return decibans[..., :1] - decibans[..., 1:]

    def sums(self, grades: NDArray) -> NDArray:
        """Return the sums of the weights: (`SCALES`, `WAYS`, judges, rivals).

        A cluster has the mean weight of its items, as if they were one.
        """
        member = np.eye(self.clusters.max() + 1)[self.clusters]
        mean = (member / member.sum(axis=0)).T
        sums = []
        for scale in SCALES.values():
            single = self.weigh(grades, scale)
            for is_pooled, number in WAYS.values():
                weights = np.sort(mean @ single if is_pooled else single, axis=1)
                sums.append(weights[:, : weights.shape[1] - number].sum(axis=1))
        return np.reshape(sums, (len(SCALES), len(WAYS), len(grades), -1))


def as_evidence(
    judgments: pd.DataFrame,
    observed: Mapping[str, bool],
    clusters: Mapping[str, str],
    theory: str,
    grade: str = "if_main",
) -> Evidence:
    """Return the judgments of the items of which it is told whether they were *observed*.

    The *grade* is the column of judgments that counts; an item without a cluster stands by
    itself.
    """
    known = judgments[judgments["item"].isin(list(observed))]
    grades = known.pivot(index=["judge", "item"], columns="explanation", values=grade)
    rivals = [name for name in known["explanation"].unique() if name != theory]
    judges, items = (grades.index.unique(level) for level in ("judge", "item"))
    return Evidence(
        grades[[theory, *rivals]].to_numpy(dtype=int).reshape(len(judges), len(items), -1),
        np.array([observed[item] for item in items]),
        pd.factorize(pd.Series([clusters.get(item, item) for item in items]))[0],
        list(judges), list(items), rivals,
    )  # fmt: skip


def balance(evidence: Evidence) -> pd.DataFrame:
    """Return the sum of the weights under every choice of how to add them.

    Returns
    -------
    DataFrame
        One row a choice: ``scale``, ``facts`` (of `WAYS`), ``judge``, ``rival``, ``decibans``
        (sum; positive favors the theory) and ``tipping_prior`` (the probability of the theory,
        of the two, from which on the evidence makes it the likelier).
    """
    choices = product(SCALES, WAYS, evidence.judges, evidence.rivals)
    rows = pd.DataFrame(choices, columns=["scale", "facts", "judge", "rival"])
    decibans = evidence.sums(evidence.grades).ravel()
    return rows.assign(decibans=decibans, tipping_prior=1 / (1 + 10 ** (decibans / 10)))


def draw_grades(grades: NDArray, *, draws: int = 1000, seed: int = 2008) -> dict[str, NDArray]:
    """Return grades by lot, of as many judges as draws.

    Each is taken from a judge (``of a judge``), and then moved one step up, one down or not at
    all, each as often (``moved a step``), as far as there are grades.
    """
    random = np.random.default_rng(seed)
    shape = (draws, *grades.shape[1:])
    drawn = np.take_along_axis(grades, random.integers(0, len(grades), shape), axis=0)
    moved = np.clip(drawn + random.integers(-1, 2, shape), 1, 5)
    return {"of a judge": drawn, "moved a step": moved}


def share_ahead(evidence: Evidence, priors: Sequence[float]) -> pd.DataFrame:
    """Return how often the theory is ahead of each rival.

    Returns
    -------
    DataFrame
        One row a rival: ``rival``, and shares (0 to 1): ``all`` (of every judge, scale, way to
        add and prior), ``even`` (of these, at even odds), and at even odds with grades by lot,
        as `draw_grades` names them.
    """
    totals = balance(evidence)
    swept = totals.merge(pd.DataFrame({"prior": priors}), how="cross")
    shares = {
        "all": (swept["prior"] > swept["tipping_prior"]).groupby(swept["rival"]).mean(),
        "even": (totals["decibans"] > 0).groupby(totals["rival"]).mean(),
    }
    for name, grades in draw_grades(evidence.grades).items():
        ahead = (evidence.sums(grades) > 0).mean(axis=(0, 1, 2))
        shares[name] = pd.Series(ahead, list(evidence.rivals))
    return pd.DataFrame(shares).rename_axis("rival").reset_index()
