"""What can be cited: the book, its sections, figures and tables, and each row.

Sections, tables and rows follow from the data package alone.  Figures, and the
sections that the thesis does not have, are known once the book is built: the
build writes all places it found to ``citations/places.json``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from edition.data import data_package, tables
from edition.data.table_schema import primary_key
from edition.project import vocabulary

from . import swhids

TARGETS_FILE = "citations/places.json"
TABLE_PAGE = "apparatus/tables/{}.html"
CITING_PAGE = "apparatus/how-to-cite.html"
SECTIONS_FILE = "sections/index.json"
TEXTS = {"Markdown": "sections/{}.md", "JSON": "sections/{}.json"}


class UnknownTarget(LookupError):
    """An address at which the book has nothing to cite."""


@dataclass(frozen=True)
class Target:
    """One citable thing.

    Attributes
    ----------
    id : str
        Its anchor, which never changes: ``sec-4-2-1``, ``fig-…``, ``table-events``.
    kind : str
        ``book``, ``section``, ``figure``, ``table`` or ``row``.
    title : str
        Its title, without the number.
    page : str
        The page it stands on, relative to the book's root.
    number : str
        The number of a section or figure; empty where there is none.
    printed : str
        The page of the original on which the section it belongs to begins.
    swhid : str
        The identifier of the file that a table or row is in.
    """

    id: str
    kind: str
    title: str
    page: str
    number: str = ""
    printed: str = ""
    swhid: str = ""

    @property
    def address(self) -> str:
        """Where it stands, relative to the book's root."""
        return self.page if self.kind == "book" else f"{self.page}#{self.id}"

    @property
    def label(self) -> str:
        """How to speak of it shortly: ``section 4.2.1``, ``the table Events``."""
        if self.number:
            level = "chapter" if self.kind == "section" and "." not in self.number else self.kind
            return f"{level} {self.number}"
        if self.kind == "table":
            return f"the table {self.title}"
        return {"book": "this book", "row": f"row {self.id}"}.get(self.kind, self.title)

    @property
    def name(self) -> str:
        """Number and title as a reference gives them: ``Section 4.2.1: Territorial Denial``."""
        if self.number:
            return f"{self.label.capitalize()}: {self.title}"
        return f"Table: {self.title}" if self.kind == "table" else self.title

    @property
    def texts(self) -> dict[str, str]:
        """Where a numbered section is as a file for machines, by the file's format."""
        if self.kind != "section" or not self.number:
            return {}
        return {name: path.format(self.number) for name, path in TEXTS.items()}


def is_chapter(place: Target) -> bool:
    """Whether a place is a numbered chapter as a whole."""
    return place.kind == "section" and place.number.isdigit()


def row_anchor(table: str, id_: str) -> str:
    """The anchor of a row: its id, or table and id where the id alone says too little."""
    if "-" in id_ and " " not in id_ and not id_[0].isdigit():
        return id_
    return f"{table}-{re.sub('[ ./]', '-', id_)}"


def original_pages(folder: Path) -> dict[str, str]:
    """The page of the original on which each section begins, by the section's number."""
    table = vocabulary.current(folder).roles.sections
    if not table:
        return {}
    sections = tables.load(table, folder)
    return dict(zip(sections.number, sections.page.astype(str), strict=True))


def section_targets(folder: Path) -> Iterator[Target]:
    """The sections of the original."""
    table = vocabulary.current(folder).roles.sections
    for row in tables.load(table, folder).itertuples() if table else ():
        page = f"chapters/{row.chapter}.html"
        yield Target(row.label, "section", row.title, page, row.number, str(row.page))


def table_anchor(name: str) -> str:
    """The anchor of a table, in the form that headings have: ``table-arms-transfers``."""
    return f"table-{name.replace('_', '-')}"


def table_targets(folder: Path) -> Iterator[Target]:
    """The tables of the data package."""
    for name, resource in data_package.resources(folder).items():
        page, swhid = TABLE_PAGE.format(name), swhids.table_swhid(folder, name)
        yield Target(table_anchor(name), "table", resource["title"], page, swhid=swhid)


def row_targets(folder: Path) -> Iterator[Target]:
    """Every row that has an anchor of its own."""
    for name in data_package.resources(folder):
        yield from targets_of_rows(folder, name)


def targets_of_rows(folder: Path, name: str) -> Iterator[Target]:
    """The rows of a table; none where it takes several columns to name one."""
    resource = data_package.resources(folder)[name]
    key = primary_key(resource["schema"])
    if len(key) != 1:
        return
    pages, frame = original_pages(folder), tables.load(name, folder)
    page, swhid = TABLE_PAGE.format(name), swhids.table_swhid(folder, name)
    numbers = frame.section if "section" in frame else pd.Series(pd.NA, frame.index)
    for id_, number in zip(frame[key[0]].astype(str), numbers, strict=True):
        printed = "" if pd.isna(number) else pages.get(number, "")
        yield row_target(row_anchor(name, id_), resource["title"], page, printed, swhid)


def row_target(id_: str, table: str, page: str, printed: str = "", swhid: str = "") -> Target:
    """One row of the table titled *table*."""
    title = f"Row {id_} of the table {table}"
    return Target(id_, "row", title, page, printed=printed, swhid=swhid)


def by_id(places: Iterable[Target]) -> dict[str, Target]:
    """Places by their id; the first of two wins."""
    found: dict[str, Target] = {}
    for place in places:
        found.setdefault(place.id, place)
    return found


def built_targets(html: Path) -> list[Target]:
    """The places of a built book; none when there is no book."""
    path = html / TARGETS_FILE
    if not path.is_file():
        return []
    return [Target(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def normalized_id(address: str) -> str:
    """The id that an address means: ``4.2.1`` and ``…/04-case-for.html#sec-4-2-1`` are the same."""
    name = address.strip().rpartition("#")[2]
    return f"sec-{name.replace('.', '-')}" if re.fullmatch(r"\d+(\.\d+)*\.?", name) else name


def find_target(address: str, known: Mapping[str, Target]) -> Target:
    """The place at *address*.

    Raises
    ------
    UnknownTarget
        When there is none; the message names the nearest ones.
    """
    name = normalized_id(address).strip(".")
    for candidate in (name, table_anchor(name)):
        if candidate in known:
            return known[candidate]
    near = get_close_matches(name, known, n=4, cutoff=0.5)
    hint = f"; nearest: {', '.join(near)}" if near else ""
    raise UnknownTarget(f"nothing to cite at {address!r}{hint}")
