"""The verdict, computed from the codings (pure).

The thesis asks whether one explanation drives a case and answers that the same
facts fit it and its rivals.  Both halves can be counted: which implications of
each explanation the codings bear out, and which facts serve both sides.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

DIRECTIONS = ("supports", "undermines", "neutral")


def coded(codings: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    """Codings with what they are about: explanation, family, fact and section.

    Parameters
    ----------
    codings : DataFrame
        The table of codings.
    **tables : DataFrame
        ``claims``, ``indicators`` and ``explanations``.

    Returns
    -------
    DataFrame
        The codings in their order with the further columns ``explanation``,
        ``family``, ``fact``, ``section``, ``claim_text`` and ``indicator_name``.
    """
    claims = tables["claims"].set_index("id")
    indicators = tables["indicators"].set_index("id")
    explanations = tables["explanations"].set_index("id")
    explanation = codings.indicator.map(indicators.explanation)
    return codings.assign(
        explanation=explanation,
        family=explanation.map(explanations.family),
        fact=codings.claim.map(claims.fact),
        section=codings.claim.map(claims.section),
        claim_text=codings.claim.map(claims.claim),
        indicator_name=codings.indicator.map(indicators.name),
    )


def support(codings: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """How many codings speak in each direction for each indicator.

    Returns
    -------
    DataFrame
        One row per indicator in table order: ``id``, ``explanation``, one column of
        counts per direction, and ``met``: more support it than undermine it.
    """
    counts = (
        codings.groupby(["indicator", "direction"]).size().unstack(fill_value=0)
        .reindex(index=indicators.id, columns=list(DIRECTIONS), fill_value=0)
    )  # fmt: skip
    frame = counts.reset_index().rename(columns={"indicator": "id"})
    frame.insert(1, "explanation", indicators.explanation.to_numpy())
    frame["met"] = frame.supports > frame.undermines
    return frame


def uses(coded_: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """Which side of the argument each fact serves.

    Parameters
    ----------
    coded_ : DataFrame
        The result of `coded`.
    facts : DataFrame
        The table of facts.

    Returns
    -------
    DataFrame
        One row per fact in table order: ``id``, ``name``, ``balancing`` and ``rival``
        (codings that support either side), and ``use``: ``both``, ``balancing``,
        ``rival`` or ``none``.
    """
    supporting = coded_[coded_.direction == "supports"].dropna(subset=["fact"])
    counts = (
        supporting.groupby(["fact", "family"]).size().unstack(fill_value=0)
        .reindex(index=facts.id, columns=["balancing", "rival"], fill_value=0)
    )  # fmt: skip
    frame = facts[["id", "name"]].merge(counts, left_on="id", right_index=True)
    words = {(True, True): "both", (True, False): "balancing", (False, True): "rival"}
    frame["use"] = [
        words.get((b > 0, r > 0), "none") for b, r in zip(frame.balancing, frame.rival, strict=True)
    ]
    return frame.reset_index(drop=True)


@dataclass(frozen=True)
class Verdict:
    """What the codings add up to; every number is a count of rows."""

    strategies: int
    strategies_met: int
    condition_met: bool
    rivals: int
    rivals_met: int
    facts: int
    facts_both: int
    facts_balancing: int
    facts_rival: int

    @property
    def answer(self) -> str:
        """The answer that `decide` gives to these counts."""
        return decide(
            self.strategies_met == self.strategies and self.condition_met,
            self.rivals_met > 0,
            self.facts_both,
            self.facts_balancing,
        )


def decide(balancing: bool, rivals: bool, both: int, alone: int, *, margin: int = 0) -> str:
    """``soft balancing``, ``rivals``, ``neither`` or ``undecided``.

    Parameters
    ----------
    balancing : bool
        Soft balancing is borne out: every strategy and the condition are met.
    rivals : bool
        At least one rival is met.
    both, alone : int
        Facts that serve both sides, and soft balancing alone.  Where both sides are
        borne out, the facts of one side alone would have to decide; as long as
        `both` exceeds `alone` by at least `margin`, they do not.
    margin : int
        At 0 a tie leaves the question open.
    """
    if balancing and rivals:
        return "undecided" if both - alone >= margin else "soft balancing"
    return "soft balancing" if balancing else "rivals" if rivals else "neither"


def verdict(coded_: pd.DataFrame, **tables: pd.DataFrame) -> Verdict:
    """Compute the verdict.

    Parameters
    ----------
    coded_ : DataFrame
        The result of `coded`.
    **tables : DataFrame
        ``indicators``, ``explanations`` and ``facts``.  What the theory needs beside its
        strategies are the indicators marked as a ``condition``.

    Returns
    -------
    Verdict
        A rival counts as met when all of its indicators are.
    """
    frame = support(coded_, tables["indicators"])
    condition = tables["indicators"].condition.to_numpy(dtype=bool)
    frame["family"] = frame.explanation.map(tables["explanations"].set_index("id").family)
    strategies = frame[(frame.family == "balancing") & ~condition]
    rivals = frame[frame.family == "rival"].groupby("explanation").met.all()
    use = uses(coded_, tables["facts"]).use
    return Verdict(
        strategies=len(strategies),
        strategies_met=int(strategies.met.sum()),
        condition_met=bool(frame.met[condition].all()),
        rivals=len(rivals),
        rivals_met=int(rivals.sum()),
        facts=int((use != "none").sum()),
        facts_both=int((use == "both").sum()),
        facts_balancing=int((use == "balancing").sum()),
        facts_rival=int((use == "rival").sum()),
    )
