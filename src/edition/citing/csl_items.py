"""Targets as CSL-JSON items, with a note about the edition and the original."""

from edition.data import partial_dates
from edition.project.citation_file import CslItem, Metadata, csl_surname

from .targets import Target

TYPES = {
    "book": "book", "section": "chapter", "figure": "figure", "table": "dataset", "row": "dataset",
}  # fmt: skip


def edition_statement(target: Target, meta: Metadata) -> str:
    """Return which state of the edition is cited: ``Dated May 4, 2026, commit …, file …``.

    Tables and rows are also identified by their file.  Without a base URL the statement
    includes the address within the edition, which no other field can hold.
    """
    statement = f"Dated {partial_dates.format_date(meta.release_date)}"
    if meta.commit:
        statement += f", commit {meta.commit}"
    if meta.commit and meta.build_date:
        statement += f" of {partial_dates.format_date(meta.build_date)}"
    if target.swhid:
        statement += f", file {target.swhid}"
    return statement if meta.base_url else f"{statement}, at {target.address}"


def relation_to_original(target: Target) -> str:
    """Return how a target relates to the original: ``Retells, from p. 13``."""
    retells = target.kind == "book" or (target.kind == "section" and target.printed)
    page = f", from p. {target.printed}" if target.printed else ""
    return f"{'Retells' if retells else 'Rests on'}{page}"


def issued_year(item: CslItem) -> int:
    """Return the year in which a work appeared."""
    return item["issued"]["date-parts"][0][0]


def one_line_reference(item: CslItem) -> str:
    """Return authors, title, genre, publisher and year of a work in one line of text."""
    people = (
        " ".join(filter(None, (name.get("given"), csl_surname(name), name.get("suffix"))))
        for name in item["author"]
    )
    details = (item.get("genre"), item.get("publisher"), str(issued_year(item)))
    return f"{'; '.join(people)}, {item['title']} ({', '.join(filter(None, details))})"


def csl_item(target: Target, meta: Metadata) -> CslItem:
    """Return a target of the edition as a CSL-JSON item.

    The note holds what no field of CSL can: the state of the edition, and the original.
    Without a base URL there is no ``URL``: a relative one is useless outside of the book.
    """
    whole = target.kind == "book"
    original = f"{relation_to_original(target)}: {one_line_reference(meta.original_work)}"
    item = {
        "id": meta.citation_key if whole else f"{meta.citation_key}-{target.id}",
        "type": TYPES[target.kind],
        "title": meta.title if whole else target.name,
        "container-title": "" if whole else meta.title,
        "author": list(meta.authors),
        "issued": {"date-parts": [[int(part) for part in meta.release_date.split("-")]]},
        "version": meta.version,
        "language": meta.language,
        "URL": meta.url(target.address),
        "note": f"{edition_statement(target, meta)}. {original}.",
    }
    return {name: value for name, value in item.items() if value}
