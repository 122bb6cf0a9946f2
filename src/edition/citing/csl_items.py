"""A place of the book as a CSL-JSON item, and the note that says what it rests on (pure)."""

from __future__ import annotations

from edition.data import partial_dates
from edition.project.citation_file import Csl, Metadata

from .targets import Target

TYPES = {
    "book": "book",
    "section": "chapter",
    "figure": "figure",
    "table": "dataset",
    "row": "dataset",
}


def date_parts(iso: str) -> dict:
    """An ISO date as CSL has it."""
    return {"date-parts": [[int(part) for part in iso.split("-")]]}


def edition_statement(place: Target, meta: Metadata) -> str:
    """Which state is meant: ``Dated November 24, 2026, commit … of …``.

    Data are also named by the identifier of their file, which holds for good.
    Without a base address it also says where in the edition the place is.
    """
    commit = f", commit {meta.commit}" if meta.commit else ""
    if commit and meta.build_date:
        commit += f" of {partial_dates.format_date(meta.build_date)}"
    file = f", file {place.swhid}" if place.swhid else ""
    where = "" if meta.base_url else f", at {place.address}"
    return f"Dated {partial_dates.format_date(meta.release_date)}{commit}{file}{where}"


def relation_to_original(place: Target) -> str:
    """How the place relates to the original: ``Retells, from p. 13``."""
    verb = "Retells" if place.kind in ("book", "section") else "Rests on"
    if place.kind == "section" and not place.printed:
        verb = "Rests on"
    return f"{verb}, from p. {place.printed}" if place.printed else verb


def issued_year(item: Csl) -> int:
    """Return the year in which a work appeared."""
    return item["issued"]["date-parts"][0][0]


def original_line(item: dict) -> str:
    """The original in one line of plain text."""
    people = "; ".join(" ".join(filter(None, (n.get("given"), n.get("family")))) or n["literal"]
                       for n in item["author"])  # fmt: skip
    about = ", ".join(filter(None, (item.get("genre"), item.get("publisher"))))
    return f"{people}, {item['title']} ({', '.join(filter(None, (about, str(issued_year(item)))))})"


def note(place: Target, meta: Metadata) -> str:
    """State and basis, for formats that have no field for them."""
    relation = f"{relation_to_original(place)}: {original_line(meta.original_work)}"
    return f"{edition_statement(place, meta)}. {relation}."


def csl_item(place: Target, meta: Metadata) -> dict:
    """The CSL-JSON item of a place.

    Parameters
    ----------
    place : Target
        What is cited.
    meta : Metadata
        The edition that it belongs to.

    Returns
    -------
    dict
        Without a base address the item has no ``URL``: a relative one would lead
        nowhere outside the book; the note then gives it.
    """
    whole = place.kind == "book"
    found = {
        "id": meta.citation_key if whole else f"{meta.citation_key}-{place.id}",
        "type": TYPES[place.kind],
        "title": meta.title if whole else place.name,
        "container-title": "" if whole else meta.title,
        "author": list(meta.authors),
        "issued": date_parts(meta.release_date),
        "version": meta.version,
        "language": meta.language,
        "URL": meta.url(place.address),
        "note": note(place, meta),
    }
    return {name: value for name, value in found.items() if value}
