"""A line chart: axes, ruled years and levels, lines and their labels."""

from collections.abc import Sequence
from typing import NamedTuple

from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import text_width, wrap_text
from edition.figures.canvas.time_scale import TimeScale
from edition.project.vocabulary import Marker

from .series import Line, format_number, least_step, number_ticks
from .spec import TrendSpec

_SMALL = 11.5
_SIZE = 12.5  # of the labels of lines
_LINE = 15.0


class LineStyle(NamedTuple):
    """Color, marker, and whether the marker is hollow."""

    tone: str
    marker: Marker
    hollow: bool


#: Looks in the order of the lines. None has the hue of a side of the argument.
STYLES = (
    LineStyle("accent", "circle", False),
    LineStyle("ink", "square", True),
    LineStyle("stone", "diamond", False),
    LineStyle("muted", "triangle", True),
)


class TrendChart:
    """Draws a line chart."""

    def __init__(self, pen: Pen, lines: Sequence[Line], spec: TrendSpec) -> None:
        if len(lines) > len(STYLES):
            raise ValueError(
                f"trend: by: {len(lines)} lines are more than {len(STYLES)} can be told"
            )
        self.pen, self.page, self.lines, self.spec = pen, pen.page, lines, spec
        self.narrow = pen.narrow
        self.ticks = number_ticks(lines, spec)
        self.labels = [wrap_text(line.name, _SIZE, 150, 600) for line in lines]
        left = max(text_width(self._format(tick), _SMALL) for tick in self.ticks) + 10
        widest = max(text_width(text, _SIZE, 600) for label in self.labels for text in label)
        right = 18.0 if self.narrow else widest + 16
        years = [point.x for line in lines for point in line.points]
        first, last = min(years), max(years)
        last = last if last > first else first + 1
        self.scale = TimeScale(first, last, left + 4, pen.page - right)
        self.top = 26.0 + 19.0 * len(lines) * self.narrow
        self.bottom = self.top + (250.0 if pen.narrow else 300.0)
        pen.set_scale(self.scale.origin, self.scale.pixels_per_year)

    def _format(self, number: float) -> str:
        return format_number(number, self.spec.percent)

    def _y(self, number: float) -> float:
        """Return the pixel of a number."""
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (number - low) / (high - low) * (self.bottom - self.top)

    def draw(self) -> float:
        """Draw everything and return the bottom."""
        self._draw_axes()
        self._draw_marks_and_levels()
        styled = list(zip(self.lines, STYLES, strict=False))
        for line, style in reversed(styled):
            self._draw_line(line, style)
        for line, style in styled:
            self._draw_points(line, style)
        if self.narrow:
            self._draw_labels_above()
        else:
            self._draw_labels_beside()
        return self.bottom + 26

    def _draw_axes(self) -> None:
        left, right = self.scale.left - 4, self.scale.right + 4
        self.pen.lines([[(left, self._y(t)), (right, self._y(t))] for t in self.ticks])
        for tick in self.ticks:
            text = self._format(tick)
            self.pen.text(left - 6, self._y(tick), text, size=_SMALL, tone="muted", anchor="right")
        self.pen.lines([[(left, self.bottom), (right, self.bottom)]], tone="stone")
        for year, label in self.scale.ticks(_SMALL, months=False):
            px = self.scale.px(year)
            self.pen.lines([[(px, self.bottom), (px, self.bottom + 4)]], tone="stone")
            y = self.bottom + 14
            self.pen.text(px, y, label, size=_SMALL, tone="muted", anchor="center")

    def _draw_marks_and_levels(self) -> None:
        for year, label in self.spec.marks.items():
            px = self.scale.px(year)
            self.pen.lines([[(px, self.top - 10), (px, self.bottom)]], tone="stone")
            half = text_width(label, _SMALL, 600) / 2
            px = min(max(px, half), self.page - half)
            self.pen.text(
                px, self.top - 17, label, size=_SMALL, weight=600, tone="muted", anchor="center"
            )
        left, right = self.scale.left, self.scale.right + 4
        for level, label in self.spec.levels.items():
            y = self._y(level)
            dots = [[(px, y), (px + 2, y)] for px in range(int(left), int(right), 5)]
            self.pen.lines(dots, tone="muted", thick=1.4, zorder=2)
            self.pen.text(left + 2, y - 9, label, size=_SMALL, weight=600, tone="muted")

    def _draw_line(self, line: Line, style: LineStyle) -> None:
        """Draw bounds as vertical strokes, and the line, which breaks where a year is missing."""
        bounds = [(self.scale.px(p.x), *map(self._y, p.bounds)) for p in line.points if p.bounds]
        if bounds:
            segments = [[(px, low), (px, high)] for px, low, high in bounds]
            self.pen.lines(segments, tone=style.tone, thick=1.0, zorder=2)
        for run in line.runs(least_step(self.lines)):
            if len(run) > 1:
                segment = [(self.scale.px(point.x), self._y(point.y)) for point in run]
                self.pen.lines([segment], tone=style.tone, thick=1.7, zorder=2)

    def _draw_points(self, line: Line, style: LineStyle) -> None:
        size = 4.5 if self.narrow else 5.5
        for point in line.points:
            name = f"{line.name}, {point.x:g}: {self._format(point.y)}"
            if point.bounds:
                low, high = map(self._format, point.bounds)
                name += f" (between {low} and {high})"
            with self.pen.mark(point.url, name):
                self.pen.marker(
                    self.scale.px(point.x), self._y(point.y), marker=style.marker, size=size,
                    tone=style.tone, hollow=style.hollow, edge=1.2,
                )  # fmt: skip

    def _draw_labels_above(self) -> None:
        """Draw a sample and the label of each line, one beneath the other."""
        for i, (line, style) in enumerate(zip(self.lines, STYLES, strict=False)):
            y = 9 + 19 * i
            self.pen.lines([[(2, y), (26, y)]], tone=style.tone, thick=1.7, zorder=2)
            self.pen.marker(
                14, y, marker=style.marker, size=6.5, tone=style.tone, hollow=style.hollow
            )
            self.pen.text(34, y, line.name, size=_SIZE, weight=600, tone=style.tone)

    def _draw_labels_beside(self) -> None:
        """Draw the label of each line as near as possible to the height of its end."""
        x, heights = self.scale.right + 12, [len(label) * _LINE for label in self.labels]
        ends = [self._y(line.points[-1].y) for line in self.lines]
        tops = spread([(y - high / 2, high) for y, high in zip(ends, heights, strict=True)])
        for style, top, label in zip(STYLES, tops, self.labels, strict=False):
            for i, text in enumerate(label):
                y = top + (i + 0.5) * _LINE
                self.pen.text(x, y, text, size=_SIZE, weight=600, tone=style.tone)


def spread(boxes: Sequence[tuple[float, float]], gap: float = 3.0) -> list[float]:
    """Return the tops of boxes (top, height), moved down until none touches the one above.

    >>> spread([(10, 15), (0, 15)])
    [18.0, 0.0]
    """
    tops, free = [0.0] * len(boxes), float("-inf")
    for i, (top, height) in sorted(enumerate(boxes), key=lambda item: item[1][0]):
        tops[i] = float(max(top, free))
        free = tops[i] + height + gap
    return tops
