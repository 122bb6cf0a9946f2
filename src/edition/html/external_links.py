"""Links that leave the book: where they come from, and how pages mark them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from edition.data.table_schema import row_id

ADDRESS = re.compile(r"https?://\S+")
LINK = re.compile(r'<a\b(?P<before>[^>]*?) ?href="(?P<to>https?://[^"]*)"(?P<after>[^>]*)>')
WORDS = '<span class="visually-hidden"> (leaves this book)</span>'

#: Classes of such a link; the second where its words are its address, which print need not repeat.
OWN = ["external", "bare"]


@dataclass(frozen=True)
class External:
    """One address outside the book at one place in it.

    Attributes
    ----------
    address : str
        The address.
    what : str
        What is there.
    table, id : str
        The row it stands in; the table ``works`` for a work, no id for a table as a whole and
        where it takes several columns to name a row.
    """

    address: str
    what: str
    table: str
    id: str = ""


def mark(html: str) -> str:
    """A page's HTML with every link that leaves the book marked, to be seen and to be heard.

    >>> mark('<a class="x" href="https://example.org">A</a>')
    '<a class="x external" rel="external noopener" href="https://example.org">A<span \
class="visually-hidden"> (leaves this book)</span></a>'
    """
    parts, at = [], 0
    for found in LINK.finditer(html):
        end = html.index("</a>", found.end())
        others = f"{found['before']}{found['after']}"
        classes = re.search(r'class="([^"]*)"', others)
        names = [name for name in (classes[1] if classes else "").split() if name not in OWN]
        words = html[found.end() : end].replace(WORDS, "")
        names += OWN[: 1 + (words == found["to"])]
        others = re.sub(r'\s*(?:class|rel)="[^"]*"', "", others).strip()
        parts += [
            html[at : found.start()],
            f'<a class="{" ".join(names)}" rel="external noopener" '
            f'href="{found["to"]}"{f" {others}" if others else ""}>',
            words + WORDS,
        ]
        at = end
    return "".join([*parts, html[at:]])


def of_works(items: Mapping[str, Mapping], labels: Mapping[str, str]) -> Iterator[External]:
    """The addresses of the bibliography, given as CSL items."""
    for key, item in items.items():
        if "URL" in item:
            yield External(item["URL"], f"{labels[key]}: {item['title']}", "works", key)


def of_rows(name: str, frame: pd.DataFrame, resource: Mapping) -> Iterator[External]:
    """The addresses in the cells of a table."""
    for row in frame.to_dict("records"):
        id_ = row_id(row, resource["schema"])
        for field, value in row.items():
            if not pd.isna(value) and ADDRESS.fullmatch(str(value)):
                what = f"{heading(field)} of a row in “{resource['title']}”"
                yield External(str(value), what, name, id_)


def of_tables(resources: Mapping[str, Mapping]) -> Iterator[External]:
    """The addresses of what tables are made from, and of the terms of use."""
    for name, resource in resources.items():
        for kind, what in (("sources", "Source"), ("licenses", "License")):
            for each in resource.get(kind, ()):
                if "path" in each:
                    yield External(each["path"], f"{what}: {each['title']}", name)


def heading(name: str) -> str:
    """A column's name in words, without the remark that it holds an address."""
    return name.removesuffix("_url").replace("_", " ").capitalize()


def by_address(found: Iterable[External]) -> dict[str, list[External]]:
    """Links by where they lead, sorted."""
    grouped: dict[str, list[External]] = {}
    for each in sorted(found, key=lambda each: each.address.split("://")[1]):
        grouped.setdefault(each.address, []).append(each)
    return grouped
