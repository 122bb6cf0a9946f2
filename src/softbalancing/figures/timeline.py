"""Timelines: points, stretches of time and open ends, each with its label beside it."""

import warnings
from math import isnan

import pandas as pd

from . import style
from .happenings import read
from .marks import SIDES, block, columns, draw_label, draw_legend, draw_listed, draw_mark
from .packing import Setting, pack
from .pen import Pen, layout_width
from .text import width
from .timeaxis import TimeAxis, checked_window

_HEAD = 12.5


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
        Columns: partial ISO dates, how exactly they are known (`dates.PRECISIONS`), the text.
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
    with style.applied():
        pen = Pen(ax)
        drawing = _Drawing(pen, page, layout, happenings, checked_window(window), until)
        drawing.draw(_lanes(events, lane, happenings))
        bottom = draw_legend(pen, happenings, sides, page, drawing.y)
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
    dated = sorted((row for row in happenings if row.dated), key=_begin)
    return list(dict.fromkeys(row.lane for row in [*dated, *happenings]))


def _begin(row):
    return (row.last if isnan(row.first) else row.first, row.order)


class _Drawing:
    """One timeline from top to bottom; `y` is how far it has come."""

    def __init__(self, pen, page, layout, happenings, window, until):
        narrow = layout == "narrow"
        self.pen, self.page, self.rows, self.y, self.order = pen, page, happenings, 0.0, 0
        self.taken = []  # where letters stand, and no line of the grid
        moments = [t for row in happenings for t in (row.first, row.last) if not isnan(t)]
        self.axis = TimeAxis(page, moments, window, until) if moments else None
        self.setting = Setting(12.5, 12.0, page, 330.0, True)
        if narrow and not self._all_fit_beside():
            self.setting = Setting(13.0, 12.0, page, 330.0, False)

    def _all_fit_beside(self):
        """Whether every label finds room for one line beside its mark."""
        rows = [row for row in self.rows if row.dated and self.axis.shows(row)]
        blocks = [block(row, self.axis, self.setting) for row in rows]
        return all(b.place != "above" and len(b.lines) == 1 for b in blocks)

    def draw(self, lanes):
        """Draw band, axis, lanes, and beneath them what has no place on the axis."""
        if self.axis:
            self.pen.scale(self.axis.scale.origin, self.axis.scale.per_year)
            self.y = self.axis.draw_band(self.pen, [_begin(r)[0] for r in self.rows if r.dated])
            self._lanes(lanes)
            first, last = self.axis.window
            outside = [row for row in self.rows if row.dated and not self.axis.shows(row)]
            outside.sort(key=_begin)
            self._list(f"Before {first:.0f}", [row for row in outside if _begin(row)[0] < first])
            self._list(f"After {last - 1:.0f}", [row for row in outside if _begin(row)[0] >= first])
        self._list("No date given", [row for row in self.rows if not row.dated], lanes)

    def _lanes(self, lanes):
        """Draw the axis and beneath it the lanes; the grid goes down to the last of them."""
        top = self.y + 20
        self.pen.ax.set_xticks([time for time, _ in self.axis.ticks])
        self.axis.draw_names(self.pen, self.y + 9)
        self.y = top + 6
        for lane in lanes:
            self._lane(lane)
        self.axis.draw_grid(self.pen, top, self.y + 4, self.taken)
        if self.y - top > 420:
            self.pen.rules([[(0, self.y + 4), (self.page, self.y + 4)]], tone="stone")
            self.axis.draw_names(self.pen, self.y + 15)
            self.y += 22
        self.y += 8

    def _lane(self, lane):
        rows = [row for row in self.rows if row.dated and row.lane == lane and self.axis.shows(row)]
        if not rows:
            return
        if lane:
            head = width(_capital(lane), _HEAD, 600)
            self.taken.append((0, self.y + 2, head, self.y + 22))
            self._head(lane)
        rows.sort(key=_begin)
        blocks = [block(row, self.axis, self.setting) for row in rows]
        self.y = pack(blocks, self.setting, self.y + 4) + 6
        self.taken += [placed.label_box(self.setting.line) for placed in blocks]
        for row, placed in zip(rows, blocks, strict=True):
            lines = len(placed.lines) - 0.1 if placed.place == "above" else 0
            self._begin(row)
            draw_mark(self.pen, row, self.axis, placed.y + lines * self.setting.line)
            self._finish(placed)

    def _list(self, header, rows, lanes=()):
        """List what has no place on the axis, by lane if there are any."""
        if not rows:
            return
        self._head(header)
        for lane in [lane for lane in lanes if lane] or [None]:
            members = [row for row in rows if lane in (None, row.lane)]
            if not members:
                continue
            if lane:
                self.pen.text(0, self.y + 8, _capital(lane), size=11.5, tone="muted")
                self.y += 20
            blocks, self.y = columns(members, self.setting, self.y)
            for row, placed in zip(members, blocks, strict=True):
                self._begin(row)
                draw_listed(self.pen, row, placed.left, placed.y)
                self._finish(placed)
            self.y += 6

    def _head(self, header):
        self.pen.text(0, self.y + 12, _capital(header), size=_HEAD, weight=600)
        self.y += 26

    def _begin(self, row):
        self.pen.begin(self.order, row.url, row.name)
        self.order += 1

    def _finish(self, placed):
        draw_label(self.pen, placed, self.setting)
        self.pen.finish()


def _capital(name):
    return name[:1].upper() + name[1:]
