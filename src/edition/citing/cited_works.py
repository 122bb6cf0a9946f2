"""The works of references.bib as CSL items, and as BibTeX without the audit's own fields."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain
from pathlib import Path

import bibtexparser

from edition.data import bibliography
from edition.project.files import cache_by_file

from .export_formats import MONTHS, OTHERS

TYPES = {
    "article": "article-journal",
    "book": "book",
    "incollection": "chapter",
    "mastersthesis": "thesis",
    "misc": "webpage",
}
FIELDS = {
    "title": "title", "journal": "container-title", "booktitle": "container-title",
    "howpublished": "container-title", "publisher": "publisher", "school": "publisher",
    "address": "publisher-place", "volume": "volume", "number": "issue", "pages": "page",
    "url": "URL", "note": "note",
    "annote": "annote",
}  # fmt: skip
OWN = re.compile(r"printed-.*|keywords")


def text(value: str) -> str:
    """A BibTeX value as plain text, TeX's single quotes included."""
    return re.sub("`([^`']*)'", "‘\\1’", bibliography.plain_text(value))


def csl(key: str, kind: str, values: Mapping[str, str]) -> dict:
    """One entry of the bibliography as a CSL item.

    Parameters
    ----------
    key, kind : str
        Citation key and type of the entry.
    values : mapping
        Its fields, as BibTeX has them.
    """
    item: dict = {"id": key, "type": TYPES.get(kind, "document")}
    item |= {name: text(values[field]) for field, name in FIELDS.items() if field in values}
    for role in ("author", "editor"):
        if role in values:
            item[role] = [_name(*name) for name in bibliography.parse_names(values[role])]
            item[role] += [OTHERS] if bibliography.ends_with_others(values[role]) else []
    if kind == "mastersthesis":
        item["genre"] = "Master's thesis"
    month = values.get("month", "").lower()[:3]
    date = [int(values["year"])] + ([MONTHS.index(month) + 1] if month in MONTHS else [])
    return item | {"issued": {"date-parts": [date]}}


def _name(family: str, given: str) -> dict:
    if not given:
        return {"literal": family}
    family, junior, _ = family.partition(" Jr.")
    name = {"family": family, "given": given}
    return name | {"suffix": "Jr."} if junior else name


def read_works(path: Path) -> dict[str, dict]:
    """Every work of a BibTeX file as a CSL item, by key."""
    # In an address ``%`` and ``&`` are no TeX: it is taken as the file has it.
    addresses = {entry.key: entry["url"] for entry in _raw(path) if "url" in entry}
    found = {}
    for entry in bibliography.parse_bibliography(path).entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        found[entry.key] = csl(entry.key, entry.entry_type, values)
        if entry.key in addresses:
            found[entry.key]["URL"] = addresses[entry.key]
    return found


@cache_by_file
def _raw(path: Path) -> list[bibtexparser.model.Entry]:
    """The entries as the file has them, TeX and braces included; not to be changed."""
    return bibtexparser.parse_file(str(path)).entries


def works_as_bibtex(path: Path, keys: Collection[str] | None = None) -> str:
    """The entries of a BibTeX file, or those of *keys*, without what only the audit reads."""
    library = bibtexparser.Library()
    for entry in _raw(path):
        if keys is not None and entry.key not in keys:
            continue
        fields = [field for field in entry.fields if not OWN.fullmatch(field.key)]
        library.add(bibtexparser.model.Entry(entry.entry_type, entry.key, fields))
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.block_separator = "  ", "\n"
    return bibtexparser.write_string(library, bibtex_format=layout)


def proper_names(path: Path) -> set[str]:
    """What no style may put into lower case.

    The names that the bibliography protects (``New Zealand``, ``Anglo-Saxon``),
    and its authors, as a title may name one.
    """
    titles = (entry.fields_dict["title"].value for entry in _raw(path))
    names = {name for title in titles for name in re.findall(r"\{([A-Z][^{}]{2,})\}", title)}
    people = chain.from_iterable(work.get("author", ()) for work in read_works(path).values())
    return names | {f"{name['given']} {name['family']}" for name in people if "given" in name}
