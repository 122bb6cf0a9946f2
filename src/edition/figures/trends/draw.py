"""Line charts: how numbers of several rows move, every line with its name beside it."""

import warnings

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen

from .names import STYLES
from .series import read
from .sheet import Sheet


def trend(
    table,
    *,
    x,
    y,
    by,
    low=None,
    high=None,
    percent=False,
    marks=None,
    levels=None,
    breaks=(),
    span=None,
    layout="wide",
    links=None,
    empty="",
    ax=None,
):
    """Draw numbers over years, one line a name, each point leading to its row.

    A line breaks where a year has no row; nothing is drawn in between. Bounds are thin upright
    strokes through the points.

    Parameters
    ----------
    table : pandas.DataFrame
        One row a point.
    x, y, by : str
        Columns: the year, the number, and the name of the line (at most four).
    low, high : str, optional
        Columns with the bounds of the number.
    percent : bool
        Whether the numbers are shares, to be printed as percentages.
    marks : mapping, optional
        Years to rule, with what to print at each.
    levels : mapping, optional
        Numbers to rule across, with what to print at each.
    breaks : sequence of int
        Years at which the numbers begin anew: no line is drawn across.
    span : tuple of float, optional
        Least and greatest number of the axis; by default those of the rows, and 0 for shares.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; the narrow one names the lines above the drawing.
    links : str or mapping or sequence, optional
        Address behind each point: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        What to say where there is no point; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.

    Returns
    -------
    matplotlib.axes.Axes
        x counts years, y CSS pixels from the top.

    Raises
    ------
    ValueError
        For an option or a cell that cannot be drawn; it names parameter, value and row.
    """
    page = layout_width(layout, "trend")
    lines = read(table, x=x, y=y, by=by, low=low, high=high, links=links)
    if len(lines) > len(STYLES):
        raise ValueError(f"trend: by: {len(lines)} lines are more than {len(STYLES)} can be told")
    if not lines and not empty:
        warnings.warn("trend: table: it holds no points", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if lines:
            sheet = Sheet(pen, page, layout, lines, percent, levels or {}, span)
            pen.fit(page, sheet.draw(marks or {}, breaks))
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax
