"""Draw a matrix: a table of symbols that shows which rows speak to which columns, and how."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.pen import Pen, layout_width
from edition.figures.specification import Layout, Links, build_spec, show_options

from .chart import MatrixChart
from .crosstab import crosstab
from .spec import MatrixOptions, MatrixSpec
from .symbols import WORDS


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
    """Draw which rows speak to which columns, and how, as a table of symbols.

    A full circle supports, a hollow one undermines, a diamond takes no side, a dot is a cell
    without records; a number counts the records of a cell with several. Without `direction` a
    square stands for records. If there are two sides, what tells them apart is strong, the rest
    pale.

    Parameters
    ----------
    table : pandas.DataFrame
        One record a row, column and direction. Categories without records are drawn, too.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; a matrix of many columns is wider.
    links : str or mapping or sequence, optional
        Address behind each record; a cell leads to that of its first.
    empty : str, optional
        Text in place of an empty matrix; by default a short one, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. A figure's only Axes sets the figure's size.
    **options
        As for `MatrixSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        Both axes count CSS pixels from the top left.

    Raises
    ------
    ValueError
        If an option or a cell cannot be drawn; the message names parameter, value and row.
    """
    page = layout_width(layout, "matrix")
    spec = build_spec(MatrixSpec, options, "matrix")
    grid = crosstab(table, spec, links)
    known = {*WORDS, *(letter for cell in grid.cells.values() for letter in cell.letters)}
    for word in sorted({*spec.words} - known):
        raise ValueError(f"matrix: words: {word!r} is not one of {', '.join(sorted(known))}")
    if not spec.pale:
        grid.strong_rows, grid.strong_columns = set(grid.rows), set(grid.columns)
    if not grid.cells and not empty:
        warnings.warn("matrix: table: it holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if grid.cells:
            chart = MatrixChart(pen, page, layout, grid, spec)
            pen.fit(chart.layout.width, chart.draw())
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax
