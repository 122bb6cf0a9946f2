"""What the command line gives: the reference of one address in one format."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from edition.project import citation_file, location

from . import cited_works, places, published_addresses
from .csl_styles import STYLES, References, plain
from .places import Place, UnknownPlace
from .references import FORMATS, UnknownFormat, form


def known_places(folder: Path) -> dict[str, Place]:
    """Everything that can be cited: what the last build published, and every row."""
    built = places.built(folder / "_build" / "html")
    whole = Place("book", "book", citation_file.read_citation_file(folder).title, "index.html")
    return places.by_id(
        chain(
            [whole], places.sections(folder), places.data_tables(folder), built, places.rows(folder)
        )
    )


def run_cite(address: str, format: str = "apa") -> str:
    """The reference of an address.

    Parameters
    ----------
    address : str
        ``4.2.1``, ``sec-4-2-1``, ``fig-…``, ``table-events``, a row's id, or ``book``.
    format : str
        One of ``bibtex``, ``ris``, ``csl-json``, ``apa`` and ``chicago``.

    Raises
    ------
    UnknownFormat
        When there is no such format.
    UnknownPlace
        When the book has nothing at the address; the message names the nearest ones.
    """
    if format not in FORMATS:
        raise UnknownFormat(format)
    folder = location.project_folder()
    known = known_places(folder)
    try:
        place = places.find(address, known)
    except UnknownPlace as error:
        if address.startswith("fig") and not any(p.kind == "figure" for p in known.values()):
            raise UnknownPlace(f"{error} (figures are known once the book is built)") from None
        raise
    names = cited_works.proper_names(folder / "references.bib")
    text = form(place, citation_file.read_citation_file(folder), format, References(), names)
    return plain(text) if format in STYLES else text.rstrip("\n")


def run_addresses(add: bool = False) -> tuple[list[str], list[str]]:
    """Compare the built book with the list of published addresses.

    Parameters
    ----------
    add : bool
        Whether to add what is new to the list.

    Returns
    -------
    vanished, new : lists of str
        Addresses that lead nowhere any more, and addresses that the list lacks.
    """
    folder = location.project_folder()
    listed = published_addresses.read(folder)
    html = folder / "_build" / "html"
    found = [*places.built(html), *places.rows(folder)]
    new = (
        published_addresses.append(folder, found)
        if add
        else published_addresses.unlisted(listed, found)
    )
    return published_addresses.vanished(listed, html), new
