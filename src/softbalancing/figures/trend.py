"""Line charts: how numbers of several rows move, every line with its name beside it."""

import warnings
from math import ceil, floor

from . import style
from .pen import Pen, layout_width
from .scale import Scale
from .series import read, say, step, ticks
from .text import width, wrap

_SMALL, _LABEL = 11.5, 12.5
_LINE = 15.0
_HEIGHT = {"wide": 300.0, "narrow": 250.0}
#: hue, marker and whether it is hollow; no hue is that of a side of the argument
_STYLES = (
    ("accent", "o", False),
    ("ink", "s", True),
    ("stone", "D", False),
    ("muted", "^", True),
)


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
    if len(lines) > len(_STYLES):
        raise ValueError(f"trend: by: {len(lines)} lines are more than {len(_STYLES)} can be told")
    if not lines and not empty:
        warnings.warn("trend: table: it holds no points", stacklevel=2)
    with style.applied():
        pen = Pen(ax)
        if lines:
            drawing = _Drawing(pen, page, layout, lines, percent, levels or {}, span)
            pen.fit(page, drawing.draw(marks or {}, breaks))
        else:
            pen.fit(page, pen.note(empty or "Nothing to show", page))
    return pen.ax


def _bounds(lines, levels, percent, span):
    """Return the least and the greatest number to show."""
    if span is not None:
        return span
    numbers = [
        n for line in lines for p in line.points for n in (p.y, p.low, p.high) if n is not None
    ]
    numbers += [*levels, *([0.0] if percent else [])]
    return min(numbers), max(numbers)


