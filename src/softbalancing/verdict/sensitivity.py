"""What would change the conclusion: every kind of change, ordered by how little it takes."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import pandas as pd

from . import variants
from .agreement import count_pairs
from .assessment import NEITHER, RIVALS, THEORY
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
    "least_support": "More codings needed a side", "ties": "Ties given to a side",
    "claims": "Some claims left out", "condition": "The condition not counted",
    "indicators": "Half of the indicators enough",
}  # fmt: skip
TWO_CHOICES = "Two choices at once, neither of which turns it alone"


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
    return {
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


def tabulate_changes(multiverse: pd.DataFrame, changes: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return, for each change of choices or codings and each rule, what followed.

    The arguments are the results of `softbalancing.verdict.multiverse.compute_multiverse` and
    of `try_changes`.

    Returns
    -------
    DataFrame
        One row a change and rule: ``change`` (in words), ``rule``, ``tried`` (variants),
        ``turned`` (variants with another answer than as coded), ``to`` (these answers, each
        with its number), ``codings`` (the fewest that a turned variant touches) and
        ``examples`` (up to four of these, joined by ``; ``); the last two are ``NA`` if none
        is turned.  Changes of choices come first.
    """
    rows = list(_change_choices(multiverse))
    for (name, words), rule in product(CHANGES.items(), JUDGED):
        coded = changes["none"][rule].item()
        if name != "none":
            rows.append(_row(words, rule, coded, changes[name].assign(answer=changes[name][rule])))
    return pd.DataFrame(rows).astype({"codings": "Int64", "examples": "string"})


def _change_choices(multiverse: pd.DataFrame) -> Iterator[dict[str, object]]:
    """Yield rows for each choice of the edition changed alone, and for two changed at once.

    Each of `JUDGED` stands for the edition's rule in turn.  Of two choices, those are tried of
    which neither turns the answer alone.
    """
    for rule in JUDGED:
        other = multiverse[list(CHOICES)] != pd.Series({**USUAL, "rule": rule})
        other = other[other.sum(axis=1) <= 2]
        rows, number = multiverse.loc[other.index].assign(codings=0), other.sum(axis=1)
        options = pd.DataFrame(
            {name: f"{words.lower()} " + rows[name].astype(str) for name, words in CHOICES.items()}
        ).where(other)
        rows["variant"] = options.apply(lambda row: " + ".join(row.dropna()), axis=1)
        edition = rows.loc[number == 0, "answer"].item()
        for choice, words in CHOICE_WORDS.items():
            yield _row(words, rule, edition, rows[(number == 1) & other[choice]])
        turns = rows.loc[(number == 1) & (rows["answer"] != edition), "variant"]
        neither = ~options.isin(set(turns)).any(axis=1)
        yield _row(TWO_CHOICES, rule, edition, rows[(number == 2) & neither])


def _row(change: str, rule: str, usual: str, tried: pd.DataFrame) -> dict[str, object]:
    """Return a row of `tabulate_changes` from ``variant``, ``codings`` and ``answer``."""
    turned = tried[tried["answer"] != usual]
    least = turned[turned["codings"] == turned["codings"].min()]
    answers = turned["answer"].value_counts()
    return {
        "change": change,
        "rule": rule,
        "tried": len(tried),
        "turned": len(turned),
        "to": ", ".join(f"{answer} ({number})" for answer, number in answers.items()),
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


def what_would_change(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the *rows* of `tabulate_changes` that turn the answer, ordered by how little it takes.

    Those that touch the fewest codings come first and, of these, those that turn it most often.
    """
    rows = rows.assign(share=rows["turned"] / rows["tried"]).query("turned > 0")
    rows = rows.sort_values(["codings", "share"], ascending=[True, False], kind="stable")
    return rows.drop(columns="share").reset_index(drop=True)
