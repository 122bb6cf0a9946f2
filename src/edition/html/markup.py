"""Rows as HTML: cells with links, tables with scoped headers (pure; text never becomes markup)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape, unescape

import pandas as pd

from edition.data.locators import parse_source
from edition.data.table_schema import foreign_keys as schema_keys

from .external_links import ADDRESS

TAG = re.compile(r"<[^>]*>")
#: Of longer tables a phone lays out only the rows in view; theirs are nearly of one height.
LONG = 500
BREAK = re.compile(r"\s|(?<=[-–])")  # where a line may end
LETTER = 0.43  # rem: the usual width of a letter in a table

Links = Callable[[str, str], str | None]
"""``links(table, id)`` gives an address; "works", "sections" and "labels" are tables too."""


def link(text: str, address: str | None) -> str:
    """*text* as a link, or as plain text where there is nothing to lead to."""
    text = escape(text)
    return f'<a href="{escape(address, quote=True)}">{text}</a>' if address else text


def source(text: str, labels: Mapping[str, str], links: Links) -> str:
    """A source cell: each work leads to its entry in the list of references."""
    found = [
        link(locator.text(labels), links("works", locator.key)) for locator in parse_source(text)
    ]
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
    if field.get("label"):
        return link(text, links("labels", text))
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
    """A captioned table in a frame that scrolls by itself; on a phone its rows are stacked.

    Its parts say what they are: where they are shown as blocks, some browsers forget it.

    One of the class ``sortable`` has the field that filters its rows before it, and columns
    of settled widths: a browser need not read thousands of cells before it shows the first.

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
    rows = [(anchor, list(cells)) for anchor, cells in rows]
    tools = shape = group = ""
    head = [escape(column) for column in columns]
    if "sortable" in classes.split():
        widths = list(map(_width, zip(columns, *(cells for _, cells in rows), strict=True)))
        widths[0] = min(widths[0], 12)  # it stays in view
        tools, shape = _tools(len(rows)), f"--columns:{sum(widths):.2f}rem"
        if len(rows) > LONG:
            classes += " long"
            # Room for a stacked row before it is laid out: too little, and rows would overlap.
            shape += f";--row:{3.2 + 1.9 * (len(columns) - 1):.1f}rem"
        shape = f' style="{shape}"'
        # A script makes a button of it, which is of the same size: nothing moves.
        head = [f'<span class="sorter">{column}</span>' if column else "" for column in head]
        group = "".join(f'<col style="width:{width:.2f}rem">' for width in widths)
    head = "".join(f'<th scope="col" role="columnheader">{column}</th>' for column in head)
    body = "".join(_row(columns, anchor, cells) for anchor, cells in rows)
    name = f' id="{id_}"' if id_ else ""
    return (
        f'{tools}<div class="table-frame" tabindex="0" role="region" '
        f'aria-label="{escape(label or caption)}">'
        f'<table class="{classes} stacks"{name}{shape} role="table">'
        f"<caption>{escape(caption)}</caption>{group}"
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _width(cells: Iterable[str]) -> float:
    """The width of a column in rem: room for its words and, up to a limit, for most cells."""
    head, *cells = cells
    if any("<ul" in cell for cell in cells):
        return 22
    texts = [unescape(TAG.sub("", cell)) for cell in cells]
    words = [len(word) for text in texts for word in BREAK.split(text)]
    longest = max(*words, *(len(word) + 3 for word in head.split()))  # bold, with its arrow
    usual = sorted(map(len, texts))[int(0.85 * (len(texts) - 1))]
    return LETTER * max(min(usual, 36), min(longest, 24)) + 1.3


def _tools(rows: int) -> str:
    return (
        '<div class="table-tools"><label>Filter<input type="search" autocomplete="off"></label>'
        f'<span role="status">{rows} rows</span></div>'
    )


def _row(columns: list[str], anchor: str, cells: list[str]) -> str:
    first = f'<th scope="row" role="rowheader">{cells[0]}</th>' if cells else ""
    rest = "".join(
        f'<td role="cell" data-label="{escape(column)}">{cell}</td>'
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    )
    name = f' id="{anchor}"' if anchor else ""
    return f'<tr role="row"{name}>{first}{rest}</tr>'


def facts(pairs: Iterable[tuple[str, str]], classes: str = "card-facts") -> str:
    """A definition list of names and HTML values; empty values are left out."""
    body = "".join(f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    return f'<dl class="{classes}">{body}</dl>'
