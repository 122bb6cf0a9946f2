"""Works of ``references.bib`` as CSL items, and as BibTeX without the fields of the audit."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import cast

import bibtexparser
from bibtexparser.model import Entry, Field

from edition.data.bibliography import MONTHS, Work, read_bibliography
from edition.data.latex_text import decode_latex
from edition.data.person_names import NameList, PersonName
from edition.project.citation_file import CslItem, CslName

from .export_formats import OTHERS
from .title_case import sentence_case

TYPES = {
    "article": "article-journal", "book": "book", "booklet": "pamphlet", "dataset": "dataset",
    "inbook": "chapter", "incollection": "chapter", "inproceedings": "paper-conference",
    "manual": "document", "mastersthesis": "thesis", "misc": "webpage", "online": "webpage",
    "patent": "patent", "phdthesis": "thesis", "proceedings": "book", "software": "software",
    "techreport": "report", "unpublished": "manuscript",
}  # fmt: skip
FIELDS = {
    "title": "title", "journal": "container-title", "booktitle": "container-title",
    "howpublished": "container-title", "series": "collection-title", "edition": "edition",
    "organization": "publisher", "institution": "publisher", "school": "publisher",
    "publisher": "publisher", "address": "publisher-place", "volume": "volume",
    "number": "issue", "pages": "page", "type": "genre", "doi": "DOI", "url": "URL",
    "note": "note", "annote": "annote",
}  # fmt: skip
GENRES = {"mastersthesis": "Master's thesis", "phdthesis": "PhD thesis"}
#: Fields that only this project or the reference manager of its authors reads.
PRIVATE_FIELDS = re.compile(r"(printed|cited)-.*|keywords|abstract|file")
#: What stands in braces in a title, which may hold braces itself.
BRACED = re.compile(r"\{((?:[^{}]|\{[^{}]*\})+)\}")


def work_item(work: Work, names: Iterable[str] = ()) -> CslItem:
    """Return a work of the bibliography as a CSL item, with titles in sentence case.

    `names` keep their capitals, and so do the titles of journals.
    """
    item: CslItem = {"id": work.key, "type": TYPES[work.type]}
    item |= {name: work.fields[field] for field, name in FIELDS.items() if field in work.fields}
    titles = ["title"] + (["container-title"] if work.type.startswith("in") else [])
    item |= {name: sentence_case(item[name], names) for name in titles if name in item}
    item |= {r: _csl_names(work.names[r]) for r in ("author", "editor") if r in work.names}
    if work.type in GENRES:
        item.setdefault("genre", GENRES[work.type])
    if work.dates:
        item["issued"] = {"date-parts": [list(date) for date in work.dates]}
    elif work.fields["year"] != "n.d.":  # what CSL prints for a work with neither
        item["status"] = work.fields["year"]
    return item


def _csl_names(names: NameList) -> list[CslName]:
    return [_csl_name(name) for name in names.people] + [OTHERS] * names.others


def _csl_name(name: PersonName) -> CslName:
    parts = {
        "literal": name.literal, "family": name.family, "given": name.given,
        "non-dropping-particle": name.particle, "suffix": name.suffix,
    }  # fmt: skip
    return cast(CslName, {part: text for part, text in parts.items() if text})


def read_works(path: Path) -> dict[str, CslItem]:
    """Return every work of a BibTeX file as a CSL item, by citation key."""
    names = proper_names(path)
    return {key: work_item(work, names) for key, work in read_bibliography(path).items()}


def works_as_bibtex(path: Path, keys: Collection[str] | None = None) -> str:
    """Return works of a BibTeX file (all by default) without `PRIVATE_FIELDS`."""
    library = bibtexparser.Library()
    for work in read_bibliography(path).values():
        if keys is None or work.key in keys:
            shown = (item for item in work.source.items() if not PRIVATE_FIELDS.fullmatch(item[0]))
            library.add(Entry(work.type, work.key, [_bibtex_field(*item) for item in shown]))
    layout = bibtexparser.BibtexFormat()
    layout.indent, layout.block_separator = "  ", "\n"
    return bibtexparser.write_string(library, bibtex_format=layout)


def _bibtex_field(name: str, value: str) -> Field:
    if name == "month" and value in MONTHS:
        return Field(name, value[:3].lower(), enclosing="no-enclosing")  # a macro of BibTeX
    return Field(name, value)


def proper_names(path: Path) -> set[str]:
    """Return the names whose capitals every style keeps.

    These are names in braces in titles (``{New Zealand}``), and the authors of the works.
    """
    works = read_bibliography(path).values()
    braced = (decode_latex(text) for w in works for text in BRACED.findall(w.source["title"]))
    authors = (name for w in works if "author" in w.names for name in w.names["author"].people)
    names = {text for text in braced if text[0].isupper() and len(text) > 2}
    return names | {f"{name.given} {name.surname}" for name in authors if name.given}
