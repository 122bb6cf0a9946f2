"""Every combination of the defensible choices, and the answer that each leads to.

After Steegen and others this is a *multiverse*: instead of one analysis, all that a
reasonable analyst might have made.  *rows* are always those of `compute_multiverse`.
"""

from collections.abc import Iterable
from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .assessment import ANSWERS, give_answer
from .coding_arrays import ABSENT, SUPPORTS, as_arrays, encode_directions
from .counting_rules import RULES, Tally
from .units import UNITS

#: Columns of a multiverse that are choices, with their names.
CHOICES = {
    "unit": "Unit", "reading": "Reading", "rule": "Rule", "least_support": "Codings needed",
    "ties": "Ties", "claims": "Claims included", "condition": "Condition",
    "indicators": "Indicators needed",
}  # fmt: skip
#: Counts of a multiverse, with their names.
COUNTS = {"both": "Both sides", "theory": "Soft balancing alone", "rivals": "Rivals alone"}
LEAST_SUPPORT = (1, 2, 3)
#: What decides a tie between counts: half a unit more of both, of the theory or of rivals,
#: if there is anything to count.
TIES = {
    "decide nothing": (0, 0, 0), "for soft balancing": (0, 0.5, 0), "for the rivals": (0, 0, 0.5),
}  # fmt: skip
#: Share of its indicators that an explanation needs, its conditions apart.
INDICATORS_NEEDED = {"all": 1.0, "half": 0.5}
#: The choices of the edition.
USUAL = {
    "unit": "Fact", "reading": "Final", "rule": "borne out", "least_support": 1,
    "ties": "decide nothing", "claims": "all", "condition": "counted", "indicators": "all",
}  # fmt: skip


def include_claims(claims: pd.DataFrame) -> dict[str, NDArray]:
    """Return which claims each option of the choice ``claims`` includes.

    The claims, or codings joined with them, have ``kind`` and ``work``.
    """
    return {
        "all": np.ones(len(claims), dtype=bool),
        "without interpretive claims": claims["kind"].ne("interpretive").to_numpy(bool),
        "with a source besides the thesis": claims["work"].ne("thesis").to_numpy(bool),
    }


def compute_multiverse(
    joined: pd.DataFrame, units: pd.DataFrame, readings: pd.DataFrame, indicators: pd.DataFrame
) -> pd.DataFrame:
    """Return the answer of every combination of choices.

    A rule that counts nothing gives one answer for all units: it has as many rows as any
    other, so that all options of a choice weigh the same in the shares.  The *joined* codings
    have a row for whatever at least one reading codes; units (see
    `softbalancing.verdict.units.label_units`) and readings, one a column, have the same rows,
    and ``NA`` where a reading has no such coding.

    Returns
    -------
    DataFrame
        One row a combination: ``id``, `CHOICES` (``ties`` tells for which side a tie decides,
        between counts or between codings for and against an indicator, ``claims`` which claims
        are included, ``condition`` whether codings of the theory's condition are counted,
        ``indicators`` how many of its indicators an explanation needs to be borne out),
        ``both``, ``theory`` and ``rivals`` (units, or their weights), ``answer``, and for each
        explanation whether it is borne out (``borne_out.`` and its id).
    """
    arrays = as_arrays(joined, indicators)
    included = include_claims(joined)
    counted = {"counted": included["all"], "left out": ~joined["condition"].to_numpy(bool)}
    variants = list(product(readings, included, counted))
    directions = np.array([encode_directions(readings[name]) for name, _, _ in variants])
    directions = np.where([included[name] for _, name, _ in variants], directions, ABSENT)
    supporting = (directions == SUPPORTS) & np.array([counted[name] for *_, name in variants])
    support = [arrays.support(pd.factorize(units[x])[0], supporting, works=True) for x in units]
    of_theory = np.isin(indicators["explanation"], list(arrays.theories))
    favored = [np.zeros_like(of_theory), of_theory, ~of_theory]  # indicators that ties decide for
    parts = []
    for rule, (more, ties), needed in product(
        RULES.values(), zip(TIES.values(), favored, strict=True), INDICATORS_NEEDED.values()
    ):
        tallies = [rule.tally(each, least) for each, least in product(support, LEAST_SUPPORT)]
        tally = Tally(*np.concatenate(tallies, axis=1))
        broken = Tally(*(tally + np.outer(more, np.any(tally, axis=0))))
        met = arrays.borne_out_each(directions, needed, ties)
        met = {name: np.tile(each, len(tallies)) for name, each in met.items()}
        answer = give_answer(*arrays.either_side(met), rule.answer(broken))
        borne_out = {f"borne_out.{name}": each for name, each in met.items()}
        parts.append({**tally._asdict(), "answer": answer, **borne_out})
    options: dict[str, Iterable[object]] = {
        "rule": RULES, "ties": TIES, "indicators": INDICATORS_NEEDED,
        "unit": [UNITS[str(name)] for name in units], "least_support": LEAST_SUPPORT,
        "reading": readings, "claims": included, "condition": counted,
    }  # fmt: skip
    rows = pd.DataFrame(product(*options.values()), columns=list(options))
    found = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    rows = rows.assign(id=[f"m-{number}" for number in range(1, len(rows) + 1)], **found)
    return rows[["id", *CHOICES, *found]]


