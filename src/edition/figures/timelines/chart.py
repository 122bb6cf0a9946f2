"""A timeline from top to bottom: axis, lanes, the list of undated rows and the legend."""

from collections.abc import Sequence

from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import text_width
from edition.figures.columns import capitalize_first

from .dated_rows import SHAPES, DatedRow, DatedRows
from .label_placement import Label, LabelStyle, list_labels, place_label, stack_labels
from .markers import draw_label, draw_legend, draw_mark, draw_undated_mark
from .spec import TimelineSpec
from .time_axis import Box, TimeAxis

_HEADING = 12.5
#: Height of the lanes from which on the axis is labeled at the bottom too.
_TALL = 420


class TimelineChart:
    """Draws a timeline; `y` is the bottom of what is drawn so far."""

    def __init__(self, pen: Pen, rows: DatedRows, spec: TimelineSpec) -> None:
        self.pen, self.page, self.rows, self.spec = pen, pen.page, rows, spec
        self.dated, self.undated = rows.dated, rows.undated
        self.y = 0.0
        self.taken: list[Box] = []  # boxes of text, which the grid leaves out
        self.style = LabelStyle(12.5, pen.page, 330.0, True)
        if self.dated:
            self.axis = TimeAxis(pen.page, self.dated, spec.until)
            if pen.narrow and not self._all_fit_beside():
                self.style = LabelStyle(13.0, pen.page, 330.0, False)

    def _all_fit_beside(self) -> bool:
        labels = map(self._place, self.dated)
        return all(not label.above and len(label.lines) == 1 for label in labels)

    def _place(self, row: DatedRow) -> Label:
        """Return the label of a row, placed beside the extent of its mark."""
        first, last = self.axis.extent(row)
        if not row.is_bar:
            half = max(4.0, self.axis.whisker(row) / 2)
            first, last = first - half, last + half
        elif row.side:
            first -= 4
        return place_label((first, last), row.date, row.label, self.style)

    def draw(self) -> float:
        """Draw everything and return the bottom."""
        if self.dated:
            self.pen.set_scale(self.axis.scale.origin, self.axis.scale.pixels_per_year)
            self._draw_lanes()
        if self.undated:
            self._draw_undated()
        return draw_legend(self.pen, self.rows, self.spec.sides, self.y) + 2

    def _draw_lanes(self) -> None:
        """Draw the axis, the lanes beneath it, and the grid down to the last of them."""
        top = 20.0
        self.pen.ax.set_xticks([time for time, _ in self.axis.ticks])
        self.axis.draw_labels(self.pen, 9)
        self.y = top + 6
        for lane in self.rows.lanes:
            rows = [row for row in self.dated if row.lane == lane]
            if rows:
                self._draw_lane(lane, rows)
        self.axis.draw_grid(self.pen, top, self.y + 4, self.taken)
        if self.y - top > _TALL:
            self.pen.lines([[(0, self.y + 4), (self.page, self.y + 4)]], tone="stone")
            self.axis.draw_labels(self.pen, self.y + 15)
            self.y += 22
        self.y += 8

    def _draw_lane(self, lane: str, rows: Sequence[DatedRow]) -> None:
        if lane:
            wide = text_width(capitalize_first(lane), _HEADING, 600)
            self.taken.append((0, self.y + 2, wide, self.y + 22))
            self._draw_heading(lane)
        labels = [self._place(row) for row in rows]
        self.y = stack_labels(labels, self.style, self.y + 4) + 6
        self.taken += [label.box(self.style.line) for label in labels]
        for row, label in zip(rows, labels, strict=True):
            lines = len(label.lines) - 0.1 if label.above else 0
            side, y = self.spec.sides.get(row.side), label.y + lines * self.style.line
            with self.pen.mark(row.url, row.name):
                draw_mark(self.pen, row, side, self.axis, y)
                draw_label(self.pen, label, self.style)

    def _draw_undated(self) -> None:
        """List the rows without a date, lane by lane."""
        self._draw_heading(SHAPES["undated"])
        for lane in self.rows.lanes:
            rows = [row for row in self.undated if row.lane == lane]
            if not rows:
                continue
            if lane:
                self.pen.text(0, self.y + 8, capitalize_first(lane), size=11.5, tone="muted")
                self.y += 20
            texts = [(row.date, row.label) for row in rows]
            labels, self.y = list_labels(texts, self.style, self.y)
            for row, label in zip(rows, labels, strict=True):
                side = self.spec.sides.get(row.side)
                with self.pen.mark(row.url, row.name):
                    draw_undated_mark(self.pen, row, side, label.left, label.y)
                    draw_label(self.pen, label, self.style)
            self.y += 6

    def _draw_heading(self, text: str) -> None:
        self.pen.text(0, self.y + 12, capitalize_first(text), size=_HEADING, weight=600)
        self.y += 26
