"""What the command line gives: the reference of one address in one format."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from edition.project import citation_file, location

from . import cited_works, published_addresses, targets
from .csl_styles import STYLES, ReferenceCache, plain
from .references import FORMATS, UnknownFormat, target_reference
from .targets import Target, UnknownTarget


def known_targets(folder: Path) -> dict[str, Target]:
    """Everything that can be cited: what the last build published, and every row."""
    built = targets.built_targets(folder / "_build" / "html")
    whole = Target("book", "book", citation_file.read_citation_file(folder).title, "index.html")
    return targets.by_id(
        chain(
            [whole],
            targets.section_targets(folder),
            targets.table_targets(folder),
            built,
            targets.row_targets(folder),
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
    UnknownTarget
        When the book has nothing at the address; the message names the nearest ones.
    """
    if format not in FORMATS:
        raise UnknownFormat(format)
    folder = location.project_folder()
    known = known_targets(folder)
    try:
        place = targets.find_target(address, known)
    except UnknownTarget as error:
        if address.startswith("fig") and not any(p.kind == "figure" for p in known.values()):
            raise UnknownTarget(f"{error} (figures are known once the book is built)") from None
        raise
    names = cited_works.proper_names(folder / "references.bib")
    text = target_reference(
        place, citation_file.read_citation_file(folder), format, ReferenceCache(), names
    )
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
    listed = published_addresses.read_addresses(folder)
    html = folder / "_build" / "html"
    found = [*targets.built_targets(html), *targets.row_targets(folder)]
    new = (
        published_addresses.append_addresses(folder, found)
        if add
        else published_addresses.unlisted_addresses(listed, found)
    )
    return published_addresses.broken_addresses(listed, html), new
