"""Weights of evidence in decibans, I. J. Good’s unit, from graded judgments.

See Fairfield and Charman (2017).

A weight compares two explanations as main drivers of the case: ten times the decimal logarithm of
the ratio of the probabilities that they give to a fact. Ten decibans change the odds tenfold.
Explanations do not exclude one another, so the odds are those of two by themselves.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
import pandas as pd

#: Probability that stands for each grade from 1 to 5, on three scales.
SCALES: dict[str, tuple[float, ...]] = {
    "cautious": (0.20, 0.35, 0.50, 0.65, 0.80),
    "even": (0.10, 0.30, 0.50, 0.70, 0.90),
    "bold": (0.03, 0.20, 0.50, 0.80, 0.97),
}


def probabilities(
    judgments: pd.DataFrame, observed: Mapping[str, bool], scale: Sequence[float]
) -> pd.DataFrame:
    """Return the probability that each judge gives to what is known under each explanation.

    Whether each item was *observed* is told by its id; items that are missing are left out.
    The result has a row a judge and item and a column an explanation.  What was not observed
    has the probability of its absence.
    """
    known = judgments[judgments["item"].isin(list(observed))]
    chance = np.asarray(scale)[known["if_main"].to_numpy() - 1]
    seen = known["item"].map(observed).to_numpy(dtype=bool)
    known = known.assign(chance=np.where(seen, chance, 1 - chance))
    return known.pivot(index=["judge", "item"], columns="explanation", values="chance")


def weights_of_evidence(chances: pd.DataFrame, *, theory: str) -> pd.DataFrame:
    """Return the weight of each item for the theory against each rival, in decibans.

    *chances* are the result of `probabilities`; the weights have its rows and a column a
    rival.  Positive numbers favor the theory.
    """
    ratios = chances.drop(columns=theory).rdiv(chances[theory], axis=0)
    return ratios.apply(np.log10) * 10


def pool_clusters(weights: pd.DataFrame, clusters: Mapping[str, str]) -> pd.DataFrame:
    """Return one weight a judge and cluster: the mean of its items, as if they were one.

    An item without a cluster stands by itself.
    """
    pooled = weights.rename(index=clusters, level="item")
    return pooled.groupby(["judge", "item"], sort=False).mean()


def without_strongest(weights: pd.DataFrame, number: int) -> pd.DataFrame:
    """Return the weights with the *number* largest for the theory set to zero, judge by judge."""
    ranks = weights.groupby(level="judge").rank(ascending=False, method="first")
    return weights.where(ranks > number, 0.0)


def balance(
    judgments: pd.DataFrame,
    observed: Mapping[str, bool],
    clusters: Mapping[str, str],
    *,
    theory: str,
    left_out: Sequence[int] = (0, 3),
) -> pd.DataFrame:
    """Return the sum of the weights under every choice of how to add them.

    The numbers *left_out* are of the facts strongest for the theory; for the other arguments
    see `probabilities` and `pool_clusters`.

    Returns
    -------
    DataFrame
        One row a choice: ``judge``, ``scale``, ``dependence`` (``every fact`` or ``one a
        cluster``), ``left_out``, ``rival``, ``decibans`` (sum; positive favors the theory)
        and ``tipping_prior`` (the probability of the theory, of the two, from which on
        the evidence makes it the likelier).
    """
    frames = []
    for scale, number in product(SCALES, left_out):
        single = weights_of_evidence(
            probabilities(judgments, observed, SCALES[scale]), theory=theory
        )
        pooled = pool_clusters(single, clusters)
        for dependence, weights in (("every fact", single), ("one a cluster", pooled)):
            totals = without_strongest(weights, number).groupby(level="judge").sum()
            frame = totals.reset_index().melt("judge", var_name="rival", value_name="decibans")
            frames.append(frame.assign(scale=scale, dependence=dependence, left_out=number))
    rows = pd.concat(frames, ignore_index=True)
    rows["tipping_prior"] = 1 / (1 + 10 ** (rows["decibans"] / 10))
    return rows[["judge", "scale", "dependence", "left_out", "rival", "decibans", "tipping_prior"]]


def posterior_rows(totals: pd.DataFrame, priors: Sequence[float]) -> pd.DataFrame:
    """Return which explanation each choice makes the likelier, from each prior probability.

    The priors are those of the theory, of it and one rival.  The result of `balance` is
    repeated for each ``prior``, with ``posterior`` and ``direction`` (``supports`` where the
    theory is the likelier, else ``undermines``).
    """
    rows = totals.merge(pd.DataFrame({"prior": priors}), how="cross")
    odds = rows["prior"] / (1 - rows["prior"]) * 10 ** (rows["decibans"] / 10)
    posterior = odds / (1 + odds)
    direction = np.where(posterior > 0.5, "supports", "undermines")
    return rows.assign(posterior=posterior, direction=direction)
