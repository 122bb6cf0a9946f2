"""Cells of tables as HTML: foreign keys, labels, sources and web addresses become links."""

from collections.abc import Callable, Iterable, Mapping
from itertools import starmap
from typing import Any

import pandas as pd
from markupsafe import Markup

from edition.data.descriptors import Field, Schema
from edition.data.locators import parse_source
from edition.data.table_schema import foreign_keys

from .external_links import addresses_in
from .templating import load_macro

#: ``linker(table, id)`` returns the address of a row, or None if the row has none.  Besides
#: tables it knows ``works``, ``sections`` and ``labels`` (of sections and figures).
Linker = Callable[[str, str], str | None]

#: ``link(text, address)``; without an address the escaped text alone.
link = load_macro("inline.html", "link")
code = load_macro("inline.html", "code")
download_link = load_macro("inline.html", "download")


def links(pairs: Iterable[tuple[str, str | None]], separator: str) -> Markup:
    """Return links, given as text and address, with a separator between them."""
    return Markup(separator).join(starmap(link, pairs))


def source_links(source: str, labels: Mapping[str, str], linker: Linker) -> Markup:
    """Return a ``source`` cell with each work linked to its entry in the list of references."""
    works = [(each.text(labels), linker("works", each.key)) for each in parse_source(source)]
    return links(works, "; ") if works else Markup("the thesis itself")


def cell_text(value: Any) -> str:
    """Return a value as text: ``yes`` or ``no``, numbers without ``.0``, nothing for NA."""
    if isinstance(value, str):
        return value
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)


def cell(
    value: Any,
    field: Field,
    key_table: str | None,
    labels: Mapping[str, str],
    linker: Linker,
) -> str:
    """Return the content of a cell: `Markup` if it has links, otherwise text to be escaped.

    `value` is that of the typed table, `field` describes its column, and `key_table` is the table
    whose keys the column holds, if any (see `key_tables`). `labels` holds the label of each work by
    citation key; `linker` returns the address of a row, section, work or label.
    """
    text = cell_text(value)
    if not text:
        return ""
    if "://" in text and (addresses := addresses_in(text)):
        return links(zip(addresses, addresses, strict=True), "; ")
    if field.get("locator"):
        return source_links(text, labels, linker)
    if field.get("label"):
        return link(text, linker("labels", text))
    if key_table:
        keys = text.split(field["items"]) if field.get("items") else [text]
        return links([(key, linker(key_table, key)) for key in map(str.strip, keys)], ", ")
    return text


def key_tables(schema: Schema, table: str) -> dict[str, str]:
    """Return the table whose keys each foreign-key column holds, by the name of the column."""
    return {name: other or table for name, (other, _) in foreign_keys(schema).items()}


def column_heading(name: str) -> str:
    """Return the heading of a column: ``asserted_by`` → ``Asserted by``."""
    return name.replace("_", " ").capitalize()
