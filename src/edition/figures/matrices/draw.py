"""Matrices of symbols: what each row says of each column, and which of them tell."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen
from edition.figures.specification import Layout, Links, build_spec, show_options

from .counting import grid
from .sheet import Sheet
from .spec import MatrixOptions, MatrixSpec
from .symbols import MEANING


@show_options(MatrixSpec)
def matrix(
    table: pd.DataFrame,
    *,
    layout: Layout = "wide",
    links: Links = None,
    empty: str = "",
    ax: Axes | None = None,
    **options: Unpack[MatrixOptions],
) -> Axes:
    """Draw which rows speak to which columns, and how: a table of symbols.

    A full circle supports, a hollow one undermines, a diamond takes no side, a dot is silence; a
    number counts the records where there are several. Without `direction` a square says that there
    is a record. Where there are two sides, what tells them apart is strong, the rest pale.

    Parameters
    ----------
    table : pandas.DataFrame
        One record a row, column and direction. Categories without records are drawn, silent.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; a large matrix is wider.
    links : str or mapping or sequence, optional
        Address behind each record; a cell leads to that of its first.
    empty : str, optional
        What to say where there is no record; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.
    **options
        As for `MatrixSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.

    Raises
    ------
    ValueError
        For an option or a cell that cannot be drawn; it names parameter, value and row.
    """
    page = layout_width(layout, "matrix")
    spec = build_spec(MatrixSpec, options, "matrix")
    made = grid(table, spec, links)
    _check_words(made, spec.words)
    if not spec.pale:
        made.telling_rows, made.telling_columns = set(made.rows), set(made.columns)
    if not made.cells and not empty:
        warnings.warn("matrix: table: it holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if made.cells:
            drawing = Sheet(pen, page, layout, made, spec.labels, spec.unit if spec.totals else "")
            drawing.words = spec.words
            drawing.scale = drawing.largest() if spec.sized else 0.0
            drawing.draw()
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax


def _check_words(made, words):
    known = {*MEANING, *(letter for cell in made.cells.values() for letter in cell.values)}
    for word in words:
        if word not in known:
            raise ValueError(f"matrix: words: {word!r} is not one of {', '.join(sorted(known))}")
