"""Files of readings: a table of codings, beside it JSON with the rest, and blank forms."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from errno import EEXIST
from itertools import product
from pathlib import Path
from typing import Any

import pandas as pd

from edition.data import tables
from edition.data.locators import nearest_hint
from edition.data.table_schema import InvalidInput, Violation, decode_utf8
from edition.project import location
from edition.project.citation_file import read_citation_file
from edition.project.files import write_file

from .assess import OPTIONS, PAIR, TABLES, JudgedReading, Reading, Tables, judge_reading

#: Bytes of the largest file that is read; ten times the edition's table.
LARGEST = 2_000_000
#: Cells that a reader may leave empty, and columns that a form has besides.
OPTIONAL, FORM = ("asserted_by", "rationale"), ("section", "text", "name")

#: What the fields of a reading are in JSON or Python.
FORMS: dict[str, Any] = {
    "facts": dict, "choices": dict, "left_out": (list, tuple),
    "coded_claims": (list, tuple, type(None)),
}  # fmt: skip


def assess(codings: pd.DataFrame | Path | str, **choices: Any) -> JudgedReading:
    """Judge codings, a table like ``load("codings")`` or a file, with the project's other tables.

    *choices* are the fields of `Reading` besides the codings, such as ``facts={claim: fact}`` or
    ``choices={"rule": "plurality"}``; by default those in the JSON file beside the file.

    Raises
    ------
    InvalidInput
        If anything in the table or the files is unknown; the message lists everything, as
        file:line: column: reason.

    Examples
    --------
    >>> assess(tables.load("codings")).verdict["answer"]
    'undecided'
    """
    loaded = {name: tables.load(name) for name in TABLES}
    if isinstance(codings, pd.DataFrame):
        reading = Reading(_table(codings.to_csv(index=False).encode(), "codings"))
    else:
        reading = read(Path(codings), loaded)
    given = {"choices": {}, "facts": {}, "left_out": (), "coded_claims": None} | choices
    _raise(Violation("codings", 1, *fault) for fault in _faults(given, loaded))
    return judge_reading(replace(reading, **choices), loaded)


def read(path: Path, loaded: Tables) -> Reading:
    """Return the reading in a table of codings and, if there is one, the JSON file beside it."""
    codings = _table(_content(path), str(path))
    beside = path.with_suffix(".json")
    if not beside.is_file():
        return Reading(codings)
    text, name = decode_utf8(_content(beside), str(beside)), str(beside)
    try:
        about = json.loads(text)
        given, edition = dict(about.get("reading", {})), dict(about.get("edition", {}))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        _raise([Violation(name, getattr(error, "lineno", 1), "file", f"holds no reading: {error}")])
    given = {"facts": {}, "left_out": [], "choices": {}, **given}
    given["coded_claims"] = about.get("coded_claims")
    lines = text.splitlines()

    def line_of(fault: tuple[str, str]) -> int:
        words = fault[1].partition("' is not")[0].lstrip("'")
        return next((number for number, line in enumerate(lines, 1) if words in line), 1)

    _raise(Violation(name, line_of(fault), *fault) for fault in _faults(given, loaded))
    coded = given["coded_claims"]
    return Reading(codings, given["facts"], tuple(given["left_out"]), given["choices"],
                   None if coded is None else tuple(coded), edition)  # fmt: skip


def _table(content: bytes, file: str) -> pd.DataFrame:
    """Return the codings in a file with this content; reasons may hold what looks like markup."""
    return tables.load_content(
        content, file, "codings", more=FORM, optional=OPTIONAL, plain=["rationale"]
    )


def _content(path: Path) -> bytes:
    """Return the bytes of a file, unless it is too large to be a reading."""
    size = path.stat().st_size
    if size > LARGEST:
        reason = f"has {size / 1e6:.1f} MB; a reading has less than {LARGEST / 1e6:.0f}"
        _raise([Violation(str(path), 1, "file", reason)])
    return path.read_bytes()


def _raise(violations: Iterable[Violation]) -> None:
    if found := list(violations):
        raise InvalidInput("This reading cannot be used", found)


def _faults(given: dict[str, Any], loaded: Tables) -> Iterator[tuple[str, str]]:
    """Yield column and reason of whatever the edition does not know, the table apart."""
    claims, facts = list(loaded["claims"]["id"]), list(loaded["facts"]["id"])
    moved, choices, coded = given["facts"], given["choices"], given["coded_claims"]
    left_out = given["left_out"]
    if bad := [name for name in FORMS if not isinstance(given[name], FORMS[name])]:
        yield bad[0], "has another form than the book writes"
        return
    known = [("facts", moved, claims), ("facts", moved.values(), facts),
             ("left_out", left_out, facts), ("coded_claims", coded or (), claims),
             ("choices", choices, list(OPTIONS))]  # fmt: skip
    known += [(f"choices: {name}", [choices[name]], OPTIONS[name])
              for name in choices if name in OPTIONS]  # fmt: skip
    for name, values, allowed in known:
        for value in values:
            if value not in allowed or isinstance(value, bool):
                hint = nearest_hint(str(value), [str(each) for each in allowed])
                yield name, f"{str(value)[:80]!r} is not in this edition{hint}"  # fmt: skip


def form(section: str = "", *, blind: bool = False) -> pd.DataFrame:
    """Return a blank form: what any reading codes or, *blind*, every claim with every indicator.

    It has the columns of the table of codings and `FORM`: the claim's ``section`` and, in its
    first row, its ``text``, and the ``name`` of the indicator.  Blind, the readings and reasons
    of the edition are empty.

    Raises
    ------
    ValueError
        If there are no claims in the *section* (with its subsections; by default in all).
    """
    claims, codings = tables.load("claims"), tables.load("codings")
    inside = claims["section"].map(lambda name: f"{name}.".startswith(f"{section}.") or not section)
    claims, indicators = claims[inside], tables.load("indicators").set_index("id")
    if not len(claims):
        hint = nearest_hint(section, tables.load("sections")["number"].tolist())
        raise ValueError(f"no claims are in section {section!r}{hint}")
    if blind:
        pairs = pd.DataFrame(product(claims["id"], indicators.index), columns=PAIR)
        rows = pairs.reindex(columns=codings.columns)
        rows["id"] = rows["claim"].str.replace("c-", "k-", n=1) + "-" + rows["indicator"]
    else:
        rows = codings[codings["claim"].isin(claims["id"])].assign(direction="")
    about = rows[["claim"]].merge(claims, left_on="claim", right_on="id", suffixes=("", "_text"))
    text = about["claim_text"].mask(about["claim"].duplicated())
    rows.insert(1, "section", about["section"].to_numpy())
    rows.insert(3, "text", text.to_numpy())
    rows.insert(5, "name", rows["indicator"].map(indicators["name"]))
    return rows


def write_form(path: Path, section: str = "", *, blind: bool = False) -> Path:
    """Write a `form` and, beside it, which claims it asks for; no file is overwritten."""
    rows, beside = form(section, blind=blind), path.with_suffix(".json")
    about = read_citation_file(location.project_folder())
    edition = {name: getattr(about, name) for name in ("title", "version", "commit")}
    coded = {"edition": edition, "coded_claims": rows["claim"].unique().tolist()}
    for each in (path, beside):
        if each.exists():
            raise FileExistsError(EEXIST, "File exists", str(each))
    write_file(path, rows.to_csv(index=False, lineterminator="\n"))
    write_file(beside, json.dumps(coded, indent=1) + "\n")
    return beside


def form_text() -> str:
    """Return the blind form of the whole text as CSV, for the book."""
    return form(blind=True).to_csv(index=False, lineterminator="\n")
