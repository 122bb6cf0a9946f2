"""Results of the citation audit: findings by rule, and how they differ from the accepted ones."""

from __future__ import annotations

from dataclasses import astuple

import pandas as pd

from .rules import COLUMNS, RULES


def run_rules(citations: pd.DataFrame, works: pd.DataFrame) -> pd.DataFrame:
    """Every slip that a rule finds.

    Parameters
    ----------
    citations : DataFrame
        The table of citations, in order of appearance.
    works : DataFrame
        The bibliography as `bibliography.bibliography_table` gives it; entries with the keyword
        ``edition`` are not the thesis's own and are left out.

    Returns
    -------
    DataFrame
        The columns of the table of findings, one row per slip, in the order of the
        rules and, within one, of the text; every ``found_by`` is ``rule``.
    """
    own = works[works.keywords.fillna("") != "edition"].set_index("key", drop=False)
    found = [astuple(each) for rule in RULES.values() for each in rule(citations, own)]
    frame = pd.DataFrame(found, columns=COLUMNS).astype("string")
    return frame.mask(frame == "", pd.NA)


def compare_findings(found: pd.DataFrame, accepted: pd.DataFrame) -> list[str]:
    """How what the rules find differs from the accepted findings, in words.

    Parameters
    ----------
    found : DataFrame
        The result of `audit`.
    accepted : DataFrame
        The table of findings; rows found by reading are not compared.

    Returns
    -------
    list of str
        One line per difference; empty when the two are equal.
    """
    now = found.fillna("").set_index("id")
    then = accepted[accepted.found_by == "rule"].fillna("").set_index("id")
    lines = [
        f"new: {id_}: {now.printed[id_]}: {now.problem[id_]}"
        for id_ in now.index.difference(then.index)
    ]
    lines += [
        f"gone: {id_}: {then.printed[id_]}: {then.problem[id_]}"
        for id_ in then.index.difference(now.index)
    ]
    for id_ in now.index.intersection(then.index):
        lines += [
            f"changed: {id_}: {name}: {then[name][id_]!r} is now {now[name][id_]!r}"
            for name in COLUMNS[1:]
            if now[name][id_] != then[name][id_]
        ]
    return lines


def citing_practice(citations: pd.DataFrame) -> pd.DataFrame:
    """The thesis's citing practice, one record per citation and trait.

    Returns
    -------
    DataFrame
        ``id``, ``section``, ``trait``: with page or without page, direct or indirect,
        ibid. and in a footnote where it is so, and once for each work cited in a
        section; for a matrix of sections and traits.
    """
    traits = {
        "works cited": ~citations.duplicated(["section", "key"]),
        "with page": citations.pages.notna(),
        "without page": citations.pages.isna(),
        "direct quotation": citations.quoted,
        "indirect": ~citations.quoted,
        "ibid.": citations.ibid,
        "in a footnote": citations.footnote.notna(),
    }
    parts = [citations[mask][["id", "section"]].assign(trait=name) for name, mask in traits.items()]
    return pd.concat(parts, ignore_index=True)
