"""The function that draws a line chart."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.pen import Pen, layout_width
from edition.figures.specification import Layout, Links, build_spec, show_options

from .chart import STYLES, TrendChart
from .series import read_lines
from .spec import TrendOptions, TrendSpec


@show_options(TrendSpec)
def trend(
    numbers: pd.DataFrame,
    *,
    layout: Layout = "wide",
    links: Links = None,
    empty: str = "",
    ax: Axes | None = None,
    **options: Unpack[TrendOptions],
) -> Axes:
    """Draw numbers by year, one line for each name.

    A line breaks where a year has no row; bounds are thin vertical strokes through the points.

    Parameters
    ----------
    numbers : pandas.DataFrame
        One row a point.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels wide; the narrow one has the labels of lines above the drawing.
    links, empty, ax
        As for `timeline`.
    **options
        Attributes of `TrendSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        x is in years, y in CSS pixels from the top.

    Raises
    ------
    ValueError
        If an option or a cell cannot be drawn; the message names parameter, value and row.
    """
    spec = build_spec(TrendSpec, options, "trend")
    page = layout_width(layout, "trend")
    lines = read_lines(numbers, spec, links)
    if len(lines) > len(STYLES):
        raise ValueError(f"trend: by: {len(lines)} lines are more than {len(STYLES)} can be told")
    if not lines and not empty:
        warnings.warn("trend: numbers: the table holds no points", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if lines:
            bottom = TrendChart(pen, page, layout, lines, spec).draw()
        else:
            bottom = pen.note(empty or "Nothing to show", page)
        pen.fit(page, bottom)
    return pen.ax