def share_answers(rows: pd.DataFrame) -> pd.Series:
    """Return the share (0 to 1) of all combinations that leads to each of `ANSWERS`."""
    return rows["answer"].value_counts(normalize=True).reindex(ANSWERS, fill_value=0)


def describe_shares(rows: pd.DataFrame) -> dict[str, str]:
    """Return the number of combinations and their shares that the prose quotes, as text.

    Returns
    -------
    dict
        ``n_combinations``; ``share_`` and ``rest_`` with each answer (of all, and of those that
        bear soft balancing out); ``share_failing`` (the others), ``share_empty`` (without
        anything to count); and ``borne_`` with the id of each explanation (bearing it out).
    """
    borne_out = rows.filter(like="borne_out.").rename(columns=lambda name: name.split(".")[1])
    passes = borne_out["soft-balancing"]
    shares = {
        **share_answers(rows).add_prefix("share_"),
        **share_answers(rows[passes]).add_prefix("rest_"),
        **borne_out.mean().add_prefix("borne_"),
        "share_failing": 1 - passes.mean(),
        "share_empty": (rows[list(COUNTS)].sum(axis=1) == 0).mean(),
    }
    words = {name.replace(" ", "_"): f"{share:.0%}" for name, share in shares.items()}
    return {"n_combinations": f"{len(rows):,}", **words}


def answer_by_unit(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the answer of each rule at each unit, with the edition's other choices.

    Returns
    -------
    DataFrame
        One row a unit, from the finest: ``unit``, ``both``, ``theory`` and ``rivals`` (how
        many there are), and a column of answers for each rule.
    """
    usual = pd.Series({name: USUAL[name] for name in CHOICES if name not in ("unit", "rule")})
    rows = rows[(rows[list(usual.index)] == usual).all(axis=1)]
    answers = rows.pivot(index="unit", columns="rule", values="answer")[list(RULES)]
    counts = rows[rows["rule"] == USUAL["rule"]].set_index("unit")[["both", "theory", "rivals"]]
    return counts.join(answers.rename_axis(columns=None)).reset_index()


def thin_out(rows: pd.DataFrame, step: int = 432) -> pd.DataFrame:
    """Return every *step*-th combination for a figure, in the order of ``balance``.

    The new column ``balance`` has the units of the theory alone less those of rivals alone, as
    a share of all; choices are Categoricals in the order of their options, and they and the
    counts are named in words.
    """
    total = rows[list(COUNTS)].sum(axis=1)
    balance = ((rows["theory"] - rows["rivals"]) / total.where(total > 0, 1)).round(3)
    options = {name: pd.Categorical(rows[name], rows[name].unique()) for name in CHOICES}
    ordered = rows.assign(balance=balance, **options).rename(columns=CHOICES | COUNTS)
    ordered = ordered.sort_values(["balance", "answer"], kind="stable").iloc[step // 2 :: step]
    return ordered[["id", *CHOICES.values(), *COUNTS.values(), "answer", "balance"]]


def rank_choices(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how much each choice moves the answer, most first.

    Returns
    -------
    DataFrame
        ``choice``, ``options`` (their number), ``turns`` (of all pairs of combinations that
        differ in this choice alone, the share whose answers differ), ``information`` (the
        share of the uncertainty about the answer, its entropy, that knowing the option takes
        away), and the ``partner`` with which it tells most beyond what the two tell alone
        (``interaction``).
    """
    choices = [choice for choice in CHOICES if rows[choice].nunique() > 1]
    codes = [pd.factorize(rows[name])[0] for name in (*choices, "answer")]
    answers = np.zeros([code.max() + 1 for code in codes], dtype=int)  # an axis for each choice
    np.add.at(answers, tuple(codes), 1)
    numbers = range(len(choices))
    alone = [_information(answers, number) for number in numbers]
    ranked = []
    for number, choice in enumerate(choices):
        size, alike = answers.shape[number], answers.sum(axis=number)
        turns = 1 - (alike * (alike - 1)).sum() / (len(rows) * (size - 1))
        more, partner = max(
            (_information(answers, number, other) - alone[number] - alone[other], choices[other])
            for other in numbers if other != number
        )  # fmt: skip
        ranked.append((choice, size, turns, alone[number], partner, more))
    columns = ["choice", "options", "turns", "information", "partner", "interaction"]
    frame = pd.DataFrame(ranked, columns=columns)
    return frame.sort_values("turns", ascending=False, ignore_index=True)


def _information(answers: NDArray, *known: int) -> float:
    """Return the share of the uncertainty about the answer that knowing these choices takes away.

    The array counts the answers (last axis) of each combination of options.
    """
    from scipy.special import entr  # loads slowly; every page imports this module

    unknown = tuple(axis for axis in range(answers.ndim - 1) if axis not in known)
    share = answers.sum(axis=unknown).reshape(-1, answers.shape[-1]) / answers.sum()
    left = entr(share).sum() - entr(share.sum(axis=1)).sum()
    return float(1 - left / entr(share.sum(axis=0)).sum())
