"""Works of ``references.bib`` as CSL items, and as BibTeX without the fields of the audit."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path

import bibtexparser

from edition.data import bibliography
from edition.project.citation_file import Csl
from edition.project.files import cache_by_file

from .export_formats import MONTHS, OTHERS

TYPES = {
    "article": "article-journal", "book": "book", "incollection": "chapter",
    "mastersthesis": "thesis", "misc": "webpage",
}  # fmt: skip
FIELDS = {
    "title": "title", "journal": "container-title", "booktitle": "container-title",
    "howpublished": "container-title", "publisher": "publisher", "school": "publisher",
    "address": "publisher-place", "volume": "volume", "number": "issue", "pages": "page",
    "url": "URL", "note": "note", "annote": "annote",
}  # fmt: skip
#: Fields that only this project reads.
PRIVATE_FIELDS = re.compile(r"printed-.*|keywords")


def plain_value(value: str) -> str:
    """Return a BibTeX value as plain text, with typographic single quotes."""
    return re.sub("`([^`']*)'", "‘\\1’", bibliography.plain_text(value))


def work_item(key: str, entry_type: str, values: Mapping[str, str]) -> Csl:
    """Return an entry of the bibliography as a CSL item, given its fields as BibTeX has them."""
    item: Csl = {"id": key, "type": TYPES.get(entry_type, "document")}
    item |= {name: plain_value(values[field]) for field, name in FIELDS.items() if field in values}
    for role in ("author", "editor"):
        if role in values:
            item[role] = [_csl_name(*name) for name in bibliography.parse_names(values[role])]
            item[role] += [OTHERS] if bibliography.ends_with_others(values[role]) else []
    if entry_type == "mastersthesis":
        item["genre"] = "Master's thesis"
    month = values.get("month", "").lower()[:3]
    date = [int(values["year"])] + ([MONTHS.index(month) + 1] if month in MONTHS else [])
    return item | {"issued": {"date-parts": [date]}}


def _csl_name(family: str, given: str) -> Csl:
    if not given:
        return {"literal": family}
    family, junior, _ = family.partition(" Jr.")
    return {"family": family, "given": given} | ({"suffix": "Jr."} if junior else {})


def read_works(path: Path) -> dict[str, Csl]:
    """Return every work of a BibTeX file as a CSL item, by citation key."""
    works = {}
    for entry in bibliography.parse_bibliography(path).entries:
        values = {name: field.value for name, field in entry.fields_dict.items()}
        works[entry.key] = work_item(entry.key, entry.entry_type, values)
    # In an address ``%`` and ``&`` are no TeX.
    for entry in raw_entries(path):
        if "url" in entry:
            works[entry.key]["URL"] = entry["url"]
    return works


@cache_by_file
def raw_entries(path: Path) -> list[bibtexparser.model.Entry]:
    """Return the entries with their TeX; callers must not change them."""
    return bibtexparser.parse_file(str(path)).entries


def works_as_bibtex(path: Path, keys: Collection[str] | None = None) -> str:
    """Return works of a BibTeX file (all by default) without `PRIVATE_FIELDS`."""
    library = bibtexparser.Library()
    for entry in raw_entries(path):
        if keys is None or entry.key in keys:
            fields = [each for each in entry.fields if not PRIVATE_FIELDS.fullmatch(each.key)]
            library.add(bibtexparser.model.Entry(entry.entry_type, entry.key, fields))
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.block_separator = "  ", "\n"
    return bibtexparser.write_string(library, bibtex_format=layout)


def proper_names(path: Path) -> set[str]:
    """Return the names whose capitals every style keeps.

    These are names in braces in titles (``{New Zealand}``), and the authors of the works.
    """
    titles = (entry.fields_dict["title"].value for entry in raw_entries(path))
    names = {name for title in titles for name in re.findall(r"\{([A-Z][^{}]{2,})\}", title)}
    authors = (name for work in read_works(path).values() for name in work.get("author", ()))
    return names | {f"{name['given']} {name['family']}" for name in authors if "given" in name}
