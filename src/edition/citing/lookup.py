"""Functions of the command line: cite a target, compare the list of published addresses."""

from itertools import chain
from pathlib import Path

from markupsafe import Markup

from edition.project import citation_file, location

from . import published_addresses, targets
from .reference_cache import ReferenceCache
from .references import FORMATS, References, UnknownFormat
from .targets import Target, UnknownTarget


def known_targets(folder: Path) -> dict[str, Target]:
    """Return every target that the tables or the last build know, by id."""
    title = citation_file.read_citation_file(folder).title
    return targets.by_id(chain(
        [Target("book", "book", title, "index.html")],
        targets.section_targets(folder),
        targets.table_targets(folder),
        targets.built_targets(folder / "_build" / "html"),
        targets.row_targets(folder),
    ))  # fmt: skip


def run_cite(address: str, format: str = "apa") -> str:
    """Return the reference of an address, and those of the works that it rests on, as plain text.

    The address is ``2.1``, ``sec-2-1``, ``fig-…``, ``table-…``, a row's id, or ``book``; the format
    is one of `FORMATS`.

    Raises
    ------
    UnknownFormat
        If there is no such format.
    UnknownTarget
        If the book has nothing at the address; the message names the nearest ids.
    """
    if format not in FORMATS:
        raise UnknownFormat(format)
    folder = location.project_folder()
    known = known_targets(folder)
    try:
        target = targets.find_target(address, known)
    except UnknownTarget as error:
        if address.startswith("fig") and not any(t.kind == "figure" for t in known.values()):
            raise UnknownTarget(f"{error} (figures are known once the book is built)") from None
        raise
    references = References(folder, citation_file.read_citation_file(folder), ReferenceCache())
    text = references.complete(target, format)
    if isinstance(text, Markup):
        return "\n\n".join(paragraph.striptags() for paragraph in text.split("\n\n"))
    return text.rstrip("\n")


def run_addresses(add: bool = False) -> tuple[list[str], list[str]]:
    """Return the published addresses that lead nowhere, and those that the list of them lacks.

    The latter are added to the list if `add` is true.
    """
    folder = location.project_folder()
    published = published_addresses.read_addresses(folder)
    html = folder / "_build" / "html"
    current = [*targets.built_targets(html), *targets.row_targets(folder)]
    new = published_addresses.unlisted_addresses(published, current)
    if add:
        published_addresses.append_addresses(folder, new)
    return published_addresses.broken_addresses(published, html), new
