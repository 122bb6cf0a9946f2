"""Every combination of the defensible choices, and the answer that each leads to.

After Steegen and others this is a *multiverse*: instead of one analysis, all that a
reasonable analyst might have made.  *rows* are always those of `compute_multiverse`.
"""

from itertools import product

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import entropy

from .assessment import ANSWERS, give_answer
from .coding_arrays import SUPPORTS, as_arrays, encode_directions
from .counting_rules import RULES, Tally
from .units import UNITS

#: Columns of a multiverse that are choices, with their names.
CHOICES = {
    "unit": "Unit", "reading": "Reading", "rule": "Rule", "least_support": "Codings needed",
    "claims": "Claims included", "condition": "Condition", "indicators": "Indicators needed",
}  # fmt: skip
LEAST_SUPPORT = (1, 2, 3)
#: Share of its indicators that an explanation needs, its conditions apart.
INDICATORS_NEEDED = {"all": 1.0, "half": 0.5}
#: The choices of the edition.
USUAL = {
    "unit": "Fact", "reading": "Final", "rule": "borne out", "least_support": 1,
    "claims": "all", "condition": "counted", "indicators": "all",
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
        One row a combination: ``id``, `CHOICES` (``claims`` tells which claims are included,
        ``condition`` whether codings of the theory's condition are counted, ``indicators`` how
        many of its indicators an explanation needs to be borne out), ``both``, ``theory`` and
        ``rivals`` (units, or their weights) and ``answer``.
    """
    arrays = as_arrays(joined, indicators)
    included = include_claims(joined)
    counted = {"counted": included["all"], "left out": ~joined["condition"].to_numpy(bool)}
    variants = list(product(readings, included, counted))
    directions = np.array([encode_directions(readings[name]) for name, _, _ in variants])
    masks = np.array([included[name] for _, name, _ in variants])
    directions = np.where(masks, directions, -1)
    gates = {name: arrays.borne_out(directions, n) for name, n in INDICATORS_NEEDED.items()}
    supporting = (directions == SUPPORTS) & np.array([counted[name] for *_, name in variants])
    about = pd.DataFrame(variants, columns=["reading", "claims", "condition"])
    frames = []
    for unit, labels in units.items():
        support = arrays.support(pd.factorize(labels)[0], supporting, works=True)
        for (name, rule), least in product(RULES.items(), LEAST_SUPPORT):
            tally = rule.tally(support, least)
            counts = about.assign(
                unit=UNITS[str(unit)], rule=name, least_support=least, **tally._asdict()
            )
            frames += [
                counts.assign(indicators=needed, answer=give_answer(*gate, rule.answer(tally)))
                for needed, gate in gates.items()
            ]
    rows = pd.concat(frames, ignore_index=True)
    rows["id"] = [f"m-{number}" for number in range(1, len(rows) + 1)]
    return rows[["id", *CHOICES, *Tally._fields, "answer"]]


def share_answers(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the share (0 to 1) of all combinations that leads to each of `ANSWERS`, in one row."""
    shares = rows["answer"].value_counts(normalize=True).reindex(ANSWERS, fill_value=0)
    return pd.DataFrame([shares], index=[0])


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


def thin_out(rows: pd.DataFrame, step: int = 128) -> pd.DataFrame:
    """Return every *step*-th combination for a figure, in the order of ``balance``.

    The new column ``balance`` has the units of the theory alone less those of rivals alone, as
    a share of all; choices are Categoricals in the order of their options.
    """
    total = rows[["both", "theory", "rivals"]].sum(axis=1)
    balance = ((rows["theory"] - rows["rivals"]) / total.where(total > 0, 1)).round(3)
    options = {name: pd.Categorical(rows[name], rows[name].unique()) for name in CHOICES}
    ordered = rows.assign(balance=balance, **options)
    return ordered.sort_values(["balance", "answer"], kind="stable").iloc[step // 2 :: step]


def rank_choices(rows: pd.DataFrame) -> pd.DataFrame:
    """Return how much each choice moves the answer, most first.

    Returns
    -------
    DataFrame
        ``choice``, ``options`` (their number), ``turns`` (of all pairs of combinations that
        differ in this choice alone, the share whose answers differ) and ``information`` (the
        share of the uncertainty about the answer, its entropy, that knowing the option takes
        away).
    """
    ranked = []
    total = entropy(rows["answer"].value_counts())
    for choice in CHOICES:
        others = [name for name in CHOICES if name != choice]
        size = rows[choice].nunique()
        if size == 1:
            continue
        alike = rows.groupby([*others, "answer"]).size()
        pairs, all_pairs = (alike * (alike - 1)).sum(), len(rows) * (size - 1)
        counts = rows.groupby([choice, "answer"]).size().unstack(fill_value=0)
        left = np.average(entropy(counts, axis=1), weights=counts.sum(axis=1))
        information = 1 - left / total if total else 0.0
        ranked.append((choice, size, 1 - pairs / all_pairs, information))
    frame = pd.DataFrame(ranked, columns=["choice", "options", "turns", "information"])
    return frame.sort_values("turns", ascending=False, ignore_index=True)
