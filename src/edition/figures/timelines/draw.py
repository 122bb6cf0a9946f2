"""The function that draws a timeline."""

import warnings
from typing import Unpack

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.pen import Pen, layout_width
from edition.figures.columns import category_order
from edition.figures.specification import Layout, Links, build_spec, show_options

from .chart import TimelineChart
from .dated_rows import read_rows
from .spec import TimelineOptions, TimelineSpec


@show_options(TimelineSpec)
def timeline(
    events: pd.DataFrame,
    *,
    layout: Layout = "wide",
    links: Links = None,
    empty: str = "",
    ax: Axes | None = None,
    **options: Unpack[TimelineOptions],
) -> Axes:
    """Draw dated rows on an axis of time, every label beside its mark.

    A day or month is a point, a year a point on a line as long as the year, a period a bar with
    two ends; ends fade where a date is approximate, and an arrow means that the row is open. A
    forecast is hollow. Rows without a date are listed beneath the axis. The height follows from
    the number of rows.

    Parameters
    ----------
    events : pandas.DataFrame
        One row an event.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels wide; on the narrow one, long labels stand above their marks.
    links : str or mapping or sequence, optional
        Address behind each mark: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        Text for a table without rows; by default there is a warning too.
    ax : matplotlib.axes.Axes, optional
        Axes to draw on; by default that of a new figure. If the Axes is alone in its figure, the
        figure is resized.
    **options
        Attributes of `TimelineSpec`.

    Returns
    -------
    matplotlib.axes.Axes
        x is in decimal years, y in CSS pixels from the top.

    Raises
    ------
    ValueError
        If an option or a cell cannot be drawn; the message names parameter, value and row.
    """
    spec = build_spec(TimelineSpec, options, "timeline")
    page = layout_width(layout, "timeline")
    rows = read_rows(events, spec, links)
    if not rows and not empty:
        warnings.warn("timeline: events: the table holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        if rows:
            chart = TimelineChart(pen, page, layout, rows, spec)
            lanes = category_order(events, spec.lane, chart.lanes) if spec.lane else [""]
            bottom = chart.draw(lanes)
        else:
            bottom = pen.note(empty or "No events to show", page)
        pen.fit(page, bottom + 2)
    return pen.ax
