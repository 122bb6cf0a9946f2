"""The bibliography as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import bibtexparser
import pandas as pd
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys

from .locators import PageRange, parse_page_range
from .table_schema import InvalidInput, Violation

FIELDS = (
    "author editor title booktitle journal school publisher address year volume number "
    "month pages howpublished url note annote keywords"
).split()
REQUIRED = {
    "article": ("author", "title", "journal", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "book": ("title", "publisher", "year"),
    "mastersthesis": ("author", "title", "school", "year"),
    "misc": ("title", "year"),
}


class BibliographyError(InvalidInput):
    """Entries of references.bib that cannot be used."""

    def __init__(self, found: list[Violation]):
        super().__init__("references.bib cannot be read", found)


@lru_cache(maxsize=8)
def _library(path: Path, stamp: int) -> bibtexparser.Library:
    middleware = [NormalizeFieldKeys(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_file(str(path), append_middleware=middleware)
    found = [
        Violation("references.bib", block.start_line + 1, "entry", str(block.error).splitlines()[0])
        for block in library.failed_blocks
    ]
    for entry in library.entries:
        for name in REQUIRED.get(entry.entry_type, ("title", "year")):
            if name not in entry.fields_dict:
                reason = f"{entry.key}: the field {name!r} is missing"
                found.append(Violation("references.bib", entry.start_line + 1, name, reason))
    if found:
        raise BibliographyError(found)
    return library


def parse_bibliography(path: Path) -> bibtexparser.Library:
    """The parsed file, read once as long as it does not change."""
    path = Path(path)
    return _library(path, path.stat().st_mtime_ns)


def citation_keys(path: Path) -> list[str]:
    """The citation keys of a BibTeX file, in file order."""
    return [entry.key for entry in parse_bibliography(path).entries]


def plain_text(text: str) -> str:
    """A BibTeX value without braces, TeX quotes and dashes."""
    text = text.replace("``", "“").replace("''", "”").replace("--", "–")
    return re.sub(r"[{}]", "", text).replace("\\&", "&").strip()


def parse_names(text: str) -> list[tuple[str, str]]:
    """``(family, given)`` of each person in a BibTeX name list; ``others`` is left out."""
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
    """Whether a BibTeX name list ends in ``and others``: there are more people than it names."""
    return text.split(" and ")[-1].strip() == "others"


def bibliography_table(path: Path) -> pd.DataFrame:
    """The bibliography as a table.

    Parameters
    ----------
    path : Path
        A BibTeX file.

    Returns
    -------
    DataFrame
        One row per entry in file order: ``key``, ``type``, ``label`` (as the text
        cites it, ``Kerr & Swinton 2008``), every field of `FIELDS` in plain text
        (``NA`` where absent) and each ``printed-…`` field.
    """
    path = Path(path)
    return _table(path, path.stat().st_mtime_ns).copy()


@lru_cache(maxsize=8)
def _table(path: Path, stamp: int) -> pd.DataFrame:
    rows = []
    for entry in parse_bibliography(path).entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        row = {"key": entry.key, "type": entry.entry_type, "label": work_label(entry.key, values)}
        row |= {name: plain_text(values[name]) if name in values else None for name in FIELDS}
        row |= {
            name: plain_text(value) for name, value in values.items() if name.startswith("printed-")
        }
        rows.append(row)
    return pd.DataFrame(rows).astype("string")


def year_suffix(key: str) -> str:
    """The letter that tells two works of one author and year apart (``lieber2005a``)."""
    found = re.search(r"\d{4}([a-z])$", key)
    return found[1] if found else ""


def work_label(key: str, values: Mapping[str, str]) -> str:
    """How the running text names a work: ``Lieber & Alexander 2005a``."""
    people = values.get("author") or values.get("editor") or key
    families = [family for family, _ in parse_names(people)]
    more = ends_with_others(people) or len(families) > 2
    head = f"{families[0]} et al." if more else " & ".join(families)
    return f"{head} {plain_text(values.get('year', ''))}{year_suffix(key)}"


def page_ranges(path: Path) -> dict[str, PageRange | None]:
    """The page range of each work, by key; None where the entry gives none."""
    works = bibliography_table(path)
    pairs = works[["key", "pages"]].itertuples(index=False)
    return {key: None if pd.isna(pages) else parse_page_range(pages) for key, pages in pairs}
