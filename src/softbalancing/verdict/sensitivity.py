"""Sensitivity of the verdict to other codings.

A variant of the codings is an array with one number for each coding: its code in `CODES`,
or `ABSENT` where it is left out.  Many variants form a matrix with one row each, so that
thousands of verdicts take a few matrix products.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from .assessment import ANSWERS, DIRECTIONS, RIVALS, THEORY, UNDECIDED, decide

CODES = {direction: code for code, direction in enumerate(DIRECTIONS)}
ABSENT = -1
#: Percentages of the codings that are changed at random.
PERCENTAGES = (5, 10, 20)
#: Label of each kind of variant that `variant_verdicts` computes.
VARIANTS = {
    "none": "As coded",
    "readers": "Each reader’s own codings",
    "fact": "One fact left out",
    "pair": "Two facts left out",
    "section": "One section left out",
    "kind": "Interpretive claims left out",
    "two": "Two claims needed a side",
    "three": "Three claims needed a side",
    "lead_1": "A lead of one fact demanded",
    "lead_2": "A lead of two facts demanded",
    **{f"lot_{n}": f"{n} % of codings changed by lot" for n in PERCENTAGES},
}


def _membership(values: pd.Series, names: Sequence[str]) -> np.ndarray:
    """Return a matrix with a column for each name: 1 where the value is that name, else 0."""
    return np.array([values.eq(name).fillna(False) for name in names], dtype=float).T


@dataclass(frozen=True)
class CodingArrays:
    """The codings as arrays; made by `coding_arrays`.

    Attributes
    ----------
    directions : array of int, shape (codings,)
        Code of each coding's direction.
    indicator : array of float, shape (codings, indicators)
        1 where the coding refers to the indicator.
    explanation : array of str, shape (indicators,)
        Explanation of each indicator.
    is_theory : array of bool, shape (explanations,)
        Whether each explanation, in order of appearance, is the theory.
    balancing_fact, rival_fact : array of float, shape (codings, facts)
        1 where the coding is about the fact and its indicator belongs to that side.
    """

    directions: np.ndarray
    indicator: np.ndarray
    explanation: np.ndarray
    is_theory: np.ndarray
    balancing_fact: np.ndarray
    rival_fact: np.ndarray

    def verdicts(
        self, variants: np.ndarray, *, least_support: int = 1, margin: int = 0
    ) -> pd.DataFrame:
        """Return the verdict of each variant.

        Parameters
        ----------
        variants : array of int, shape (variants, codings)
            Code of each coding's direction, or `ABSENT`.
        least_support : int
            Number of supporting codings that a fact needs to serve a side.
        margin : int
            As for `softbalancing.verdict.assessment.decide`.

        Returns
        -------
        DataFrame
            ``facts_both``, ``facts_balancing``, ``facts_rival`` and ``answer``, one row a
            variant.
        """
        supports, undermines = (
            (variants == CODES[name]).astype(float) for name in ("supports", "undermines")
        )
        indicator_met = supports @ self.indicator > undermines @ self.indicator
        explanation_met = np.stack(
            [
                indicator_met[:, self.explanation == name].all(axis=1)
                for name in pd.unique(self.explanation)
            ]
        ).T
        theory_met = np.all(explanation_met[:, self.is_theory], axis=1)
        rival_met = np.any(explanation_met[:, ~self.is_theory], axis=1)
        balancing, rival = (
            supports @ side >= least_support for side in (self.balancing_fact, self.rival_fact)
        )
        both = (balancing & rival).sum(axis=1)
        alone = (balancing & ~rival).sum(axis=1)
        counts = zip(*(x.tolist() for x in (theory_met, rival_met, both, alone)), strict=True)
        return pd.DataFrame(
            {
                "facts_both": both,
                "facts_balancing": alone,
                "facts_rival": (~balancing & rival).sum(axis=1),
                "answer": [decide(*row, margin=margin) for row in counts],
            }
        )


def coding_arrays(joined: pd.DataFrame, **tables: pd.DataFrame) -> CodingArrays:
    """Return the codings as arrays, from which many verdicts can be computed.

    Parameters
    ----------
    joined : DataFrame
        The result of `softbalancing.verdict.assessment.join_codings`.
    **tables : DataFrame
        ``indicators``, ``explanations`` and ``facts``.
    """
    indicators, facts = tables["indicators"], tables["facts"]
    families = tables["explanations"].set_index("id")["family"]
    fact = _membership(joined["fact"], facts["id"].tolist())
    explanation = indicators["explanation"].to_numpy()
    return CodingArrays(
        directions=joined["direction"].map(CODES).to_numpy(),
        indicator=_membership(joined["indicator"], indicators["id"].tolist()),
        explanation=explanation,
        is_theory=(families[pd.unique(explanation)] == "balancing").to_numpy(),
        balancing_fact=fact * _membership(joined["family"], ["balancing"]),
        rival_fact=fact * _membership(joined["family"], ["rival"]),
    )


def verdict_as_coded(arrays: CodingArrays) -> pd.DataFrame:
    """Return the verdict of the unchanged codings: one row of `CodingArrays.verdicts`."""
    return arrays.verdicts(arrays.directions[None, :])


def leave_one_out(arrays: CodingArrays, groups: pd.Series) -> pd.DataFrame:
    """Return the verdicts with each group of codings left out in turn.

    Parameters
    ----------
    arrays : CodingArrays
        The codings.
    groups : Series
        Group of each coding, such as its fact or section; codings without one always stay.

    Returns
    -------
    DataFrame
        The columns of `CodingArrays.verdicts` and ``left_out``, one row a group.
    """
    names = groups.dropna().unique().tolist()
    variants = np.where(_membership(groups, names).T == 1, ABSENT, arrays.directions)
    return arrays.verdicts(variants).assign(left_out=names)


def leave_two_out(arrays: CodingArrays, groups: pd.Series) -> pd.DataFrame:
    """Return the verdicts with each pair of groups left out; otherwise as `leave_one_out`."""
    pairs = list(combinations(groups.dropna().unique(), 2))
    variants = [np.where(groups.isin(pair), ABSENT, arrays.directions) for pair in pairs]
    return arrays.verdicts(np.array(variants)).assign(left_out=pd.Series(pairs))


def vary_least_support(arrays: CodingArrays, values: Sequence[int] = (1, 2, 3)) -> pd.DataFrame:
    """Return the verdicts if a fact needs that many supporting codings to serve a side.

    The result has the further column ``least_support``.
    """
    variants = arrays.directions[None, :]
    frames = [arrays.verdicts(variants, least_support=value) for value in values]
    return pd.concat(frames, ignore_index=True).assign(least_support=list(values))


def vary_margin(arrays: CodingArrays, values: Sequence[int] = (0, 1, 2, 3)) -> pd.DataFrame:
    """Return the verdicts if the facts of both sides must lead by that many facts.

    The result has the further column ``margin``.
    """
    frames = [arrays.verdicts(arrays.directions[None, :], margin=value) for value in values]
    return pd.concat(frames, ignore_index=True).assign(margin=list(values))


def change_at_random(
    arrays: CodingArrays, share: float, *, draws: int = 500, seed: int = 2008
) -> pd.DataFrame:
    """Return the verdicts after a random share of the codings changed direction.

    Parameters
    ----------
    arrays : CodingArrays
        The codings.
    share : float
        Share of the codings (0 to 1) that changes, each to one of the two other directions.
    draws : int
        Number of variants.
    seed : int
        Seed of the random numbers; equal seeds give equal results.

    Returns
    -------
    DataFrame
        The result of `CodingArrays.verdicts`, one row a draw.
    """
    random = np.random.default_rng(seed)
    size = len(arrays.directions)
    order = random.random((draws, size)).argsort(axis=1)
    changes = order < round(share * size)
    other = (arrays.directions + random.integers(1, 3, (draws, size))) % len(CODES)
    return arrays.verdicts(np.where(changes, other, arrays.directions))


def variant_verdicts(
    joined: pd.DataFrame, passes: Sequence[pd.DataFrame], kinds: pd.Series, **tables: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return the verdicts of all variants of the codings that the edition tries.

    Parameters
    ----------
    joined : DataFrame
        The result of `softbalancing.verdict.assessment.join_codings`.
    passes : sequence of DataFrame
        The same for the codings of each pass alone.
    kinds : Series
        Kind of the claim of each coding.
    **tables : DataFrame
        As for `coding_arrays`.

    Returns
    -------
    dict of str to DataFrame
        Results of `CodingArrays.verdicts` by the keys of `VARIANTS`.
    """
    arrays = coding_arrays(joined, **tables)
    by_pass = [verdict_as_coded(coding_arrays(codings, **tables)) for codings in passes]
    by_kind = leave_one_out(arrays, kinds)
    by_support, by_margin = vary_least_support(arrays), vary_margin(arrays)
    return {
        "none": verdict_as_coded(arrays),
        "readers": pd.concat(by_pass, ignore_index=True),
        "fact": leave_one_out(arrays, joined["fact"]),
        "pair": leave_two_out(arrays, joined["fact"]),
        "section": leave_one_out(arrays, joined["section"]),
        "kind": by_kind[by_kind["left_out"] == "interpretive"],
        "two": by_support[by_support["least_support"] == 2],
        "three": by_support[by_support["least_support"] == 3],
        "lead_1": by_margin[by_margin["margin"] == 1],
        "lead_2": by_margin[by_margin["margin"] == 2],
        **{f"lot_{n}": change_at_random(arrays, n / 100) for n in PERCENTAGES},
    }


