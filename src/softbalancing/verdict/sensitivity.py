"""How far the verdict depends on the codings (pure, reproducible).

Every question is asked in the same way: make variants of the codings, compute the
verdict of each, count the answers.  A variant is a row of numbers, one for each
coding (`CODES`, or `ABSENT` where the coding is left out), so that thousands of
verdicts cost no more than a few products of matrices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from .assessment import DIRECTIONS, decide

CODES = {direction: code for code, direction in enumerate(DIRECTIONS)}
ABSENT = -1
ANSWERS = ("undecided", "soft balancing", "rivals", "neither")
#: Shares of the codings, in percent, that are changed by lot.
LOTS = (5, 10, 20)
#: What `variants` changes, and how a table names it.
CHANGES = {
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
    **{f"lot_{n}": f"{n} % of codings changed by lot" for n in LOTS},
}


def _member(values: pd.Series, names) -> np.ndarray:
    """One column per name, 1 where the value is that name."""
    return np.array([values.eq(name).fillna(False) for name in names], dtype=float).T


@dataclass(frozen=True)
class Design:
    """What the codings are about, without their directions; made by `design`."""

    directions: np.ndarray
    on: np.ndarray
    explanation: np.ndarray
    theory: np.ndarray
    balancing: np.ndarray
    rival: np.ndarray

    def verdicts(self, variants: np.ndarray, *, least: int = 1, margin: int = 0) -> pd.DataFrame:
        """The verdict of each variant.

        Parameters
        ----------
        variants : array of int, one row a variant
            The direction of each coding.
        least : int
            Supporting codings that a fact needs in order to serve a side.
        margin : int
            As for `softbalancing.assessment.decide`.

        Returns
        -------
        DataFrame
            ``facts_both``, ``facts_balancing``, ``facts_rival`` and ``answer``.
        """
        supports, undermines = ((variants == CODES[d]).astype(float) for d in DIRECTIONS[:2])
        met = supports @ self.on > undermines @ self.on
        explained = np.stack(
            [met[:, self.explanation == name].all(axis=1) for name in pd.unique(self.explanation)]
        ).T
        theory = explained[:, self.theory].all(axis=1)
        rivals = explained[:, ~self.theory].any(axis=1)
        one, other = (supports @ side >= least for side in (self.balancing, self.rival))
        frame = pd.DataFrame(
            {
                "facts_both": (one & other).sum(axis=1),
                "facts_balancing": (one & ~other).sum(axis=1),
                "facts_rival": (~one & other).sum(axis=1),
            }
        )
        rows = zip(theory, rivals, frame.facts_both, frame.facts_balancing, strict=True)
        frame["answer"] = [decide(*row, margin=margin) for row in rows]
        return frame


def design(coded: pd.DataFrame, **tables: pd.DataFrame) -> Design:
    """Prepare codings for many verdicts.

    Parameters
    ----------
    coded : DataFrame
        The result of `softbalancing.assessment.coded`.
    **tables : DataFrame
        ``indicators``, ``explanations`` and ``facts``.
    """
    indicators, facts = tables["indicators"], tables["facts"]
    families = tables["explanations"].set_index("id").family
    about = _member(coded.fact, facts.id)
    explanation = indicators.explanation.to_numpy()
    return Design(
        directions=coded.direction.map(CODES).to_numpy(),
        on=_member(coded.indicator, indicators.id),
        explanation=explanation,
        theory=(families[pd.unique(explanation)] == "balancing").to_numpy(),
        balancing=about * _member(coded.family, ["balancing"]),
        rival=about * _member(coded.family, ["rival"]),
    )


def verdicts_of(made: Design) -> pd.DataFrame:
    """The verdict of the codings as they are: the one row of `Design.verdicts`."""
    return made.verdicts(made.directions[None, :])


def without(made: Design, groups: pd.Series) -> pd.DataFrame:
    """The verdict when each group of codings is left out in turn.

    Parameters
    ----------
    made : Design
        The codings.
    groups : Series
        The group of each coding (its fact, its section); none for codings that stay.

    Returns
    -------
    DataFrame
        ``left_out`` and the columns of `Design.verdicts`, one row a group.
    """
    names = groups.dropna().unique()
    variants = np.where(_member(groups, names).T == 1, ABSENT, made.directions)
    return made.verdicts(variants).assign(left_out=names)


def pairs_without(made: Design, groups: pd.Series) -> pd.DataFrame:
    """As `without`, leaving out two groups at a time."""
    pairs = list(combinations(groups.dropna().unique(), 2))
    variants = [np.where(groups.isin(pair).to_numpy(), ABSENT, made.directions) for pair in pairs]
    return made.verdicts(np.array(variants)).assign(left_out=pairs)


def thresholds(made: Design, least=(1, 2, 3)) -> pd.DataFrame:
    """The verdict when a fact serves a side only from so many supporting codings on."""
    frames = [made.verdicts(made.directions[None, :], least=number) for number in least]
    return pd.concat(frames, ignore_index=True).assign(least=list(least))


def margins(made: Design, demanded=(0, 1, 2, 3)) -> pd.DataFrame:
    """The verdict when facts of both sides must outnumber those of one by so many."""
    frames = [made.verdicts(made.directions[None, :], margin=margin) for margin in demanded]
    return pd.concat(frames, ignore_index=True).assign(margin=list(demanded))


def recoded(made: Design, share: float, *, draws: int = 500, seed: int = 2008) -> pd.DataFrame:
    """The verdicts after a share of the codings, drawn at random, changed direction.

    Parameters
    ----------
    made : Design
        The codings.
    share : float
        The share that changes, each to one of the two other directions by lot.
    draws, seed : int
        How often, and where the random numbers begin: the same seed, the same answers.

    Returns
    -------
    DataFrame
        The result of `Design.verdicts`, one row a draw.
    """
    random = np.random.default_rng(seed)
    size = len(made.directions)
    order = random.random((draws, size)).argsort(axis=1)
    changes = order < round(share * size)
    other = (made.directions + random.integers(1, 3, (draws, size))) % len(CODES)
    return made.verdicts(np.where(changes, other, made.directions))


def variants(
    coded: pd.DataFrame, readers: Sequence[pd.DataFrame], kinds: pd.Series, **tables: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """The verdicts after each change that is tried on the codings.

    Parameters
    ----------
    coded : DataFrame
        The result of `softbalancing.assessment.coded`.
    readers : sequence of DataFrame
        The same for the codings of each reader alone.
    kinds : Series
        The kind of the claim of each coding.
    **tables : DataFrame
        As for `design`.

    Returns
    -------
    dict
        By the names of `CHANGES`: results of `Design.verdicts`, one row a verdict.
    """
    made = design(coded, **tables)
    own = [verdicts_of(design(one, **tables)) for one in readers]
    by_kind, strict, margin = without(made, kinds), thresholds(made), margins(made)
    return {
        "none": verdicts_of(made),
        "readers": pd.concat(own, ignore_index=True),
        "fact": without(made, coded.fact),
        "pair": pairs_without(made, coded.fact),
        "section": without(made, coded.section),
        "kind": by_kind[by_kind.left_out == "interpretive"],
        "two": strict[strict.least == 2],
        "three": strict[strict.least == 3],
        "lead_1": margin[margin.margin == 1],
        "lead_2": margin[margin.margin == 2],
        **{f"lot_{n}": recoded(made, n / 100) for n in LOTS},
    }


def counted(changed: dict[str, pd.DataFrame]) -> dict[str, int]:
    """The numbers in which the changes can be told.

    Parameters
    ----------
    changed : dict
        The result of `variants`.

    Returns
    -------
    dict
        With one fact, two or one section left out: how many verdicts (``by_fact``,
        ``by_pair``, ``by_section``), how many of them undecided (``by_fact_held`` …), how
        many for either side (``by_section_theory``, ``by_section_rivals``), in how many the
        facts are tied (``tied``).  Of the ``draws`` by lot, how many undecided (``lot_5`` …).
        The facts in double use and those of the theory alone, by the codings of either
        reader (``a_both``, ``a_alone``, ``b_both`` …) and where two or three claims are
        needed (``two_both`` …).
    """
    held = {name: int((rows.answer == "undecided").sum()) for name, rows in changed.items()}
    found = {f"by_{name}": len(changed[name]) for name in ("fact", "pair", "section")}
    found |= {f"by_{name}_held": held[name] for name in ("fact", "pair", "section")}
    found |= {f"lot_{n}": held[f"lot_{n}"] for n in LOTS}
    answers_, facts = changed["section"].answer, changed["fact"]
    found |= {
        "by_section_theory": int((answers_ == "soft balancing").sum()),
        "by_section_rivals": int((answers_ == "rivals").sum()),
        "tied": int((facts.facts_both == facts.facts_balancing).sum()),
        "draws": len(changed[f"lot_{LOTS[0]}"]),
    }
    a, b = changed["readers"].itertuples()
    (two,), (three,) = changed["two"].itertuples(), changed["three"].itertuples()
    for name, row in {"a": a, "b": b, "two": two, "three": three}.items():
        found |= {f"{name}_both": row.facts_both, f"{name}_alone": row.facts_balancing}
    return found


def answers(changed: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """How often each change leads to which answer.

    Parameters
    ----------
    changed : dict
        The result of `variants`.

    Returns
    -------
    DataFrame
        One row a change: ``Change``, ``Verdicts`` (how many) and a column for each answer
        that comes up at all.
    """
    counts = {
        CHANGES[name]: rows.answer.value_counts().reindex(ANSWERS, fill_value=0)
        for name, rows in changed.items()
    }
    frame = pd.DataFrame(counts).T.rename_axis("Change").reset_index()
    frame.insert(1, "Verdicts", list(map(len, changed.values())))
    return frame.rename(columns=str.capitalize).loc[:, (frame != 0).any().to_numpy()]
