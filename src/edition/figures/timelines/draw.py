"""Timelines: points, stretches of time and open ends, each with its label beside it."""

import warnings

import pandas as pd

from edition.figures.canvas import matplotlib_settings
from edition.figures.canvas.paper import layout_width
from edition.figures.canvas.pen import Pen

from .dated_rows import begin, read
from .markers import SIDES, draw_legend
from .sheet import Sheet
from .time_axis import checked_window


def timeline(
    events,
    *,
    lane=None,
    start="start",
    end="end",
    precision="precision",
    label="label",
    window=None,
    until=None,
    side=None,
    sides=None,
    layout="wide",
    links=None,
    empty="",
    ax=None,
):
    """Draw events on an axis of time, every label beside its mark.

    A day, month or year is a point (a year with the line on which it may lie), a period a bar with
    its ends, an approximate date a bar whose ends fade, an open one an arrow, a forecast hollow;
    what has no date stands beneath the axis. The height follows from the number of rows.

    Parameters
    ----------
    events : pandas.DataFrame
        One row an event.
    lane : str, optional
        Column whose values head the lanes; in the order of a Categorical, or of the first event.
    start, end, precision, label : str
        Columns: partial ISO dates, how exactly they are known (one of the `PRECISIONS` of
        `edition.data.partial_dates`), the text.
    window : tuple of int, optional
        First and last year to show in detail; what lies outside is listed beneath, and a band
        shows where the window lies in the whole span.
    until : str, optional
        Date at which open events are cut, drawn as a line with its name.
    side : str, optional
        Column with ``balancing``, ``rival`` or ``both``: hue and shape of the points.
    sides : mapping, optional
        What to call each of them in the legend.
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels; the narrow one sets labels above their marks.
    links : str or mapping or sequence, optional
        Address behind each mark: a column, a mapping of index labels, or one address a row.
    empty : str, optional
        What to say where there is no event; by default that there is none, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. An only Axes has its figure's size set.

    Returns
    -------
    matplotlib.axes.Axes
        x counts decimal years, y CSS pixels from the top.

    Raises
    ------
    ValueError
        For an option or a cell that cannot be drawn; it names parameter, value and row.
    """
    page = layout_width(layout, "timeline")
    happenings = read(
        events,
        start=start,
        end=end,
        precision=precision,
        label=label,
        lane=lane,
        side=side,
        links=links,
    )
    _check_sides(happenings)
    if not happenings and not empty:
        warnings.warn("timeline: events: the table holds no rows", stacklevel=2)
    with matplotlib_settings.applied():
        pen = Pen(ax)
        sheet = Sheet(pen, page, layout, happenings, checked_window(window), until)
        sheet.draw(_lanes(events, lane, happenings))
        bottom = draw_legend(pen, happenings, sides, page, sheet.y)
        if not happenings:
            bottom = pen.note(empty or "No events to show", page)
        pen.fit(page, bottom + 2)
    return pen.ax


def _check_sides(happenings):
    for row in happenings:
        if row.side and row.side not in SIDES:
            raise ValueError(
                f"timeline: side: {row.side!r} is not one of {', '.join(SIDES)} ({row.name})"
            )


def _lanes(events, lane, happenings):
    """Return the names of the lanes in order."""
    if lane is None:
        return [""]
    if isinstance(events[lane].dtype, pd.CategoricalDtype):
        used = {row.lane for row in happenings}
        return [str(value) for value in events[lane].cat.categories if str(value) in used]
    dated = sorted((row for row in happenings if row.dated), key=begin)
    return list(dict.fromkeys(row.lane for row in [*dated, *happenings]))
