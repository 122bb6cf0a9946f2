"""Apply the rules of the citation audit, and compare their findings with the accepted ones."""

from __future__ import annotations

from dataclasses import astuple, fields

import pandas as pd

from edition.project.vocabulary import Vocabulary

from .rules import RULES, Apparatus, Citation, Finding, Work

COLUMNS = [field.name for field in fields(Finding)]


def run_rules(citations: pd.DataFrame, works: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return every slip that a rule finds.

    Parameters
    ----------
    citations : DataFrame
        The table of citations, in order of appearance.
    works : DataFrame
        The result of `bibliography.bibliography_table`; entries with the keyword ``edition``
        do not belong to the list of references of the original text and are left out.
    vocabulary : Vocabulary
        Names the capitalized words that are not surnames, and the section of the list.

    Returns
    -------
    DataFrame
        The columns of the table of findings, one row per slip, in the order of the rules and,
        within each rule, of the text or the list.
    """
    apparatus = Apparatus(
        _citations(citations), _works(works),
        vocabulary.capitalized_words, vocabulary.reference_list_section,
    )  # fmt: skip
    findings = [astuple(finding) for rule in RULES.values() for finding in rule(apparatus)]
    frame = pd.DataFrame(findings, columns=COLUMNS).astype("string")
    return frame.mask(frame == "", pd.NA)


def _citations(frame: pd.DataFrame) -> list[Citation]:
    columns = [field.name for field in fields(Citation)]
    rows = frame[columns].fillna({"pages": ""}).itertuples(index=False, name=None)
    return [Citation(*row) for row in rows]


def _works(frame: pd.DataFrame) -> dict[str, Work]:
    listed = frame[frame["keywords"].fillna("") != "edition"]
    works = {}
    for _, row in listed.iterrows():
        values = {str(name): str(value) for name, value in row.dropna().items()}
        works[values["key"]] = Work(values["key"], values["label"], values)
    return works


def compare_findings(found: pd.DataFrame, accepted: pd.DataFrame) -> list[str]:
    """Return the differences between the findings of the rules and the accepted findings.

    Parameters
    ----------
    found : DataFrame
        The result of `run_rules`.
    accepted : DataFrame
        The table of findings; those not found by a rule are not compared.

    Returns
    -------
    list of str
        One line per difference; empty if there is none.
    """
    now, then = _by_id(found), _by_id(accepted[accepted["found_by"] == "rule"])
    lines = [f"new: {_line(finding)}" for id_, finding in now.items() if id_ not in then]
    lines += [f"gone: {_line(finding)}" for id_, finding in then.items() if id_ not in now]
    return lines + [
        f"changed: {id_}: {name}: {then[id_][name]!r} is now {value!r}"
        for id_ in now
        if id_ in then
        for name, value in now[id_].items()
        if value != then[id_][name]
    ]


def _by_id(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    records = frame[COLUMNS].fillna("").to_dict("records")
    return {record["id"]: {str(name): text for name, text in record.items()} for record in records}


def _line(finding: dict[str, str]) -> str:
    return f"{finding['id']}: {finding['printed']}: {finding['problem']}"


def citing_practice(citations: pd.DataFrame) -> pd.DataFrame:
    """Return how the original text cites, for a matrix of sections and traits.

    Parameters
    ----------
    citations : DataFrame
        The table of citations.

    Returns
    -------
    DataFrame
        ``id``, ``section`` and ``trait``, one row per citation and trait: with page or without
        page, direct quotation or indirect, ``ibid.``, in a footnote; and works cited, once per
        work and section.
    """
    traits = {
        "works cited": ~citations.duplicated(["section", "key"]),
        "with page": citations["pages"].notna(),
        "without page": citations["pages"].isna(),
        "direct quotation": citations["quoted"],
        "indirect": ~citations["quoted"],
        "ibid.": citations["ibid"],
        "in a footnote": citations["footnote"].notna(),
    }
    parts = [citations[mask][["id", "section"]].assign(trait=name) for name, mask in traits.items()]
    return pd.concat(parts, ignore_index=True)
