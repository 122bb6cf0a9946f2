"""Links that leave the book: how pages mark them, and where they occur."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from edition.data.descriptors import Resource
from edition.data.table_schema import row_id
from edition.project.citation_file import CslItem

ADDRESS = re.compile(r"https?://\S+")
LINK = re.compile(r'<a\b(?P<before>[^>]*?) ?href="(?P<to>https?://[^"]*)"(?P<after>[^>]*)>')
CLASS = re.compile(r'class="([^"]*)"')
CLASS_OR_REL = re.compile(r'\s*(?:class|rel)="[^"]*"')
HIDDEN_TEXT = '<span class="visually-hidden"> (leaves this book)</span>'
#: Classes of external links.  ``bare`` is for a text that is the address itself, which print
#: need not repeat.
EXTERNAL, BARE = "external", "bare"


@dataclass(frozen=True)
class ExternalLink:
    """An address outside of the book, and one place where it occurs."""

    address: str
    description: str
    table: str  #: table of the row; ``works`` for a work; empty for the prose of a page
    id: str = ""  #: id of the row, key of the work, or docname; empty for a whole table


def mark_external_links(html: str) -> str:
    """Return HTML in which each link that leaves the book has a class and a hidden text.

    Links that are marked already do not change.  Attributes and text are those of the given
    HTML, in which they are escaped.

    >>> mark_external_links('<a class="x" href="https://example.org">A</a>')
    '<a class="x external" rel="external noopener" href="https://example.org">A<span \
class="visually-hidden"> (leaves this book)</span></a>'
    """
    parts, position = [], 0
    for match in LINK.finditer(html):
        end = html.index("</a>", match.end())
        attributes = f"{match['before']}{match['after']}"
        text = html[match.end() : end].replace(HIDDEN_TEXT, "")
        class_ = CLASS.search(attributes)
        names = [n for n in (class_[1] if class_ else "").split() if n not in (EXTERNAL, BARE)]
        names += [EXTERNAL, BARE] if text == match["to"] else [EXTERNAL]
        others = CLASS_OR_REL.sub("", attributes).strip()
        parts += [
            html[position : match.start()],
            f'<a class="{" ".join(names)}" rel="external noopener" href="{match["to"]}"',
            f" {others}>" if others else ">",
            text, HIDDEN_TEXT,
        ]  # fmt: skip
        position = end
    return "".join([*parts, html[position:]])


def addresses_in(cell: str) -> list[str]:
    """Return the addresses in a cell that holds nothing else, joined by ``; ``.

    >>> addresses_in("https://example.org/a; https://example.org/b")
    ['https://example.org/a', 'https://example.org/b']
    >>> addresses_in("See https://example.org/a")
    []
    """
    parts = cell.split("; ")
    return parts if all(map(ADDRESS.fullmatch, parts)) else []


def links_of_works(
    works: Mapping[str, CslItem], labels: Mapping[str, str]
) -> Iterator[ExternalLink]:
    """Yield the addresses of works, given as CSL items by citation key."""
    for key, item in works.items():
        for field, prefix in (("DOI", "https://doi.org/"), ("URL", "")):
            if field in item:
                address = prefix + item[field]
                yield ExternalLink(address, f"{labels[key]}: {item['title']}", "works", key)


def links_of_rows(frame: pd.DataFrame, resource: Resource) -> Iterator[ExternalLink]:
    """Yield the addresses in the cells of a table."""
    for row in frame.to_dict("records"):
        id_ = row_id(row, resource["schema"])
        for column, value in row.items():
            for address in addresses_in(value) if isinstance(value, str) else ():
                heading = str(column).removesuffix("_url").replace("_", " ").capitalize()
                description = f"{heading} of a row in “{resource['title']}”"
                yield ExternalLink(address, description, resource["name"], id_)


def links_of_tables(resources: Iterable[Resource]) -> Iterator[ExternalLink]:
    """Yield the addresses of the sources and licenses of tables."""
    for resource in resources:
        sources, licenses = resource.get("sources", []), resource.get("licenses", [])
        for kind, origins in (("Source", sources), ("License", licenses)):
            for origin in origins:
                if "path" in origin:
                    description = f"{kind}: {origin['title']}"
                    yield ExternalLink(origin["path"], description, resource["name"])


def by_address(links: Iterable[ExternalLink]) -> dict[str, list[ExternalLink]]:
    """Return links grouped by address, sorted without ``https://``."""
    grouped: dict[str, list[ExternalLink]] = {}
    for link in sorted(links, key=lambda link: link.address.split("://")[1]):
        grouped.setdefault(link.address, []).append(link)
    return grouped
