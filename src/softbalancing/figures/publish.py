"""One call a figure: the drawing, what it says, the rows behind it, in every format."""

import re
import warnings
from inspect import signature

from . import describe
from .cells import DIRECTIONS
from .counting import grid
from .matrix import matrix as _draw_matrix
from .pictures import pictures
from .result import Figure
from .timeline import timeline as _draw_timeline
from .trend import trend as _draw_trend

LAYERS = ("thesis", "coded", "edition")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def timeline(
    events,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="coded",
    table="events",
    where=None,
    row_id="id",
    **drawing,
):
    """Publish a timeline.

    Parameters
    ----------
    events : pandas.DataFrame
        One row an event.
    name : str
        What the figure is referred to by (``fig-2-sco``).
    title, subtitle, caption : str
        What it finds, what it shows, and what to see in it with the table it comes from.
    layer : {"thesis", "coded", "edition"}
        Whose statement the figure is.
    table : str
        The table whose rows the marks lead to.
    where : str, optional
        A query that selects rows of `events`; an empty figure says what it was.
    row_id : str
        Column with the ids of those rows.
    **drawing
        As for `softbalancing.figures.timeline`.

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
    rows, empty = _rows(_draw_timeline, events, words, layer, table, where, drawing)
    ids = _ids("publish.timeline", rows, row_id)
    about = {"layer": layer, "table": table, "empty": empty, "links": _rows_of(table, ids)}
    return _figure(_draw_timeline, describe.timeline, rows, ids, words, drawing, **about)


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
        As for `softbalancing.figures.matrix`.

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
    picked, empty = _rows(_draw_matrix, codings, words, layer, table, where, drawing)
    ids = _ids("publish.matrix", picked, row_id or ("claim" if "claim" in picked else "id"))
    cells = _cells(picked, ids, name, table, drawing)
    hrefs = {position: cell["href"] for cell in cells for position in cell["records"]}
    links = [hrefs[position] for position in range(len(picked))]
    about = {"layer": layer, "table": table, "empty": empty, "links": links, "cells": cells}
    return _figure(_draw_matrix, describe.matrix, picked, ids, words, drawing, **about)


def trend(
    numbers,
    *,
    name,
    title,
    subtitle="",
    caption,
    layer="edition",
    table,
    where=None,
    row_id="id",
    **drawing,
):
    """Publish a line chart.

    Parameters
    ----------
    numbers : pandas.DataFrame
        One row a point.
    table : str
        The table whose rows the points lead to.
    row_id : str
        Column with the ids of those rows.
    name, title, subtitle, caption, layer, where
        As for `timeline`.
    **drawing
        As for `softbalancing.figures.trend`.

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
    rows, empty = _rows(_draw_trend, numbers, words, layer, table, where, drawing)
    ids = _ids("publish.trend", rows, row_id)
    about = {"layer": layer, "table": table, "empty": empty, "links": _rows_of(table, ids)}
    return _figure(_draw_trend, describe.trend, rows, ids, words, drawing, **about)


def slug(text):
    """Return a text as part of an address.

    >>> slug("U.S. bases: their stay")
    'u-s-bases-their-stay'
    """
    return re.sub(r"\W+", "-", str(text).lower()).strip("-")


def _rows(draw, frame, words, layer, table, where, drawing):
    """Check what a figure is published with; return its rows, and what to say if there are none."""
    function = f"publish.{draw.__name__}"
    _check_options(function, draw, drawing)
    said = {key: words[key] for key in ("title", "caption")}
    _check(function, name=words["name"], layer=layer, **said)
    return _select(function, frame, where, table)


def _rows_of(table, ids):
    """Return the address of each row."""
    return [f"row:{table}#{identity}" for identity in ids]


def _figure(draw, say, rows, ids, words, drawing, *, layer, table, empty, links, cells=()):
    """Draw, describe and bind a figure together."""
    alt = say(rows, empty=empty, **drawing)
    drawn = pictures(draw, rows, words, alt, {**drawing, "links": links or None, "empty": empty})
    return Figure(
        kind=draw.__name__,
        layer=layer,
        rows=rows,
        row_ids=tuple(ids),
        table=table,
        cells=tuple(cells),
        **words,
        **drawn,
    )


def _check_options(function, draw, drawing):
    """Refuse options that the drawing does not have, or that publishing sets itself."""
    known = [name for name, p in signature(draw).parameters.items() if p.kind is p.KEYWORD_ONLY]
    known = [name for name in known if name not in ("layout", "links", "empty", "ax")]
    for option in drawing:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )


def _check(function, *, name, layer, **texts):
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{function}: name: {name!r} is not lower-case letters, digits and hyphens"
        )
    if layer not in LAYERS:
        raise ValueError(f"{function}: layer: {layer!r} is not one of {', '.join(LAYERS)}")
    for parameter, text in texts.items():
        if not text.strip():
            raise ValueError(f"{function}: {parameter}: {text!r} says nothing")


def _select(function, frame, where, table):
    """Return the rows asked for, and what to say if there are none."""
    rows = frame.query(where) if where else frame
    if len(rows):
        return rows, ""
    why = f"none of its {len(frame)} rows has {where}" if where else "the selection holds no rows"
    empty = f"Nothing to show from the table {table}: {why}."
    warnings.warn(f"{function}: {empty}", stacklevel=4)
    return rows, empty


def _ids(function, rows, column):
    if column not in rows.columns:
        raise ValueError(f"{function}: row_id: there is no column {column!r}")
    return [str(identity) for identity in rows[column]]


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


__all__ = ["Figure", "matrix", "timeline", "trend"]
