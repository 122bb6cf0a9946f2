"""Citation targets: the book, its sections, figures, tables and rows, with their addresses.

Sections of the original, tables and rows follow from the tables alone.  Figures, and sections
that the original does not have, are known once the book is built, which writes all targets
to ``citations/places.json``.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import pandas as pd

from edition.data import data_package, tables
from edition.data.table_schema import foreign_keys, primary_key
from edition.project import vocabulary

from . import swhids

TARGETS_FILE = "citations/places.json"
TABLE_PAGE = "apparatus/tables/{}.html"
CITING_PAGE = "apparatus/how-to-cite.html"
SECTIONS_FILE = "sections/index.json"
SECTION_FILES = {"Markdown": "sections/{}.md", "JSON": "sections/{}.json"}

Kind = Literal["book", "section", "figure", "table", "row"]


class UnknownTarget(LookupError):
    """An address at which the book has nothing to cite."""


@dataclass(frozen=True)
class Target:
    """A part of the book that can be cited; the fields are published in `TARGETS_FILE`."""

    id: str  #: anchor, which never changes: ``sec-4-2-1``, ``fig-4-timeline``, ``table-events``
    kind: Kind
    title: str  #: title without its number
    page: str  #: address of the page, relative to the book's root
    number: str = ""  #: number of a section or figure
    printed: str = ""  #: page of the original on which the section that holds it begins
    swhid: str = ""  #: identifier of the file of a table or row
    table: str = ""  #: name of the table that it is, belongs to or is drawn from

    @property
    def address(self) -> str:
        """Address relative to the book's root."""
        return self.page if self.kind == "book" else f"{self.page}#{self.id}"

    @property
    def label(self) -> str:
        """Short name in running text: ``section 4.2.1``, ``the table Events``."""
        if self.number:
            level = "chapter" if self.kind == "section" and "." not in self.number else self.kind
            return f"{level} {self.number}"
        if self.kind == "table":
            return f"the table {self.title}"
        return {"book": "this book", "row": f"row {self.id}"}.get(self.kind, self.title)

    @property
    def name(self) -> str:
        """Number and title as in references: ``Section 2.1: Fewer Passengers``."""
        if self.number:
            return f"{self.label.capitalize()}: {self.title}"
        return f"Table: {self.title}" if self.kind == "table" else self.title

    @property
    def texts(self) -> dict[str, str]:
        """Files of a numbered section, relative to the book's root, by name of the format."""
        if self.kind != "section" or not self.number:
            return {}
        return {name: path.format(self.number) for name, path in SECTION_FILES.items()}


def is_chapter(target: Target) -> bool:
    """Return whether a target is a numbered chapter."""
    return target.kind == "section" and target.number.isdigit()


def row_anchor(table: str, key: str) -> str:
    """Return the anchor of a row: its key, preceded by the table if it is not unique by itself."""
    if "-" in key and " " not in key and not key[0].isdigit():
        return key
    return f"{table}-{re.sub('[ ./]', '-', key)}"


def table_anchor(name: str) -> str:
    """Return the anchor of a table, with hyphens as in headings: ``table-arms-transfers``."""
    return f"table-{name.replace('_', '-')}"


def section_targets(folder: Path) -> Iterator[Target]:
    """Yield the sections of the original."""
    table = vocabulary.current(folder).roles.sections
    for row in tables.load(table, folder).to_dict("records") if table else ():
        page = f"chapters/{row['chapter']}.html"
        yield Target(row["label"], "section", row["title"], page, row["number"], str(row["page"]))


def table_targets(folder: Path) -> Iterator[Target]:
    """Return the tables of the data package."""
    return (table_target(folder, name) for name in data_package.resources(folder))


def table_target(folder: Path, name: str) -> Target:
    """Return a table of the data package."""
    title, page = data_package.resources(folder)[name]["title"], TABLE_PAGE.format(name)
    swhid = swhids.table_swhid(folder, name)
    return Target(table_anchor(name), "table", title, page, swhid=swhid, table=name)


def row_targets(folder: Path) -> Iterator[Target]:
    """Yield the rows of all tables."""
    for name in data_package.resources(folder):
        yield from targets_of_rows(folder, name)


def targets_of_rows(folder: Path, name: str) -> Iterator[Target]:
    """Yield the rows of a table; none if they have no ids of their own.

    The key of such a table has several columns, or is that of another table.
    """
    resource = data_package.resources(folder)[name]
    key = primary_key(resource["schema"])
    if len(key) != 1 or key[0] in foreign_keys(resource["schema"]):
        return
    pages = {section.number: section.printed for section in section_targets(folder)}
    frame, table = tables.load(name, folder), table_target(folder, name)
    sections = frame.section if "section" in frame else pd.Series(pd.NA, frame.index)
    for id_, section in zip(frame[key[0]].astype(str), sections, strict=True):
        printed = "" if pd.isna(section) else pages.get(section, "")
        yield row_target(row_anchor(name, id_), table, printed)


def row_target(anchor: str, table: Target, printed: str = "") -> Target:
    """Return the target of a row of a table."""
    title = f"Row {anchor} of the table {table.title}"
    return replace(table, id=anchor, kind="row", title=title, printed=printed)


def by_id(targets: Iterable[Target]) -> dict[str, Target]:
    """Return targets by id; the first of several with one id is kept."""
    found: dict[str, Target] = {}
    for target in targets:
        found.setdefault(target.id, target)
    return found


def built_targets(html: Path) -> list[Target]:
    """Return the targets of a built book; none if it is not built."""
    path = html / TARGETS_FILE
    if not path.is_file():
        return []
    return [Target(**each) for each in json.loads(path.read_text(encoding="utf-8"))]


def find_target(address: str, known: Mapping[str, Target]) -> Target:
    """Return the target at an address, of those `known` by their ids.

    An address is an id, a full or relative address (``…/02-answers.html#sec-2-1``), the number of a
    section (``2.1``), or the name of a table.

    Raises
    ------
    UnknownTarget
        If there is none; the message names the nearest ids.
    """
    id_ = address.strip().rpartition("#")[2].strip(".")
    if re.fullmatch(r"\d+(\.\d+)*", id_):
        id_ = f"sec-{id_.replace('.', '-')}"
    for candidate in (id_, table_anchor(id_)):
        if candidate in known:
            return known[candidate]
    nearest = get_close_matches(id_, known, n=4, cutoff=0.5)
    hint = f"; nearest: {', '.join(nearest)}" if nearest else ""
    raise UnknownTarget(f"nothing to cite at {address!r}{hint}")
