"""A matrix with all that belongs to it, by one call."""

import re

from edition.figures.publication.binding import bind
from edition.figures.publication.checks import checked, identities

from . import describe, draw
from .cells import DIRECTIONS
from .counting import grid


def matrix(
    codings,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="coded",
    table="claims",
    rows,
    columns,
    where=None,
    row_id=None,
    **drawing,
):
    """Publish a matrix.

    Parameters
    ----------
    codings : pandas.DataFrame
        One record a row, column and direction.
    rows, columns : str
        Columns that name the matrix's rows and columns.
    row_id : str, optional
        Column with the ids of the rows that cells lead to; ``claim`` or else ``id``.
    name, title, subtitle, caption, layer, table, where
        As for `timeline`.
    **drawing
        As for `edition.figures.matrix`.

    Returns
    -------
    Figure
        To be the last value of a cell.

    Raises
    ------
    ValueError, TypeError
        For a word, a column, a cell or an option that cannot be published; it says which.
    """
    words = {"name": name, "title": title, "subtitle": subtitle, "caption": caption}
    drawing = {**drawing, "rows": rows, "columns": columns}
    picked, empty = checked(draw.matrix, codings, words, layer, table, where, drawing)
    ids = identities("publish.matrix", picked, row_id or ("claim" if "claim" in picked else "id"))
    cells = _cells(picked, ids, name, table, drawing)
    hrefs = {position: cell["href"] for cell in cells for position in cell["records"]}
    links = [hrefs[position] for position in range(len(picked))]
    about = {"layer": layer, "table": table, "empty": empty, "links": links, "cells": cells}
    return bind(draw.matrix, describe.matrix, picked, ids, words, drawing, **about)


def slug(text):
    """Return a text as part of an address.

    >>> slug("U.S. bases: their stay")
    'u-s-bases-their-stay'
    """
    return re.sub(r"\W+", "-", str(text).lower()).strip("-")


def _cells(picked, ids, name, table, drawing):
    """Return the matrix's cells with their rows, in reading order, and the address of each."""
    options = {
        k: drawing[k]
        for k in (
            "rows",
            "columns",
            "direction",
            "count",
            "value",
            "row_groups",
            "column_groups",
            "order",
            "hues",
        )
        if k in drawing
    }
    made = grid(picked, **options)
    labels = drawing.get("labels")
    say = ({} if labels is None else labels).get
    cells = []
    for place in ((r, c) for r in made.rows for c in made.columns if (r, c) in made.cells):
        cell = made.cells[place]
        members = list(dict.fromkeys(ids[i] for i in cell.records))
        anchor = f"{name}--{slug(cell.row)}--{slug(cell.column)}"
        cells.append(
            {
                "row": cell.row,
                "column": cell.column,
                "row_label": str(say(cell.row, cell.row)),
                "column_label": str(say(cell.column, cell.column)),
                "counts": {d: cell.counts[d] for d in (*DIRECTIONS, "") if cell.counts[d]},
                "says": cell.words(drawing.get("words")),
                "ids": members,
                "records": cell.records,
                "anchor": anchor,
                "href": f"row:{table}#{members[0]}" if len(members) == 1 else f"#{anchor}",
            }
        )
    return cells
