"""What is said of a reading on the command line: in words, or everything as JSON."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from softbalancing.verdict.agreement import print_intervals
from softbalancing.verdict.assessment import DIRECTIONS
from softbalancing.verdict.units import UNITS

from .assess import JudgedReading, readings

#: Rows of a table that are printed; JSON has all.
PRINTED = 40


def as_json(judged: JudgedReading, other: JudgedReading | None = None) -> dict[str, Any]:
    """Return everything that is said of a reading as values that JSON can hold."""
    agreement = _agreement(judged, other).to_dict("records")
    return {
        "digest": judged.digest, "made_with": dict(judged.reading.edition),
        **judged.verdict, "edition": judged.edition().verdict,
        "changes": judged.changes.to_dict("records"), "turning": judged.turning,
        "agreement": [{name: None if pd.isna(value) else value for name, value in row.items()}
                      for row in agreement],
        "against": {"digest": other.digest, **other.verdict} if other else None,
    }  # fmt: skip


def as_text(judged: JudgedReading, other: JudgedReading | None = None) -> Iterator[str]:
    """Yield what is said of a reading, part by part."""
    mine, edition, changes = judged.verdict, judged.edition().verdict, judged.changes
    yield f"Answer: {mine['answer']} (the edition: {edition['answer']})"
    yield f"Changes from the edition: {len(changes)}, digest {judged.digest}"
    if made := judged.reading.edition:
        yield f"Made with version {made.get('version')}, commit {made.get('commit')}"
    if other:
        yield f"The other reading: {other.verdict['answer']}, digest {other.digest}"
    if len(changes):
        yield _table("What differs", changes)
    before = pd.DataFrame(edition["indicators"])
    rows = judged.indicators.assign(id=judged.tables["indicators"]["name"])
    rows["edition"] = before[[*DIRECTIONS]].astype(str).agg(" ".join, axis=1)
    rows["moved"] = (judged.indicators != before).any(axis=1)
    yield _table("Indicators: codings, and the edition’s", rows.assign(met_there=before["met"]))
    names = judged.tables["explanations"].set_index("id")["name"]
    both = pd.DataFrame({"reading": mine["borne_out"], "edition": edition["borne_out"]})
    yield _table("Borne out", both.assign(explanation=names))
    counts = pd.DataFrame([mine["counts"], edition["counts"]]).assign(of=["reading", "edition"])
    yield _table(f"What units serve ({UNITS[judged.choices['unit']]})", counts)
    yield "\n" + "\n".join(_turning(judged.turning))
    agreement = print_intervals(_agreement(judged, other))
    yield _table("Agreement, each with the middle 95 % of resampled claims", agreement)


def _agreement(judged: JudgedReading, other: JudgedReading | None) -> pd.DataFrame:
    theirs = {"The other reading": other.joined} if other else {}
    return judged.agreement(readings(judged.tables) | theirs)


def _table(title: str, rows: pd.DataFrame) -> str:
    more = f"\n… and {len(rows) - PRINTED} more (--json has all)" if len(rows) > PRINTED else ""
    shown = rows.loc[:, (rows != "").any()].head(PRINTED)
    words = [str(name) for name in shown.select_dtypes(bool)]
    shown = shown.assign(**{name: shown[name].map({True: "yes", False: "no"}) for name in words})
    return f"\n{title}\n{shown.to_string(index=False, max_colwidth=60)}{more}"


def _turning(found: dict[str, Any]) -> Iterator[str]:
    """Yield what would turn the answer, line by line."""
    title = f"Single changes that turn the answer, of {sum(found['tried'].values())} tried"
    singles = pd.DataFrame(found["singles"]).drop(columns="claims", errors="ignore")
    yield _table(title, singles)[1:] if len(singles) else f"{title}: none"
    for kind, words in (("sets", "fewest changes"), ("withdrawals", "fewest taken away")):
        for each in found[kind]:
            steps = (f"{step['change']} {step['number']} on {step['indicator']}"
                     for step in each["steps"])  # fmt: skip
            yield f"For “{each['answer']}”, {words}: {each['changes']} ({', '.join(steps)})"
    if not found["exact"]:
        pairs = found["pairs"]
        yield f"Pairs of codings taken away that turn it: {pairs['turned']} of {pairs['tried']}."
        yield "Larger sets were not tried, since this rule counts units."
