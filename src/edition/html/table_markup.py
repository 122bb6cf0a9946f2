"""Tables and definition lists as HTML, with captions, header scope and settled column widths."""

import re
from collections.abc import Iterable, Sequence
from html import unescape

from markupsafe import Markup

from .templating import render

TAG = re.compile(r"<[^>]*>")
#: Longer tables are laid out row by row as they scroll into view (``content-visibility``).
LONG_TABLE_ROWS = 500
LETTER_WIDTH = 0.43  # rem, the average of a letter in a table
FIRST_COLUMN_LIMIT = 12.0  # rem: the first column stays in view when the table scrolls sideways
LIST_WIDTH = 22.0  # rem


def table(
    columns: Iterable[str],
    rows: Iterable[tuple[str, Sequence[str]]],
    *,
    caption: str,
    id_: str = "",
    classes: str = "data",
    label: str = "",
) -> Markup:
    """Return a captioned table in a frame that scrolls sideways; narrow screens stack its rows.

    `rows` gives anchor (may be empty) and cells of each row; the first cell is its heading. Strings
    are escaped, `Markup` is not. The accessible name of the frame is `label`, or else the caption.

    A table of the class ``sortable`` also has a field that filters its rows. Its columns have fixed
    widths, so that a browser shows the first of many rows before it has read the last.
    """
    columns, rows = list(columns), list(rows)
    sortable, style, widths = "sortable" in classes.split(), "", []
    if sortable:
        cells = zip(*(cells for _, cells in rows), strict=True) if rows else [()] * len(columns)
        widths = [_column_width(*column) for column in zip(columns, cells, strict=True)]
        widths[0] = min(widths[0], FIRST_COLUMN_LIMIT)
        style = f"--columns:{sum(widths):.2f}rem"
        if len(rows) > LONG_TABLE_ROWS:
            classes += " long"
            # Height reserved for a stacked row that is not laid out yet; with too little of it
            # rows would overlap.
            style += f";--row:{3.2 + 1.9 * (len(columns) - 1):.1f}rem"
    body = ((anchor, cells[0], zip(columns[1:], cells[1:], strict=True)) for anchor, cells in rows)
    return render(
        "table.html", columns=columns, rows=body, row_count=len(rows), caption=caption, id=id_,
        classes=classes, label=label or caption, sortable=sortable, style=style,
        widths=[f"{width:.2f}rem" for width in widths],
    )  # fmt: skip


def _column_width(heading: str, cells: Sequence[str]) -> float:
    """Return the width of a column in rem: room for its words and for 85 % of its cells."""
    if any(isinstance(cell, Markup) and "<ul" in cell for cell in cells):
        return LIST_WIDTH
    texts = [unescape(TAG.sub("", c)) if isinstance(c, Markup) else c for c in cells]
    words = " ".join(texts).replace("-", "- ").replace("–", "– ").split()  # lines break there
    # A heading is bold and has an arrow beside it.
    longest = max(map(len, [*words, *(f"{word}   " for word in heading.split())]))
    usual = sorted(map(len, texts))[int(0.85 * (len(texts) - 1))]
    return LETTER_WIDTH * max(min(usual, 36), min(longest, 24)) + 1.3


def definition_list(pairs: Iterable[tuple[str, str]], classes: str = "card-facts") -> Markup:
    """Return a definition list of names and values; empty values are left out."""
    return render("definition_list.html", pairs=list(pairs), classes=classes)
