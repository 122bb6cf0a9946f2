"""A line chart: axes, rules, lines and their names."""

from math import ceil, floor

from edition.figures.canvas.text_metrics import width, wrap
from edition.figures.canvas.time_scale import Scale

from .names import LABEL, STYLES, draw_above, draw_beside
from .series import bounds, say, step, ticks

_SMALL = 11.5
_HEIGHT = {"wide": 300.0, "narrow": 250.0}


class Sheet:
    """One chart: axes, rules, lines from the last to the first, and their names."""

    def __init__(self, pen, page, layout, lines, percent, levels, span):
        self.pen, self.page, self.lines, self.percent = pen, page, lines, percent
        self.levels, self.narrow = levels, layout == "narrow"
        self.ticks = ticks(*bounds(lines, levels, percent, span))
        self.names = [wrap(line.name, LABEL, 150, 600) for line in lines]
        left = max(width(say(t, percent), _SMALL) for t in self.ticks) + 10
        widest = max(width(text, LABEL, 600) for name in self.names for text in name)
        right = 18.0 if self.narrow else widest + 16
        years = [p.x for line in lines for p in line.points]
        last = max(years) if max(years) > min(years) else min(years) + 1
        self.scale = Scale(min(years), last, left + 4, page - right)
        self.step = step(lines)
        self.top = 26.0 + 19.0 * len(lines) * self.narrow
        self.bottom = self.top + _HEIGHT[layout]
        pen.scale(self.scale.origin, self.scale.per_year)

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
        if self.narrow:
            draw_above(self.pen, self.lines)
        else:
            ends = [self.y(line.points[-1].y) for line in self.lines]
            draw_beside(self.pen, self.names, ends, self.scale.right + 12)
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
        tone = STYLES[i][0]
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
        tone, marker, hollow = STYLES[i]
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