class _Drawing:
    """One chart: axes, rules, lines from the last to the first, and their names."""

    def __init__(self, pen, page, layout, lines, percent, levels, span):
        self.pen, self.page, self.lines, self.percent = pen, page, lines, percent
        self.levels, self.narrow = levels, layout == "narrow"
        self.ticks = ticks(*_bounds(lines, levels, percent, span))
        self.names = [wrap(line.name, _LABEL, 150, 600) for line in lines]
        left = max(width(say(t, percent), _SMALL) for t in self.ticks) + 10
        widest = max(width(text, _LABEL, 600) for name in self.names for text in name)
        right = 18.0 if self.narrow else widest + 16
        years = [p.x for line in lines for p in line.points]
        last = max(years) if max(years) > min(years) else min(years) + 1
        self.scale = Scale(min(years), last, left + 4, page - right)
        self.step = step(lines)
        self.top = 26.0 + 19.0 * len(lines) * self.narrow
        self.bottom = self.top + _HEIGHT[layout]
        pen.scale(self.scale.origin, self.scale.per_year)

    def _keys(self):
        """Name the lines above the drawing."""
        for i, line in enumerate(self.lines):
            y = 9 + 19 * i
            self._sample(i, y)
            self.pen.text(34, y, line.name, size=_LABEL, weight=600, tone=_STYLES[i][0])

    def _sample(self, i, y):
        tone, marker, hollow = _STYLES[i]
        self.pen.rules([[(2, y), (26, y)]], tone=tone, thick=1.7, zorder=2)
        self.pen.dot(14, y, marker=marker, size=6.5, tone=tone, hollow=hollow)

    def y(self, number):
        """Return the pixel of a number."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (number - low) / (high - low) * (self.bottom - self.top)

    def draw(self, marks, breaks):
        """Draw it all and return the bottom."""
        self._axes()
        self._rules(marks)
        for i, line in reversed(list(enumerate(self.lines))):
            self._line(i, line, breaks)
        for i, line in enumerate(self.lines):
            self._points(i, line)
        self._keys() if self.narrow else self._labels()
        return self.bottom + 26

    def _axes(self):
        """Rule the numbers, and name them and the years."""
        left, right = self.scale.left - 4, self.scale.right + 4
        self.pen.rules([[(left, self.y(t)), (right, self.y(t))] for t in self.ticks])
        for tick in self.ticks:
            text = say(tick, self.percent)
            self.pen.text(left - 6, self.y(tick), text, size=_SMALL, tone="muted", anchor="right")
        self.pen.rules([[(left, self.bottom), (right, self.bottom)]], tone="stone")
        for time, name in self._years():
            px = self.scale.px(time)
            self.pen.rules([[(px, self.bottom), (px, self.bottom + 4)]], tone="stone")
            self.pen.text(px, self.bottom + 14, name, size=_SMALL, tone="muted", anchor="center")

    def _years(self):
        """Return the years to name; never the months, since the rows have none."""
        first, last = self.scale.first, self.scale.last
        if last - first > 3:
            return self.scale.ticks(_SMALL)
        return [(year, str(year)) for year in range(ceil(first), floor(last) + 1)]

    def _rules(self, marks):
        """Rule the years and numbers that the chart is to be read against."""
        for time, name in marks.items():
            px = self.scale.px(time)
            self.pen.rules([[(px, self.top - 10), (px, self.bottom)]], tone="stone")
            wide = width(name, _SMALL, 600) / 2
            px = min(max(px, wide), self.page - wide)
            self.pen.text(
                px, self.top - 17, name, size=_SMALL, weight=600, tone="muted", anchor="center"
            )
        left, right = self.scale.left, self.scale.right + 4
        for level, name in self.levels.items():
            y = self.y(level)
            dots = [[(px, y), (px + 2, y)] for px in range(int(left), int(right), 5)]
            self.pen.rules(dots, tone="muted", thick=1.4, zorder=2)
            self.pen.text(left + 2, y - 9, name, size=_SMALL, weight=600, tone="muted")

    def _line(self, i, line, breaks):
        tone = _STYLES[i][0]
        bounds = [
            [(self.scale.px(p.x), self.y(p.low)), (self.scale.px(p.x), self.y(p.high))]
            for p in line.points
            if p.low is not None and p.high is not None
        ]
        if bounds:
            self.pen.rules(bounds, tone=tone, thick=1.0, zorder=2)
        for run in line.runs(self.step, breaks):
            if len(run) > 1:
                stroke = [(self.scale.px(p.x), self.y(p.y)) for p in run]
                self.pen.rules([stroke], tone=tone, thick=1.7, zorder=2)

    def _points(self, i, line):
        tone, marker, hollow = _STYLES[i]
        size = 4.5 if self.narrow else 5.5
        for point in line.points:
            said = f"{line.name}, {point.x:g}: {say(point.y, self.percent)}"
            if point.low is not None and point.high is not None:
                least, most = (say(n, self.percent) for n in (point.low, point.high))
                said += f" (between {least} and {most})"
            self.pen.begin(point.order, point.url, said)
            px, y = self.scale.px(point.x), self.y(point.y)
            self.pen.dot(px, y, marker=marker, size=size, tone=tone, hollow=hollow, edge=1.2)
            self.pen.finish()

    def _labels(self):
        """Set each name to the right of its line's end, none touching another."""
        ends = [
            (self.y(line.points[-1].y), len(name), i)
            for i, (line, name) in enumerate(zip(self.lines, self.names, strict=True))
        ]
        tops = spread([(y - rows * _LINE / 2, rows * _LINE) for y, rows, _ in ends])
        for top, (_, _, i) in zip(tops, ends, strict=True):
            for k, text in enumerate(self.names[i]):
                y = top + (k + 0.5) * _LINE
                self.pen.text(
                    self.scale.right + 12, y, text, size=_LABEL, weight=600, tone=_STYLES[i][0]
                )


def spread(boxes, gap=3.0):
    """Return the tops of boxes (top, height) moved down until none touches the one above.

    >>> spread([(10, 15), (0, 15)])
    [18.0, 0]
    """
    tops, free = [0] * len(boxes), None
    for i in sorted(range(len(boxes)), key=lambda i: boxes[i][0]):
        top, tall = boxes[i]
        tops[i] = top if free is None else max(top, free)
        free = tops[i] + tall + gap
    return tops
