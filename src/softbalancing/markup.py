"""Rows as HTML: cells with links, tables with scoped headers (pure; text never becomes markup)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape

import pandas as pd

from .external import ADDRESS
from .schema import foreign_keys as schema_keys
from .sources import locators

Links = Callable[[str, str], str | None]
"""``links(table, id)`` gives an address; the tables "works" and "sections" included."""


def link(text: str, address: str | None) -> str:
    """*text* as a link, or as plain text where there is nothing to lead to."""
    text = escape(text)
    return f'<a href="{escape(address, quote=True)}">{text}</a>' if address else text


def source(text: str, labels: Mapping[str, str], links: Links) -> str:
    """A source cell: each work leads to its entry in the list of references."""
    found = [link(locator.text(labels), links("works", locator.key)) for locator in locators(text)]
    return "; ".join(found) or "the thesis itself"


def plain(value: object) -> str:
    """A cell's value as text: ``yes``/``no``, numbers without a trailing ``.0``, ``""`` for NA."""
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    return str(value)


def cell(value: object, field: Mapping, foreign: str | None, labels, links: Links) -> str:
    """One cell as HTML, its foreign keys and sources as links.

    Parameters
    ----------
    value : object
        The cell of the typed table.
    field : mapping
        The field's descriptor in the Table Schema.
    foreign : str or None
        The table that the cell's values are keys of.
    labels : mapping
        How the text names each work, by key.
    links : callable
        Gives the address of a row, section or work.
    """
    text = plain(value)
    if not text:
        return ""
    if ADDRESS.fullmatch(text):
        return link(text, text)
    if field.get("locator"):
        return source(text, labels, links)
    if foreign:
        parts = text.split(field["items"]) if field.get("items") else [text]
        return ", ".join(link(part.strip(), links(foreign, part.strip())) for part in parts)
    return escape(text)


def foreign_keys(schema: Mapping, table: str) -> dict[str, str]:
    """The table each field's values are keys of, by field."""
    return {name: other or table for name, (other, _) in schema_keys(schema).items()}


def heading(name: str) -> str:
    """A column's name as a header: ``asserted_by`` → ``Asserted by``."""
    return name.replace("_", " ").capitalize()


def table(
    columns: Iterable[str],
    rows: Iterable[tuple[str, Iterable[str]]],
    *,
    caption: str,
    id_: str = "",
    classes: str = "data",
    label: str = "",
) -> str:
    """A captioned table in a frame that scrolls by itself.

    Parameters
    ----------
    columns : iterable of str
        Header texts.
    rows : iterable of (str, iterable of str)
        The row's anchor (may be empty) and its cells as HTML; the first one heads the row.
    caption : str
        The caption, as text.
    id_, classes : str
        The table's anchor and classes.
    label : str
        The name of the frame for screen readers; the caption when left out.
    """
    columns = list(columns)
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "".join(_row(columns, anchor, list(cells)) for anchor, cells in rows)
    name = f' id="{id_}"' if id_ else ""
    return (
        f'<div class="table-frame" tabindex="0" role="region" '
        f'aria-label="{escape(label or caption)}">'
        f'<table class="{classes}"{name}><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: list[str], anchor: str, cells: list[str]) -> str:
    first = f'<th scope="row">{cells[0]}</th>' if cells else ""
    rest = "".join(
        f'<td data-label="{escape(column)}">{cell}</td>'
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    )
    return f'<tr id="{anchor}">{first}{rest}</tr>' if anchor else f"<tr>{first}{rest}</tr>"


def facts(pairs: Iterable[tuple[str, str]], classes: str = "card-facts") -> str:
    """A definition list of names and HTML values; empty values are left out."""
    body = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    return f'<dl class="{classes}">{body}</dl>'