def count_variants(verdicts: dict[str, pd.DataFrame]) -> dict[str, int]:
    """Return the counts of variants and facts that the prose quotes.

    Parameters
    ----------
    verdicts : dict of str to DataFrame
        The result of `variant_verdicts`.

    Returns
    -------
    dict
        Variants with one fact, two facts or one section left out: their number
        (``by_fact``, ``by_pair``, ``by_section``), how many stay undecided
        (``by_fact_held`` …), how many favor a side (``by_section_theory``,
        ``by_section_rivals``), and in how many the facts are tied (``tied``).  Random
        changes: number of ``draws``, and how many stay undecided (``lot_5`` …).  Facts of
        both sides and of the theory alone in the codings of each pass (``a_both``,
        ``a_alone``, ``b_both`` …) and if two or three claims are needed (``two_both`` …).
    """
    answers = {name: rows["answer"] for name, rows in verdicts.items()}
    undecided = {name: int((rows == UNDECIDED).sum()) for name, rows in answers.items()}
    left_out = ("fact", "pair", "section")
    by_section, by_fact = answers["section"], verdicts["fact"]
    counts = {f"by_{name}": len(verdicts[name]) for name in left_out}
    counts |= {f"by_{name}_held": undecided[name] for name in left_out}
    counts |= {f"lot_{n}": undecided[f"lot_{n}"] for n in PERCENTAGES}
    counts |= {
        "by_section_theory": int((by_section == THEORY).sum()),
        "by_section_rivals": int((by_section == RIVALS).sum()),
        "tied": int((by_fact["facts_both"] == by_fact["facts_balancing"]).sum()),
        "draws": len(verdicts[f"lot_{PERCENTAGES[0]}"]),
    }
    rows = pd.concat([verdicts["readers"], verdicts["two"], verdicts["three"]])
    facts = rows[["facts_both", "facts_balancing"]].to_numpy().tolist()
    for name, (both, alone) in zip(("a", "b", "two", "three"), facts, strict=True):
        counts |= {f"{name}_both": both, f"{name}_alone": alone}
    return counts


def tabulate_answers(verdicts: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return how often each kind of variant leads to each answer.

    Parameters
    ----------
    verdicts : dict of str to DataFrame
        The result of `variant_verdicts`.

    Returns
    -------
    DataFrame
        One row a kind of variant: ``Change``, ``Verdicts`` (number of variants) and a
        column for each answer that occurs.
    """
    counts = {
        VARIANTS[name]: rows["answer"].value_counts().reindex(ANSWERS, fill_value=0)
        for name, rows in verdicts.items()
    }
    frame = pd.DataFrame(counts).T.rename_axis("Change").reset_index()
    frame.insert(1, "Verdicts", list(map(len, verdicts.values())))
    return frame.rename(columns=str.capitalize).loc[:, (frame != 0).any().to_numpy()]
