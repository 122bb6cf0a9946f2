"""The list of all addresses that the book ever published, which must keep working.

``published-addresses.txt`` has one address a line.  The line of a target that has moved
also has its new address::

    chapters/02-answers.html#sec-2-9 -> chapters/02-answers.html#sec-2-1

The build puts a page with links in place of each page that is gone.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import lxml.html

from .targets import Target

LIST = "published-addresses.txt"


def read_addresses(folder: Path) -> dict[str, str]:
    """Return the new address of each published address; empty where it has not moved."""
    path = folder / LIST
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    pairs = (line.partition("->") for line in lines if line.strip() and line[0] != "#")
    return {old.strip(): new.strip() for old, _, new in pairs}


def broken_addresses(published: Mapping[str, str], html: Path) -> list[str]:
    """Return the published addresses that lead nowhere in the built book in a folder."""

    @cache
    def anchors(page: str) -> frozenset[str] | None:
        path = html / page
        if not path.is_file():
            return None
        tree = lxml.html.document_fromstring(path.read_bytes())
        return frozenset(cast(list[str], tree.xpath("//@id")))

    def exists(address: str) -> bool:
        page, _, anchor = address.partition("#")
        found = anchors(page)
        return found is not None and (not anchor or anchor in found)

    return [old for old, new in published.items() if not (exists(old) and (not new or exists(new)))]


def unlisted_addresses(published: Mapping[str, str], targets: Iterable[Target]) -> list[str]:
    """Return the addresses of targets that the list lacks."""
    return list(dict.fromkeys(t.address for t in targets if t.address not in published))


def append_addresses(folder: Path, addresses: Iterable[str]) -> None:
    """Add addresses to the list."""
    with (folder / LIST).open("a", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{address}\n" for address in addresses)


def moved_pages(
    published: Mapping[str, str], present: Iterable[str]
) -> dict[str, dict[str, list[str]]]:
    """Return the old anchors of each page that is gone, by the address that they lead to.

    `published` is the result of `read_addresses`, `present` are the addresses of the pages that the
    book has. The result is page → new address → anchors of the page; an empty anchor stands for the
    page itself.
    """
    present = set(present)
    pages: dict[str, dict[str, list[str]]] = {}
    for old, new in published.items():
        page, _, anchor = old.partition("#")
        if new and page not in present:
            pages.setdefault(page, {}).setdefault(new, []).append(anchor)
    return pages
