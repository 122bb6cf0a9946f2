"""Timelines: points, stretches of time and open ends, each with its label beside it."""

import warnings
from math import isnan

import matplotlib
import pandas as pd

from . import style
from .dates import stretch, words
from .happenings import SHAPES, read
from .packing import Block, Setting, pack, place
from .pen import Pen, layout_width
from .scale import Scale, domain
from .text import width

SIDES = {"balancing": ("balancing", "o"), "rival": ("rival", "s"), "both": ("accent", "D")}
_MARGIN = 8.0
_SMALL = 11.5


def timeline(
    events, *, lane=None, start="start", end="end", precision="precision", label="label",
    window=None, until=None, side=None, sides=None, layout="wide", links=None, empty="", ax=None,
):  # fmt: skip
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
    """
    page = layout_width(layout, "timeline")
    happenings = read(
        events, start=start, end=end, precision=precision, label=label, lane=lane, side=side, links=links,
    )  # fmt: skip
    _check_sides(happenings)
    if not happenings and not empty:
        warnings.warn("timeline: events: the table holds no rows", stacklevel=2)
    with matplotlib.rc_context(style.rc()):
        drawing = _Drawing(Pen(ax), page, layout, happenings, window, until, sides, empty)
        drawing.draw(_lanes(events, lane, happenings))
    return drawing.pen.ax


def _check_sides(happenings):
    for row in happenings:
        if row.side and row.side not in SIDES:
            raise ValueError(f"timeline: side: {row.side!r} is not one of {', '.join(SIDES)} ({row.name})")


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

    def __init__(self, pen, page, layout, happenings, window, until, sides, empty):
        self.pen, self.page, self.narrow = pen, page, layout == "narrow"
        self.rows, self.until, self.y = happenings, until, 0.0
        self.horizon = stretch(until)[1] if until else None
        moments = [t for row in happenings for t in (row.first, row.last) if not isnan(t)]
        moments += [self.horizon] if until else []
        self.span = domain(min(moments), max(moments)) if moments else None
        self.window = _checked_window(window) or self.span
        self.setting = Setting(13.0 if self.narrow else 12.5, _SMALL + 0.5, page, 330.0, not self.narrow)
        self.order, self.empty = 0, empty or "No events to show"
        self.used, self.sides = set(), {side: (sides or {}).get(side, side) for side in SIDES}

    def draw(self, lanes):
        """Draw band, axis, lanes, what stands beside the axis, and the legend."""
        if self.span:
            self.scale = Scale(*self.window, _MARGIN, self.page - _MARGIN)
            self.pen.scale(self.scale.origin, self.scale.per_year)
            self._band()
            self._axis(lanes)
        outside = [row for row in self.rows if row.dated and not self._inside(row)]
        edge = self.window[0] if self.window else 0
        self._strip(f"Before {edge:.0f}", [row for row in outside if _begin(row)[0] < edge])
        if self.window:
            late = [row for row in outside if _begin(row)[0] >= edge]
            self._strip(f"After {self.window[1] - 1:.0f}", late)
        self._strip("No date given", [row for row in self.rows if not row.dated], lanes)
        self._legend()
        if not self.rows:
            self.y = self.pen.note(self.empty, self.page)
        self.pen.fit(self.page, self.y + 2)

    def _inside(self, row):
        first, last = (row.first if row.first == row.first else self.span[0]), row.last
        last = last if last == last else self._end_of_time()
        return first < self.window[1] and last >= self.window[0]

    def _end_of_time(self):
        return self.horizon or self.span[1]

    def _band(self):
        """Show the whole span, with every event, and where the window lies in it."""
        if self.window == self.span or (self.span[1] - self.span[0]) < 1.5 * (self.window[1] - self.window[0]):
            return
        whole = Scale(*self.span, _MARGIN, self.page - _MARGIN)
        left, right = (min(max(whole.px(t), whole.left), whole.right) for t in self.window)
        top, base = 18.0, 34.0
        self.pen.shape([[(left, top), (right, top), (right, base), (left, base)]], tone="faint", zorder=0)
        starts = sorted({round(whole.px(_begin(row)[0]), 1) for row in self.rows if row.dated})
        self.pen.rules([[(x, top + 3), (x, base - 3)] for x in starts], tone="stone", thick=1.2, zorder=2)
        self.pen.rules([[(whole.left, base), (whole.right, base)]], tone="stone")
        slants = [[(left, base), (whole.left, base + 14)], [(right, base), (whole.right, base + 14)]]
        self.pen.rules(slants, tone="faint")
        for time, anchor, x in ((self.span[0], "left", whole.left), (self.span[1] - 1, "right", whole.right)):
            self.pen.text(x, 8, f"{time:.0f}", size=_SMALL, tone="muted", anchor=anchor)
        self.y = base + 14

    def _axis(self, lanes):
        """Draw the axis and beneath it the lanes; the grid goes down to the last of them."""
        top = self.y + 22
        ticks = self.scale.ticks(_SMALL)
        self.pen.ax.set_xticks([time for time, _ in ticks])
        self._tick_names(ticks, self.y + 9)
        self.y = top + 4
        for lane in lanes:
            self._lane(lane)
        long = self.y - top > 420
        xs = [self.scale.px(time) for time, _ in ticks]
        self.pen.rules([[(x, top - 6), (x, self.y + 4)] for x in xs])
        if self.horizon and self.window[0] <= self.horizon <= self.window[1]:
            x = self.scale.px(self.horizon)
            self.pen.rules([[(x, top - 6), (x, self.y + 4)]], tone="stone", thick=1.0)
        self.pen.rules([[(0, top - 2), (self.page, top - 2)]], tone="stone")
        if long:
            self.pen.rules([[(0, self.y + 4), (self.page, self.y + 4)]], tone="stone")
            self._tick_names(ticks, self.y + 15)
            self.y += 22
        self.y += 8

    def _tick_names(self, ticks, y):
        taken = (0.0, 0.0)
        if self.horizon and self.window[0] <= self.horizon <= self.window[1]:
            name, x = words(self.until), self.scale.px(self.horizon)
            wide = width(name, _SMALL, 600)
            x = min(max(x + wide / 2, wide), self.page)
            self.pen.text(x, y, name, size=_SMALL, weight=600, tone="muted", anchor="right")
            taken = (x - wide - 8, x + 8)
        for time, name in ticks:
            x = self.scale.px(time)
            right = x + width(name, _SMALL)
            if right <= self.page and (right <= taken[0] or x >= taken[1]):
                self.pen.text(x, y, name, size=_SMALL, tone="muted")

    def _lane(self, lane):
        rows = [row for row in self.rows if row.dated and row.lane == lane and self._inside(row)]
        if not rows:
            return
        if lane:
            self.pen.text(0, self.y + 12, lane[:1].upper() + lane[1:], size=12.5, weight=600)
            self.y += 26
        rows.sort(key=_begin)
        blocks = [self._block(row) for row in rows]
        self.y = pack(blocks, self.setting, self.y + 4) + 6
        for row, block in zip(rows, blocks, strict=True):
            self._mark(row, block)

    def _block(self, row):
        first, last, _ = self._extent(row)
        if not row.lasts:
            half = max(4.0, (self._whisker(row) or 0.0) / 2)
            first, last = first - half, last + half
        elif row.side:
            first -= 4
        return place(Block((first, last), row.date), row.label, self.setting)

    def _whisker(self, row):
        """Return the length of the line on which a point may lie, if it can be seen."""
        length = (row.last - row.first) * self.scale.per_year if row.shape == "year" else 0.0
        return length if length > 11 else None

    def _extent(self, row):
        """Return first and last pixel of a mark, and its ends, cut to the window."""
        first = self.span[0] if isnan(row.first) else row.first
        last = self._end_of_time() if isnan(row.last) else row.last
        ends = list(row.ends)
        if first < self.window[0]:
            first, ends[0] = self.window[0], "arrow"
        if last > self.window[1]:
            last, ends[1] = self.window[1], "arrow"
        left, right = self.scale.px(first), self.scale.px(last)
        if not row.lasts:
            middle = (left + right) / 2
            return middle, middle, ends
        return left, max(right, left + 7.0), ends

    def _mark(self, row, block):
        self.used.add(row.shape)
        self._begin(row)
        tone, marker = SIDES.get(row.side, ("accent", "o"))
        y = block.y + ((len(block.lines) - 0.1) * self.setting.line if block.place == "above" else 0)
        left, right, ends = self._extent(row)
        hollow = row.shape == "forecast"
        if not row.lasts:
            half = (self._whisker(row) or 0.0) / 2
            whisker = (left - half, left + half) if half else None
            self.pen.dot(left, y, marker=marker, tone=tone, whisker=whisker, hollow=hollow)
        else:
            self.pen.bar(left, right, y, ends=ends, tone=tone, hollow=hollow)
            if row.side:
                self.pen.dot(left, y, marker=marker, tone=tone)
        self._label(block)
        self.pen.finish()

    def _begin(self, row):
        self.pen.begin(self.order, row.url, row.name)
        self.order += 1

    def _label(self, block):
        anchor, sign = ("right", -1) if block.place == "left" else ("left", 1)
        if block.date:
            self.pen.text(block.text_x, block.y, block.date, size=self.setting.date_size, tone="muted", anchor=anchor)
        for i, line in enumerate(block.lines):
            x = block.text_x + (sign * block.indent if i == 0 else 0)
            if line:
                self.pen.text(x, block.y + i * self.setting.line, line, size=self.setting.size, anchor=anchor)

    def _strip(self, header, rows, lanes=()):
        """List what has no place on the axis, by lane if there are any."""
        if not rows:
            return
        self.pen.text(0, self.y + 12, header, size=12.5, weight=600)
        self.y += 26
        rows = sorted(rows, key=_begin) if rows[0].dated else rows
        for lane in [lane for lane in lanes if lane] or [None]:
            members = rows if lane is None else [row for row in rows if row.lane == lane]
            if lane and members:
                self.pen.text(0, self.y + 8, lane[:1].upper() + lane[1:], size=_SMALL, tone="muted")
                self.y += 20
            self._list(members)

    def _list(self, rows):
        for row, block in self._flow(rows) if rows else ():
            self.used.add(row.shape)
            self._begin(row)
            self._small(row, block.left, block.y)
            self._label(block)
            self.pen.finish()
        self.y += 6 if rows else 0

    def _small(self, row, x, y):
        """Set a mark of one size beside a label that has no place on the axis."""
        tone, marker = SIDES.get(row.side, ("accent", "o"))
        if row.shape == "undated":
            self.pen.dot(x + 9, y, marker="s", size=6.5, tone="stone", hollow=True)
        elif row.lasts:
            self.pen.bar(x, x + 17, y, ends=row.ends, tone=tone, hollow=row.shape == "forecast")
        else:
            self.pen.dot(x + 9, y, marker=marker, tone=tone, hollow=row.shape == "forecast")

    def _flow(self, rows):
        """Set blocks in columns that are read downwards, and return each with its row."""
        mark, gap = 23.0, 18.0
        half = self.page if self.narrow else (self.page - gap) / 2
        setting = Setting(self.setting.size, self.setting.date_size, 2 * self.page, half - mark, True)
        blocks = [place(Block((0, mark - 7), row.date), row.label, setting) for row in rows]
        wide = max(block.right for block in blocks)
        across = min(max(int((self.page + gap) // (wide + gap)), 1), len(blocks))
        deep = -(-len(blocks) // across)
        bottoms = []
        for i in range(0, len(blocks), deep):
            y = self.y + self.setting.line / 2
            for block in blocks[i : i + deep]:
                block.left = (i // deep) * (self.page + gap) / across
                block.text_x, block.y = block.left + mark, y
                y += len(block.lines) * self.setting.line + self.setting.gap
            bottoms.append(y - self.setting.line / 2)
        self.y = max(bottoms)
        return list(zip(rows, blocks, strict=True))

    def _legend(self):
        """Say what the shapes mean, if there is more than one."""
        shapes = [shape for shape in SHAPES if shape in self.used and shape != "undated"]
        parts = [(SHAPES[shape], shape) for shape in shapes] if len(shapes) > 1 else []
        used = {row.side for row in self.rows}
        parts = [(name, side) for side, name in self.sides.items() if side in used] + parts
        if not parts:
            return
        self.y += 6
        x, y = 0.0, self.y + 9
        for name, shape in parts:
            sample = 10 if shape in ("point", "forecast", *SIDES) else 26
            wide = sample + 6 + width(name, _SMALL)
            if x and x + wide > self.page:
                x, y = 0.0, y + 19
            self._sample(shape, x, x + sample, y)
            self.pen.text(x + sample + 6, y, name, size=_SMALL, tone="muted")
            x += wide + 18
        self.y = y + 12

    def _sample(self, shape, left, right, y):
        if shape in SIDES:
            self.pen.dot((left + right) / 2, y, tone=SIDES[shape][0], marker=SIDES[shape][1])
        elif shape in ("point", "year", "forecast"):
            whisker = (left, right) if shape == "year" else None
            self.pen.dot((left + right) / 2, y, tone="stone", hollow=shape == "forecast", whisker=whisker)
        else:
            ends = {"bar": ("cap", "cap"), "about": ("fade", "fade"), "open": ("cap", "arrow")}[shape]
            self.pen.bar(left, right, y, ends=ends, tone="stone")


def _checked_window(window):
    if window is None:
        return None
    try:
        first, last = window
        if not first < last:
            raise ValueError
    except (TypeError, ValueError):
        raise ValueError(f"timeline: window: {window!r} is not a first and a later last year") from None
    return float(first), float(last + 1)
