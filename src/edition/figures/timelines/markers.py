"""The marks of a timeline, their labels and the legend."""

from collections.abc import Mapping, Sequence

from edition.data.partial_dates import OPEN
from edition.figures.canvas.pen import Anchor, Pen
from edition.figures.canvas.text_metrics import flow_boxes, text_width
from edition.project.vocabulary import Side

from .dated_rows import SHAPES, DatedRow, Shape
from .label_placement import DATE_SIZE, Label, LabelStyle
from .time_axis import TimeAxis

_SIZE = 11.5
_DEFAULT = Side("", "accent")
_UNDATED = Side("", "stone")
#: Shapes whose sample in the legend is a bar, with its ends.
_ENDS = {"bar": ("cap", "cap"), "about": ("fade", "fade"), "open": ("cap", "arrow")}


def draw_mark(pen: Pen, row: DatedRow, side: Side | None, axis: TimeAxis, y: float) -> None:
    """Draw the mark of a row on the axis."""
    look = side or _DEFAULT
    left, right = axis.extent(row)
    hollow = row.shape == "forecast"
    if row.is_bar:
        fade = axis.fade(row)
        pen.bar(left, right, y, ends=row.ends, tone=look.hue, hollow=hollow, fade=fade)
    if not row.is_bar or side:
        half = axis.whisker(row) / 2
        whisker = (left - half, left + half) if half else None
        pen.marker(left, y, marker=look.marker, tone=look.hue, whisker=whisker, hollow=hollow)


def draw_undated_mark(pen: Pen, row: DatedRow, side: Side | None, x: float, y: float) -> None:
    """Draw the mark of a row in the list of undated ones."""
    look = side or _UNDATED
    if row.precision in OPEN:
        pen.bar(x, x + 17, y, ends=("fade", "arrow"), tone=look.hue)
    elif row.precision == "forecast" or side:
        hollow = row.precision == "forecast"
        pen.marker(x + 9, y, marker=look.marker, tone=look.hue, hollow=hollow)
    else:
        pen.marker(x + 9, y, marker="square", size=6.5, tone=look.hue, hollow=True)


def draw_label(pen: Pen, label: Label, style: LabelStyle) -> None:
    """Draw a date and, behind it, the lines of its label."""
    anchor: Anchor = "right" if label.place == "left" else "left"
    sign = -1 if label.place == "left" else 1
    if label.date:
        pen.text(label.x, label.y, label.date, size=DATE_SIZE, tone="muted", anchor=anchor)
    for i, line in enumerate(label.lines):
        x = label.x + sign * label.indent * (label.hanging or i == 0)
        if line:
            pen.text(x, label.y + i * style.line, line, size=style.size, anchor=anchor)


def draw_legend(pen: Pen, rows: Sequence[DatedRow], sides: Mapping[str, Side], y: float) -> float:
    """Draw the meaning of the sides and shapes in use, and return the bottom."""
    used = {row.side for row in rows}
    entries: list[tuple[str, Side | Shape]] = [
        (side.label, side) for key, side in sides.items() if key in used
    ]
    found = {row.shape for row in rows} | {row.precision for row in rows if not row.dated}
    if any(row.is_bar and "fade" in row.ends for row in rows):
        found.add("about")
    shapes: list[Shape] = [s for s in SHAPES if s in found and s != "undated"]
    if len(shapes) > 1:
        entries += [(SHAPES[shape], shape) for shape in shapes]
    if not entries:
        return y
    samples = [26 if look in ("year", *_ENDS) else 10 for _, look in entries]
    boxes = [
        (sample + 6 + text_width(label, _SIZE), 0)
        for sample, (label, _) in zip(samples, entries, strict=True)
    ]
    places, bottom = flow_boxes(boxes, pen.page, y + 15, gap=18, line=19)
    for (label, look), sample, (x, y) in zip(entries, samples, places, strict=True):
        _draw_sample(pen, look, x, x + sample, y)
        pen.text(x + sample + 6, y, label, size=_SIZE, tone="muted")
    return bottom + 12


def _draw_sample(pen: Pen, look: Side | Shape, left: float, right: float, y: float) -> None:
    middle = (left + right) / 2
    if isinstance(look, Side):
        pen.marker(middle, y, marker=look.marker, tone=look.hue)
    elif look in _ENDS:
        pen.bar(left, right, y, ends=_ENDS[look], tone="stone")
    else:
        whisker = (left, right) if look == "year" else None
        pen.marker(middle, y, tone="stone", hollow=look == "forecast", whisker=whisker)
