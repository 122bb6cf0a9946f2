"""What would change the conclusion: every kind of change, ordered by how little it takes."""

from collections.abc import Iterable, Mapping
from itertools import product

import pandas as pd

from . import variants
from .agreement import count_pairs
from .assessment import ANSWERS, NEITHER, RIVALS, THEORY
from .multiverse import CHOICES, USUAL
from .variants import JUDGED, CodedCase

#: Each kind of change in words.
CHANGES = {
    "none": "As coded",
    "coding": "One coding left out",
    "claim": "One claim left out",
    "fact": "One fact left out",
    "topic": "One topic left out",
    "work": "One cited work left out",
    "author": "One cited author left out",
    "section": "One section left out",
    "kind": "One kind of claim left out",
    "reader": "One reading left out",
    "reading": "One reading alone",
    "merge": "Two facts merged",
    "move": "One claim moved to another fact",
    "split_off": "One claim made a fact of its own",
    "split_work": "One fact split by cited work",
    "split_section": "One fact split by section",
    "split_claim": "One fact split into its claims",
    "split_lot": "One fact split in two by lot",
    "drawn": "Each direction taken from a reading by lot",
    "errors": "Errors by lot, as many as readers differ in",
}
#: Each choice changed, in words.
CHOICE_WORDS = {
    "unit": "Another unit of counting", "reading": "Another reading", "rule": "Another rule",
    "least_support": "More codings needed a side", "claims": "Some claims left out",
    "condition": "The condition not counted", "indicators": "Half of the indicators enough",
}  # fmt: skip


def try_changes(
    case: CodedCase, readings: pd.DataFrame, authors: Mapping[str, Iterable[str]]
) -> dict[str, pd.DataFrame]:
    """Return the verdicts of all variants, by the keys of `CHANGES`; see `CodedCase.judge`.

    The case, whose units are facts, has a row for whatever any reading codes.  The differences
    of the last two *readings* stand for errors; *authors* hold the works of each.
    """
    joined = case.joined
    left_out = ("claim", "fact", "topic", "work", "section", "kind")
    errors = count_pairs(*(readings[name] for name in readings.columns[-2:]))
    tried = {
        "none": case.judge(["as coded"]),
        "coding": variants.leave_each_out(case, joined["claim"] + " " + joined["indicator"]),
        **{name: variants.leave_each_out(case, joined[name]) for name in left_out},
        "author": variants.leave_out(case, authors, joined["work"]),
        "reader": variants.vary_readings(case, readings, together=True),
        "reading": variants.vary_readings(case, readings),
        "merge": variants.merge_facts(case),
        "move": variants.move_claims(case),
        "split_off": variants.move_claims(case, away=True),
        "split_work": variants.split_facts(case, joined["work"]),
        "split_section": variants.split_facts(case, joined["section"]),
        "split_claim": variants.split_facts(case, joined["claim"]),
        "split_lot": variants.split_by_lot(case),
        "drawn": variants.draw_readings(case, readings),
        "errors": variants.draw_errors(case, errors),
    }
    return {name: tried[name] for name in CHANGES}


def tabulate_changes(changes: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return, for each kind of change that `try_changes` tried and each rule, what followed.

    Returns
    -------
    DataFrame
        One row a change and rule: ``change`` (in words), ``rule``, ``tried`` (variants),
        ``turned`` (variants with another answer than as coded), a column of counts for each of
        `ANSWERS`, ``codings`` (the fewest that a turned variant touches) and ``examples`` (up
        to four of these, joined by ``; ``); the last two are ``NA`` if none is turned.
    """
    rows = []
    for (name, frame), rule in product(changes.items(), JUDGED):
        coded = changes["none"][rule].item()
        rows.append(_row(CHANGES[name], rule, coded, frame.assign(answer=frame[rule])))
    return pd.DataFrame(rows).astype({"codings": "Int64", "examples": "string"})


def change_one_choice(multiverse: pd.DataFrame) -> pd.DataFrame:
    """Return what follows if one choice of the edition is changed and no coding.

    The columns are those of `tabulate_changes`, with each of `JUDGED` as the edition's rule;
    *multiverse* is the result of `softbalancing.verdict.multiverse.compute_multiverse`.
    """
    rows = []
    for rule in JUDGED:
        same = multiverse[list(CHOICES)] == pd.Series({**USUAL, "rule": rule})
        edition = multiverse.loc[same.all(axis=1), "answer"].item()
        for choice, words in CHOICE_WORDS.items():
            others = multiverse[same.drop(columns=choice).all(axis=1) & ~same[choice]]
            others = others.assign(variant=others[choice], codings=0)
            rows.append(_row(words, rule, edition, others))
    return pd.DataFrame(rows).astype({"codings": "Int64", "examples": "string"})


def _row(change: str, rule: str, usual: str, tried: pd.DataFrame) -> dict[str, object]:
    """Return a row of `tabulate_changes` from ``variant``, ``codings`` and ``answer``."""
    turned = tried[tried["answer"] != usual]
    least = turned[turned["codings"] == turned["codings"].min()]
    return {
        "change": change,
        "rule": rule,
        "tried": len(tried),
        "turned": len(turned),
        **tried["answer"].value_counts().reindex(ANSWERS, fill_value=0),
        "codings": least["codings"].min() if len(least) else pd.NA,
        "examples": "; ".join(map(str, least["variant"].dropna().unique()[:4])) or pd.NA,
    }


def fewest_codings(support: pd.DataFrame, theory: str) -> pd.DataFrame:
    """Return how few supporting codings must go for the edition's rule to answer otherwise.

    An explanation falls with the indicator that has the smallest majority, once as many
    codings undermine it as support it.

    Returns
    -------
    DataFrame
        One row an answer other than undecided: ``answer``, ``codings`` (the exact minimum) and
        ``indicators`` (ids of those that fail, joined by ``; ``).  Explanations that are not
        borne out as it is need no change.
    """
    margins = support.assign(margin=(support["supports"] - support["undermines"]).clip(lower=0))
    weakest = margins.loc[margins.groupby("explanation", sort=False)["margin"].idxmin()]
    is_theory = weakest["explanation"] == theory
    falling = {RIVALS: weakest[is_theory], THEORY: weakest[~is_theory], NEITHER: weakest}
    rows = [
        (name, int(rows["margin"].sum()), "; ".join(rows["id"])) for name, rows in falling.items()
    ]
    return pd.DataFrame(rows, columns=["answer", "codings", "indicators"])


def what_would_change(*tables: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of such *tables* that turn the answer, ordered by how little it takes.

    Those that touch the fewest codings come first and, of these, those that turn it most often.
    """
    rows = pd.concat(tables, ignore_index=True).query("turned > 0")
    rows = rows.assign(share=rows["turned"] / rows["tried"])
    rows = rows.sort_values(["codings", "share"], ascending=[True, False], kind="stable")
    return rows.drop(columns="share").reset_index(drop=True)
