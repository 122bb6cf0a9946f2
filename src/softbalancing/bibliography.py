"""The bibliography as a table, and sources (``key[pages]``) parsed and printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import bibtexparser
import pandas as pd
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys

from .schema import LOCATOR, Breach

FIELDS = (
    "author editor title booktitle journal school publisher address year volume number "
    "month pages howpublished url note keywords"
).split()
REQUIRED = {
    "article": ("author", "title", "journal", "year"),
    "incollection": ("author", "title", "booktitle", "publisher", "year"),
    "book": ("title", "publisher", "year"),
    "mastersthesis": ("author", "title", "school", "year"),
    "misc": ("title", "year"),
}


class BibliographyError(ValueError):
    """Entries of references.bib that cannot be used; ``breaches`` lists them all."""

    def __init__(self, found: list[Breach]):
        self.breaches = found
        super().__init__("\n".join(["references.bib cannot be read", *map(str, found)]))


@lru_cache(maxsize=8)
def _library(path: Path, stamp: int) -> bibtexparser.Library:
    middleware = [NormalizeFieldKeys(), LatexDecodingMiddleware()]
    library = bibtexparser.parse_file(str(path), append_middleware=middleware)
    found = [
        Breach("references.bib", block.start_line + 1, "entry", str(block.error).splitlines()[0])
        for block in library.failed_blocks
    ]
    for entry in library.entries:
        for name in REQUIRED.get(entry.entry_type, ("title", "year")):
            if name not in entry.fields_dict:
                reason = f"{entry.key}: the field {name!r} is missing"
                found.append(Breach("references.bib", entry.start_line + 1, name, reason))
    if found:
        raise BibliographyError(found)
    return library


def library(path: Path) -> bibtexparser.Library:
    """The parsed file, read once as long as it does not change."""
    path = Path(path)
    return _library(path, path.stat().st_mtime_ns)


def keys(path: Path) -> list[str]:
    """The citation keys of a BibTeX file, in file order."""
    return [entry.key for entry in library(path).entries]


def plain(text: str) -> str:
    """A BibTeX value without braces, TeX quotes and dashes."""
    text = text.replace("``", "“").replace("''", "”").replace("--", "–")
    return re.sub(r"[{}]", "", text).replace("\\&", "&").strip()


def names(text: str) -> list[tuple[str, str]]:
    """``(family, given)`` of each person in a BibTeX name list; ``others`` is left out."""
    people = []
    for name in text.split(" and "):
        if name.strip() == "others":
            continue
        if name.startswith("{"):
            people.append((plain(name), ""))
            continue
        family, _, given = (part.strip() for part in plain(name).partition(","))
        if given.startswith("Jr."):
            family, given = f"{family} Jr.", given.removeprefix("Jr.").strip(" ,")
        people.append((family, given))
    return people


def table(path: Path) -> pd.DataFrame:
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
    rows = []
    for entry in library(path).entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        row = {"key": entry.key, "type": entry.entry_type, "label": label(entry.key, values)}
        row |= {name: plain(values[name]) if name in values else None for name in FIELDS}
        row |= {
            name: plain(value) for name, value in values.items() if name.startswith("printed-")
        }
        rows.append(row)
    return pd.DataFrame(rows).astype("string")


def label(key: str, values: Mapping[str, str]) -> str:
    """How the running text names a work: ``Lieber & Alexander 2005a``."""
    people = values.get("author") or values.get("editor") or key
    families = [family for family, _ in names(people)]
    more = "and others" in people or len(families) > 2
    head = f"{families[0]} et al." if more else " & ".join(families)
    suffix = re.search(r"\d{4}([a-z]?)$", key)
    return f"{head} {plain(values.get('year', ''))}{suffix[1] if suffix else ''}"


@dataclass(frozen=True)
class Locator:
    """One work at one place: ``li2007[488]``; pages are ``""`` for the whole work."""

    key: str
    pages: str

    def text(self, labels: Mapping[str, str]) -> str:
        """``Li 2007, p. 488``, with the work's label from *labels*."""
        head = labels.get(self.key, self.key)
        if not self.pages:
            return head
        several = "-" in self.pages or "," in self.pages
        return f"{head}, {'pp.' if several else 'p.'} {self.pages.replace('-', '–')}"


def locators(source: str) -> list[Locator]:
    """The works of a ``source`` cell; none for ``thesis``.

    Raises
    ------
    ValueError
        When a part is not of the form ``key[pages]``.
    """
    found = []
    for part in source.split(";"):
        match = LOCATOR.fullmatch(part.strip())
        if not match:
            raise ValueError(f"source: {part.strip()!r} is not of the form key[pages]")
        if match["key"] != "thesis":
            found.append(Locator(match["key"], match["pages"] or ""))
    return found


def page_span(text: str | None) -> tuple[int, int] | None:
    """First and last page of ``477–497``, ``477-497`` or ``12``; None when malformed."""
    text = "" if pd.isna(text) else str(text).strip()
    match = re.fullmatch(r"(\d{1,4})(?:\s*[-–]+\s*(\d{1,4}))?", text)
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def outside(pages: str, span: tuple[int, int] | None) -> Iterable[str]:
    """The parts of a locator's pages that lie outside an entry's page range."""
    for part in pages.split(", ") if pages and span else ():
        cited = page_span(part)
        if cited and (cited[0] < span[0] or cited[1] > span[1]):
            yield part
