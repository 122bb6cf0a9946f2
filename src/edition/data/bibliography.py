"""Read ``references.bib``: entries, names, labels, and all of it as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import bibtexparser
import pandas as pd
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys

from edition.project.files import cache_by_file

from .locators import PageRange, parse_page_range
from .table_schema import InvalidInput, Violation

FIELDS = (
    "author editor title booktitle journal school publisher address year volume number "
    "month pages howpublished url note annote keywords"
).split()
#: Fields without which an entry cannot be printed, by entry type.
REQUIRED = {
    "article": ("author", "title", "journal", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "book": ("title", "publisher", "year"),
    "mastersthesis": ("author", "title", "school", "year"),
    "misc": ("title", "year"),
}


class BibliographyError(InvalidInput):
    """Entries of ``references.bib`` that cannot be used."""

    def __init__(self, violations: list[Violation]) -> None:
        super().__init__("references.bib cannot be read", violations)


@cache_by_file
def parse_bibliography(path: Path) -> bibtexparser.Library:
    """Return the entries of a BibTeX file; callers must not change them.

    Raises
    ------
    BibliographyError
        If an entry cannot be parsed or lacks a required field.
    """
    middleware = [NormalizeFieldKeys(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_file(str(path), append_middleware=middleware)
    problems = [
        (block.start_line, "entry", str(block.error).splitlines()[0])
        for block in library.failed_blocks
    ]
    problems += [
        (entry.start_line, name, f"{entry.key}: the field {name!r} is missing")
        for entry in library.entries
        for name in REQUIRED.get(entry.entry_type, ("title", "year"))
        if name not in entry.fields_dict
    ]
    if problems:
        raise BibliographyError(
            [Violation("references.bib", (line or 0) + 1, *rest) for line, *rest in problems]
        )
    return library


def citation_keys(path: Path) -> list[str]:
    """Return the citation keys of a BibTeX file, in file order."""
    return [entry.key for entry in parse_bibliography(path).entries]


def plain_text(text: str) -> str:
    """Return a BibTeX value without braces, with typographic quotes and dashes."""
    text = text.replace("``", "“").replace("''", "”").replace("--", "–")
    return re.sub(r"[{}]", "", text).replace("\\&", "&").strip()


def parse_names(text: str) -> list[tuple[str, str]]:
    """Return ``(family, given)`` of each person in a BibTeX name list, without ``others``."""
    people = []
    for name in text.split(" and "):
        if name.strip() == "others":
            continue
        if name.startswith("{"):
            people.append((plain_text(name), ""))
            continue
        family, _, given = (part.strip() for part in plain_text(name).partition(","))
        if given.startswith("Jr."):
            family, given = f"{family} Jr.", given.removeprefix("Jr.").strip(" ,")
        people.append((family, given))
    return people


def ends_with_others(text: str) -> bool:
    """Return whether a BibTeX name list ends in ``and others``."""
    return text.split(" and ")[-1].strip() == "others"


def year_suffix(key: str) -> str:
    """Return the letter that distinguishes two works of one author and year (``lieber2005a``)."""
    match = re.search(r"\d{4}([a-z])$", key)
    return match[1] if match else ""


def work_label(key: str, values: Mapping[str, str]) -> str:
    """Return how the text cites a work: ``Lieber & Alexander 2005a``."""
    people = values.get("author") or values.get("editor") or key
    families = [family for family, _ in parse_names(people)]
    more = ends_with_others(people) or len(families) > 2
    head = f"{families[0]} et al." if more else " & ".join(families)
    return f"{head} {plain_text(values.get('year', ''))}{year_suffix(key)}"


def bibliography_table(path: Path) -> pd.DataFrame:
    """Return the bibliography as a table.

    Parameters
    ----------
    path : Path
        A BibTeX file.

    Returns
    -------
    DataFrame
        One row per entry in file order: ``key``, ``type``, ``label`` (as the text cites it,
        ``Kerr & Swinton 1999``), every field of `FIELDS` in plain text (``NA`` if absent) and
        each ``printed-…`` field.
    """
    return _table(path).copy()


@cache_by_file
def _table(path: Path) -> pd.DataFrame:
    rows = []
    for entry in parse_bibliography(path).entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        printed = [name for name in values if name.startswith("printed-")]
        rows.append(
            {"key": entry.key, "type": entry.entry_type, "label": work_label(entry.key, values)}
            | {name: plain_text(values[name]) for name in [*FIELDS, *printed] if name in values}
        )
    columns = ["key", "type", "label", *FIELDS]
    columns += dict.fromkeys(name for row in rows for name in row if name not in columns)
    return pd.DataFrame(rows, columns=columns).astype("string")


def page_ranges(path: Path) -> dict[str, PageRange | None]:
    """Return the page range of each work by citation key; None if its entry has none."""
    works = bibliography_table(path)
    pages = works["pages"].fillna("")
    return dict(zip(works["key"], map(parse_page_range, pages), strict=True))
