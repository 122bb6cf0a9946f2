"""The axis of a timeline: its span, the extent of each mark, ticks and grid."""

from collections.abc import Iterable, Sequence
from math import isnan

from edition.data.partial_dates import decimal_years, format_date
from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import text_width
from edition.figures.canvas.time_scale import TimeScale, rounded_span

from .dated_rows import DatedRow

Box = tuple[float, float, float, float]  # left, top, right, bottom
LABEL_SIZE = 11.5
_MARGIN = 8.0
_LEAST_BAR = 7.0
#: A shorter piece of a grid line could be taken for a mark.
_LEAST_GRID_LINE = 12.0


class TimeAxis:
    """The axis of a timeline over dated rows; open ones end at the partial date `until`."""

    def __init__(self, page: float, rows: Iterable[DatedRow], until: str | None) -> None:
        self.page, self.until = page, until
        self.horizon = decimal_years(until)[1] if until else None
        moments = [t for row in rows for t in (row.first, row.last) if not isnan(t)]
        moments += [self.horizon] if self.horizon else []
        self.span = rounded_span(min(moments), max(moments))
        self.scale = TimeScale(*self.span, _MARGIN, page - _MARGIN)
        self.ticks = self.scale.ticks(LABEL_SIZE)

    def extent(self, row: DatedRow) -> tuple[float, float]:
        """Return the first and the last pixel of a mark."""
        left = self.scale.px(self.span[0] if isnan(row.first) else row.first)
        right = self.scale.px((self.horizon or self.span[1]) if isnan(row.last) else row.last)
        if not row.is_bar:
            return (left + right) / 2, (left + right) / 2
        return left, max(right, left + _LEAST_BAR)

    def fade(self, row: DatedRow) -> float:
        """Return the length in which the row began; 0 if its bounds are not known."""
        length = (row.settled - row.first) * self.scale.pixels_per_year
        return 0.0 if isnan(length) else length

    def whisker(self, row: DatedRow) -> float:
        """Return the length of the line on which a point may lie; 0 if it is too short to see."""
        length = (row.last - row.first) * self.scale.pixels_per_year if row.shape == "year" else 0.0
        return length if length > 11 else 0.0

    def draw_labels(self, pen: Pen, y: float) -> None:
        """Draw the labels of the ticks and of `until`, which takes precedence."""
        taken = (0.0, 0.0)
        if self.until and self.horizon:
            label = format_date(self.until, short=True)
            wide = text_width(label, LABEL_SIZE, 600)
            x = min(max(self.scale.px(self.horizon) + wide / 2, wide), self.page)
            pen.text(x, y, label, size=LABEL_SIZE, weight=600, tone="muted", anchor="right")
            taken = (x - wide - 8, x + 8)
        for time, label in self.ticks:
            x = self.scale.px(time)
            right = x + text_width(label, LABEL_SIZE)
            if right <= self.page and (right <= taken[0] or x >= taken[1]):
                pen.text(x, y, label, size=LABEL_SIZE, tone="muted")

    def draw_grid(self, pen: Pen, top: float, bottom: float, taken: Sequence[Box]) -> None:
        """Draw the axis at `top`, and vertical lines to `bottom` except in the `taken` boxes."""
        pen.lines(
            [
                [(x, start), (x, stop)]
                for x in (self.scale.px(time) for time, _ in self.ticks)
                for start, stop in _free_stretches(x, top - 4, bottom, taken)
                if stop - start > _LEAST_GRID_LINE or start < top
            ]
        )
        if self.horizon:
            x = self.scale.px(self.horizon)
            free = _free_stretches(x, top - 4, bottom, taken)
            pen.lines([[(x, start), (x, stop)] for start, stop in free], tone="stone")
        pen.lines([[(0, top), (self.page, top)]], tone="stone")


def _free_stretches(
    x: float, top: float, bottom: float, taken: Sequence[Box]
) -> list[tuple[float, float]]:
    """Return the parts of a vertical line that run through none of the boxes."""
    covered = sorted((upper, lower) for left, upper, right, lower in taken if left < x < right)
    free = []
    for upper, lower in covered:
        if upper - top > 3:
            free.append((top, upper))
        top = max(top, lower)
    return [*free, (top, bottom)] if bottom > top else free
