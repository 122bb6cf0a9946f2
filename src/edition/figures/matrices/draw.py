"""Matrices of symbols: what each row says of each column, and which of them tell."""

import warnings

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen

from .counting import grid
from .sheet import Sheet
from .symbols import MEANING


def matrix(
    table,
    *,
    rows,
    columns,
    direction=None,
    count=None,
    value=None,
    row_groups=None,
    column_groups=None,
    labels=None,
    words=None,
    hues=None,
    order="pattern",
    pale=True,
    sized=False,
    totals=True,
    unit="claims",
    layout="wide",
    links=None,
    empty="",
    ax=None,
):
    """Draw which rows speak to which columns, and how: a table of symbols.

    A full circle supports, a hollow one undermines, a diamond takes no side, a dot is silence; a
    number counts the records where there are several. Without `direction` a square says that there
    is a record. Where there are two sides, what tells them apart is strong, the rest pale.

    Parameters
    ----------
    table : pandas.DataFrame
        One record a row, column and direction. Categories without records are drawn, silent.
    rows, columns : str
        Columns of the table that name the matrix's rows and columns.
    direction : str, optional
        Column with ``supports``, ``undermines`` or ``neutral``.
    count, value : str, optional
        Columns: how many records a record stands for; a letter to print in place of a square.
    row_groups, column_groups : str or mapping, optional
        Column with the group of each row or column, or a mapping from row or column to group. The
        first group of columns has one hue, all others the second, unless `hues` says otherwise.
    labels : mapping, optional
        What to print for a row or column in place of its name.
    words : mapping, optional
        What to call ``supports``, ``undermines``, ``neutral`` and ``silent`` in the legend and for
        screen readers (``{"supports": "affirms"}``), and what the letters of `value` stand for.
    hues : mapping, optional
        Hue of each group of columns: ``blue``, ``amber``, ``accent`` or ``stone``. Only groups
        of the first two are sides of an argument.
    order : {"pattern", "total", "given"}
        How to order within groups: so that the pattern shows, by total, or as they come.
    pale : bool
        Whether rows and columns that do not tell the two sides apart are drawn pale.
    sized : bool
        Whether the areas of symbols grow with what they count.
    totals : bool
        Whether to print how many records each row and column has.
    unit : str
        What is counted.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; a large matrix is wider.
    links : str or mapping or sequence, optional
        Address behind each record; a cell leads to that of its first.
    empty : str, optional
        What to say where there is no record; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.

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
    made = grid(
        table,
        rows=rows,
        columns=columns,
        direction=direction,
        count=count,
        value=value,
        row_groups=row_groups,
        column_groups=column_groups,
        order=order,
        hues=hues,
        links=links,
    )
    _check_words(made, words)
    if not pale:
        made.telling_rows, made.telling_columns = set(made.rows), set(made.columns)
    if not made.cells and not empty:
        warnings.warn("matrix: table: it holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if made.cells:
            drawing = Sheet(pen, page, layout, made, labels, unit if totals else "")
            drawing.words = words
            drawing.scale = drawing.largest() if sized else 0.0
            drawing.draw()
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax


def _check_words(made, words):
    known = {*MEANING, *(letter for cell in made.cells.values() for letter in cell.values)}
    for word in {} if words is None else words:
        if word not in known:
            raise ValueError(f"matrix: words: {word!r} is not one of {', '.join(sorted(known))}")
