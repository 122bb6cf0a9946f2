"""The verdict: which explanations the codings bear out, and the answer that follows.

The thesis asks whether one explanation drives a case, and answers that the same facts fit
it and its rivals.  The rule of the edition is stated here and nowhere else: an explanation
is *borne out* if each of its indicators, conditions included, has more codings for it than
against it, and the answer is the side that is borne out alone (`give_answer`).  How many
facts serve both sides is counted too, but it decides nothing, since the count depends on
how the evidence is cut into facts.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

#: What the verdict can be, in the words that pages print, in the order of their tables.
ANSWERS = UNDECIDED, THEORY, RIVALS, NEITHER = ("undecided", "soft balancing", "rivals", "neither")
DIRECTIONS = ("supports", "undermines", "neutral")
#: Use of a unit, by whether it serves the theory and whether it serves a rival.
USES = {(True, True): "both", (True, False): "balancing", (False, True): "rival"}
#: Answer, by whether the theory and whether a rival is borne out; None where a rule decides.
BY_GATE = {
    (True, True): None, (True, False): THEORY, (False, True): RIVALS, (False, False): NEITHER
}  # fmt: skip


def give_answer(theory: ArrayLike, rival: ArrayLike, both: ArrayLike = UNDECIDED) -> NDArray:
    """Return the answer if the theory is borne out or not, and at least one rival or not.

    If *both* are, the answer by the rule of the edition is `UNDECIDED`: counting cannot decide
    then, because the share of common evidence depends on the unit of counting.

    Examples
    --------
    >>> give_answer([True, True, False, False], [True, False, True, False]).tolist()
    ['undecided', 'soft balancing', 'rivals', 'neither']
    """
    theory, rival = np.asarray(theory, dtype=bool), np.asarray(rival, dtype=bool)
    cases = [(theory == gate[0]) & (rival == gate[1]) for gate in BY_GATE]
    return np.select(cases, [answer or both for answer in BY_GATE.values()], "")


def cited_works(sources: pd.Series) -> pd.Series:
    """Return the works of ``source`` cells without their pages, sorted and joined by ``;``.

    Examples
    --------
    >>> cited_works(pd.Series(["lo2004[296];li2007[3, 5]", "thesis"])).tolist()
    ['li2007;lo2004', 'thesis']
    """
    keys = sources.str.replace(r"\s*\[[^\]]*\]\s*", "", regex=True)
    return keys.map(lambda cell: ";".join(sorted(set(cell.split(";")))), na_action="ignore")


def join_codings(codings: pd.DataFrame, **tables: pd.DataFrame) -> pd.DataFrame:
    """Return the codings joined with their ``claim``, ``indicator`` and what these refer to.

    The tables are ``claims``, ``indicators``, ``explanations`` and ``facts``.  The codings get
    the columns ``explanation``, ``family`` (``balancing`` or ``rival``), ``condition``,
    ``fact``, ``section``, ``kind``, ``work`` (see `cited_works`), ``claim_text``,
    ``indicator_name`` and ``topic``.
    """
    claims, indicators, explanations, facts = (
        tables[name].set_index("id") for name in ("claims", "indicators", "explanations", "facts")
    )
    claim, indicator = codings["claim"], codings["indicator"]
    explanation = indicator.map(indicators["explanation"])
    fact = claim.map(claims["fact"])
    return codings.assign(
        explanation=explanation,
        family=explanation.map(explanations["family"]),
        condition=indicator.map(indicators["condition"]),
        fact=fact,
        section=claim.map(claims["section"]),
        kind=claim.map(claims["kind"]),
        work=claim.map(cited_works(claims["source"])),
        claim_text=claim.map(claims["claim"]),
        indicator_name=indicator.map(indicators["name"]),
        topic=fact.map(facts["topic"]),
    )


def count_support(codings: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Return how many codings point in each direction for each indicator, in table order.

    The columns are ``id``, ``explanation``, the counts of each direction, and ``met`` (more
    codings support than undermine the indicator).
    """
    counts = (
        codings.groupby(["indicator", "direction"]).size().unstack(fill_value=0)
        .reindex(index=indicators["id"], columns=list(DIRECTIONS), fill_value=0)
    )  # fmt: skip
    frame = counts.reset_index().rename(columns={"indicator": "id"})
    frame.insert(1, "explanation", indicators["explanation"].to_numpy())
    return frame.assign(met=frame["supports"] > frame["undermines"])


def count_uses(joined: pd.DataFrame, unit: pd.Series) -> pd.DataFrame:
    """Return which side of the argument each unit of counting serves.

    The labels of *unit*, such as facts, have the index of the *joined* codings; codings
    without one are not counted.

    Returns
    -------
    DataFrame
        One row a unit in order of appearance: ``unit``, ``balancing`` and ``rival`` (numbers
        of supporting codings), and ``use`` (``both``, ``balancing``, ``rival`` or ``none``).
    """
    supporting = joined["direction"] == "supports"
    counts = (
        joined[supporting].groupby([unit[supporting].rename("unit"), "family"]).size()
        .unstack(fill_value=0)
        .reindex(index=unit.dropna().unique(), columns=["balancing", "rival"], fill_value=0)
    )  # fmt: skip
    served = (counts > 0).itertuples(index=False, name=None)
    uses = [USES.get(sides, "none") for sides in served]
    return counts.rename_axis(index="unit", columns=None).reset_index().assign(use=uses)


@dataclass(frozen=True)
class Verdict:
    """What the codings bear out, and the answer that follows.

    Attributes
    ----------
    theory : str
        Id of the explanation under test.
    borne_out : dict of str to bool
        Whether each explanation, by its id, is borne out.
    strategies, strategies_met : int
        Indicators of the theory that are no condition, and how many of them are met.
    condition_met : bool
        Whether the condition is met that the theory requires besides.
    facts, facts_both, facts_balancing, facts_rival : int
        Facts that serve any side, both sides, the theory alone and rivals alone.  The answer
        does not depend on them.
    """

    theory: str
    borne_out: dict[str, bool]
    strategies: int
    strategies_met: int
    condition_met: bool
    facts: int
    facts_both: int
    facts_balancing: int
    facts_rival: int

    @property
    def rivals(self) -> int:
        """Number of rival explanations."""
        return len(self.borne_out) - 1

    @property
    def rivals_met(self) -> int:
        """Number of rival explanations that are borne out."""
        return sum(self.borne_out.values()) - self.borne_out[self.theory]

    @property
    def answer(self) -> str:
        """Answer by the rule of the edition; see `give_answer`."""
        return str(give_answer(self.borne_out[self.theory], self.rivals_met > 0))


def compute_verdict(joined: pd.DataFrame, **tables: pd.DataFrame) -> Verdict:
    """Return the verdict of the *joined* codings.

    The tables are ``indicators`` and ``explanations``, of which one is of the family
    ``balancing``.
    """
    indicators, explanations = tables["indicators"], tables["explanations"]
    support = count_support(joined, indicators)
    theory = explanations.loc[explanations["family"] == "balancing", "id"].item()
    condition = indicators["condition"].to_numpy(dtype=bool)
    strategies = support.loc[(support["explanation"] == theory) & ~condition, "met"]
    met = support.groupby("explanation", sort=False)["met"].all()
    use = count_uses(joined, joined["fact"])["use"]
    return Verdict(
        theory=theory,
        borne_out={str(name): bool(is_met) for name, is_met in met.items()},
        strategies=len(strategies),
        strategies_met=int(strategies.sum()),
        condition_met=bool(support.loc[condition, "met"].all()),
        facts=int((use != "none").sum()),
        facts_both=int((use == "both").sum()),
        facts_balancing=int((use == "balancing").sum()),
        facts_rival=int((use == "rival").sum()),
    )
