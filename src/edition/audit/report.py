"""Apply the rules of the citation audit, and compare their findings with the accepted ones."""

import re
from dataclasses import fields

import pandas as pd

from edition.project.vocabulary import Vocabulary

from .rules import RULES, Apparatus, Citation, Slip, Work

#: Columns of the table of findings that a rule fills.
COLUMNS = "id rule section printed problem correction certainty found_by".split()


def run_rules(citations: pd.DataFrame, works: pd.DataFrame, vocabulary: Vocabulary) -> pd.DataFrame:
    """Return every slip that a rule finds, one row each, with the columns of the table of findings.

    The order is that of the rules and, within each rule, of the text or the list. `citations` is
    the table of citations, in order of appearance. `works` is a `bibliography.bibliography_table`;
    entries with the keyword ``edition`` are not in the list of references of the original text and
    are left out. `vocabulary` names the capitalized words that are not surnames, and the section of
    the list.
    """
    apparatus = Apparatus(_citations(citations), _works(works), vocabulary.capitalized_words)
    rows = [
        _finding(name, prefix, slip, vocabulary.reference_list_section)
        for name, (prefix, rule) in RULES.items()
        for slip in rule(apparatus)
    ]
    frame = pd.DataFrame(rows, columns=COLUMNS).astype("string")
    return frame.mask(frame == "", pd.NA)


def _citations(frame: pd.DataFrame) -> list[Citation]:
    columns = [field.name for field in fields(Citation)]
    rows = frame[columns].fillna({"pages": ""}).itertuples(index=False, name=None)
    return [Citation(*row) for row in rows]


def _works(frame: pd.DataFrame) -> dict[str, Work]:
    works = {}
    keywords = frame["keywords"].fillna("").map(lambda text: re.split(r"\s*[,;]\s*", text))
    for _, row in frame[["edition" not in words for words in keywords]].iterrows():
        values = {str(name): str(value) for name, value in row.dropna().items()}
        works[values["key"]] = Work(values["key"], values["label"], values)
    return works


def _finding(rule: str, prefix: str, slip: Slip, list_section: str) -> tuple[str, ...]:
    """Return a slip as a row of the table of findings."""
    place = slip.place
    if isinstance(place, Citation):
        id_, section, printed = place.id, place.section, place.printed
    else:
        id_, section, printed = place.key, list_section, slip.printed
    id_ = "-".join(filter(None, ("f", prefix, id_, slip.field)))
    return id_, rule, section, printed, slip.problem, slip.correction, slip.certainty, "rule"


def compare_findings(found: pd.DataFrame, accepted: pd.DataFrame) -> list[str]:
    """Return one line per difference between the rules' findings and the accepted ones.

    `found` is the result of `run_rules`; findings that were not accepted as those of a rule are not
    compared, nor are correction and certainty of those that a rule leaves open, since reading may
    settle them.
    """
    now = found.fillna("").set_index("id")
    then = accepted[accepted["found_by"] == "rule"].fillna("").set_index("id")
    both = now.index.intersection(then.index)
    lines = [
        f"{word}: {id_}: {row['printed']}: {row['problem']}"
        for word, rows in (("new", now.drop(both)), ("gone", then.drop(both)))
        for id_, row in rows.iterrows()
    ]
    return lines + [
        f"changed: {id_}: {name}: {then.at[id_, name]!r} is now {now.at[id_, name]!r}"
        for id_ in both
        for name in COLUMNS[1:]
        if now.at[id_, name] != then.at[id_, name]
        and not (name in ("correction", "certainty") and now.at[id_, "certainty"] == "open")
    ]


def with_inherited_pages(citations: pd.DataFrame) -> pd.DataFrame:
    """Return citations with the pages that a bare *ibid.* takes over from the one before it.

    Parameters
    ----------
    citations : DataFrame
        The table of citations, in order of appearance.

    Returns
    -------
    DataFrame
        The same rows.  An *ibid.* without a page has those of the citation just before it in the
        running text or, in a footnote, in that footnote, if both mean the same work.
    """
    places = citations["footnote"].astype("Int64").fillna(0)
    inherited = []
    latest: dict[int, tuple[str, str]] = {}
    for place, key, pages, ibid in zip(
        places, citations["key"], citations["pages"], citations["ibid"], strict=True
    ):
        before = latest.get(place)
        if ibid and pd.isna(pages) and before and before[0] == key:
            pages = before[1]
        latest[place] = key, pages
        inherited.append(pages)
    pages = pd.array(inherited, dtype="string")
    return citations.assign(pages=pages)


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
        page (an *ibid.* has the page that it takes over), direct quotation or indirect,
        ``ibid.``, in a footnote; and works cited, once per work and section.
    """
    citations = with_inherited_pages(citations)
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
