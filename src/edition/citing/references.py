"""One place in every form that a reader's tool takes."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from edition.data.bibliography import year_suffix
from edition.project.citation_file import Metadata

from . import export_formats, title_case
from .csl_items import csl_item, edition_statement, relation_to_original
from .csl_styles import STYLES, ReferenceCache
from .targets import Target

FORMATS = ("bibtex", "ris", "csl-json", *STYLES)


class UnknownFormat(ValueError):
    """A format in which nothing is cited; the message names those that there are."""

    def __init__(self, name: str):
        super().__init__(f"no format {name!r}: it is one of {', '.join(FORMATS)}")


FILE_EXTENSIONS = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}


def cased(found: dict, place: Target, names: Iterable[str]) -> dict:
    """An item for APA, whose style expects titles in sentence case.

    The names of works and sections are in headline style; figures, tables and rows
    have titles in sentence case already.
    """
    fields = ["container-title"] + (["title"] if place.kind in ("book", "section") else [])
    return found | {
        name: title_case.sentence_case(found[name], names) for name in fields if name in found
    }


def formatted_reference(
    place: Target, meta: Metadata, style: str, references: ReferenceCache, names: Iterable[str] = ()
) -> Markup:
    """A formatted reference, followed by its state and the original it rests on, as HTML.

    Citation styles have no place for either; both are told in a sentence after
    the reference proper, in brackets, the original in the same style.
    """
    found, original = csl_item(place, meta), meta.original_work
    if style == "apa":
        found = cased(found, place, names)
        original = original | {"title": title_case.sentence_case(original["title"], names)}
    reference, basic = references.html(found, style), references.html(original, style)
    statement = f"{edition_statement(place, meta)}. {relation_to_original(place)}"
    return Markup("{} [{}: {}]").format(reference, statement, basic)


def work_reference(item: dict, references: ReferenceCache, names: Iterable[str] = ()) -> Markup:
    """A work of the bibliography in APA style, as HTML.

    The letter that tells two works of one year apart is that of its key, by which the
    text cites it.
    """
    headlines = ["title"] + (["container-title"] if item["type"] == "chapter" else [])
    found = {
        name: title_case.sentence_case(item[name], names) for name in headlines if name in item
    }
    return references.html(item | found | {"year-suffix": year_suffix(item["id"])}, "apa")


def target_reference(
    place: Target,
    meta: Metadata,
    name: str,
    references: ReferenceCache,
    protected: Iterable[str] = (),
) -> str:
    """A place in one of `FORMATS`; APA and Chicago as HTML, the others as plain text."""
    if name in STYLES:
        return formatted_reference(place, meta, name, references, protected)
    found = csl_item(place, meta)
    if name == "bibtex":
        return export_formats.bibtex(found, protected)
    return export_formats.ris(found) if name == "ris" else export_formats.csl_json([found])


def target_references(
    place: Target, meta: Metadata, references: ReferenceCache, protected: Iterable[str] = ()
) -> dict[str, str]:
    """A place in all of `FORMATS`."""
    return {name: target_reference(place, meta, name, references, protected) for name in FORMATS}
