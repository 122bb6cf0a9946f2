"""Addresses that last: what was published once stays where it is, or says where it went.

``published-addresses.txt`` lists every address that the book ever published, one
to a line.  A place that has moved keeps its line, followed by the new address::

    chapters/04-case-for.html#sec-4-9 -> chapters/04-case-for.html#sec-4-2-5

For a page that is gone the build writes one in its place that leads on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from lxml import etree

from .targets import Target

LIST = "published-addresses.txt"


def read_addresses(folder: Path) -> dict[str, str]:
    """The published addresses, each with the one it has moved to (or nothing)."""
    path = folder / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pairs = (line.partition("->") for line in lines if line.strip() and line[0] != "#")
    return {old.strip(): new.strip() for old, _, new in pairs}


def anchors(path: Path) -> set[str]:
    """Every anchor of an HTML file."""
    tree = etree.parse(str(path), etree.HTMLParser(encoding="utf-8"))
    return set(tree.xpath("//@id"))


def broken_addresses(published: Mapping[str, str], html: Path) -> list[str]:
    """The published addresses at which the built book has nothing, and that lead nowhere else.

    Parameters
    ----------
    published : mapping
        The result of `read_addresses`.
    html : Path
        The folder of the built book.
    """
    known: dict[str, set[str]] = {}

    def stands(address: str) -> bool:
        page, _, anchor = address.partition("#")
        if page not in known:
            file = html / page
            known[page] = anchors(file) if file.is_file() else set()
        return (html / page).is_file() and (not anchor or anchor in known[page])

    return [old for old, new in published.items() if not (stands(old) and (not new or stands(new)))]


def unlisted_addresses(published: Mapping[str, str], places: Iterable[Target]) -> list[str]:
    """The addresses of *places* that the list lacks."""
    return list(dict.fromkeys(p.address for p in places if p.address not in published))


def append_addresses(folder: Path, places: Iterable[Target]) -> list[str]:
    """Add the addresses of *places* that the list lacks; returns those added."""
    new = unlisted_addresses(read_addresses(folder), places)
    with (folder / LIST).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{address}\n" for address in new)
    return new


def moved_pages(
    published: Mapping[str, str], present: Iterable[str]
) -> dict[str, dict[str, list[str]]]:
    """Return the old anchors of each page that is gone, by the address that they lead to.

    Parameters
    ----------
    published : mapping of str to str
        The result of `read_addresses`.
    present : iterable of str
        Addresses of the pages that the book has.

    Returns
    -------
    dict
        Page → new address → anchors of the page; an empty anchor stands for the page itself.
    """
    present = set(present)
    pages: dict[str, dict[str, list[str]]] = {}
    for old, new in published.items():
        page, _, anchor = old.partition("#")
        if new and page not in present:
            pages.setdefault(page, {}).setdefault(new, []).append(anchor)
    return pages
