"""Placement of labels beside or above their marks, so that no two touch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from edition.figures.canvas.text_metrics import text_width, wrap_text

from .time_axis import Box

DATE_SIZE = 12.0
_LINE_HEIGHT = 1.3
_GAP = 7.0  # between a mark and its label
_OPEN_LINES = 8  # that may take another label
_SPARE = 1.3  # a label may exceed its limit by this factor to stay on one line
_COLUMN_GAP = 18.0
_LIST_INDENT = 23.0  # room for the mark of a row in a list


@dataclass(frozen=True)
class LabelStyle:
    """Font size of labels and the room that they have, in pixels."""

    size: float
    page: float
    limit: float  # width at which a label is broken into lines
    beside: bool  # whether labels stand beside their marks if there is room, or always above

    @property
    def line(self) -> float:
        """Distance of two lines."""
        return self.size * _LINE_HEIGHT

    @property
    def gap(self) -> float:
        """Space between two rows: marks must be 24 px apart to be touched."""
        return 24.5 - self.line


@dataclass(slots=True)
class Label:
    """A label and its place, in pixels."""

    date: str  # stands in front of the first line
    hanging: bool  # whether all lines begin behind the date, not only the first
    lines: list[str] = field(default_factory=list)
    place: Literal["right", "left", "above"] = "right"  # of the mark
    x: float = 0.0  # anchor of the text
    y: float = 0.0  # middle of the first line
    left: float = 0.0  # extent of mark and label together
    right: float = 0.0
    indent: float = 0.0  # width of the date
    width: float = 0.0

    @property
    def above(self) -> bool:
        """Whether the label stands above its mark."""
        return self.place == "above"

    def box(self, line: float) -> Box:
        """Return the box of the text, for lines of that height."""
        left = self.x - (self.width if self.place == "left" else 0.0)
        top = self.y - line / 2
        return left, top, left + self.width, top + len(self.lines) * line


def place_label(mark: tuple[float, float], date: str, text: str, style: LabelStyle) -> Label:
    """Break a label into lines and place it beside its mark, or above it if there is no room."""
    label = Label(date, style.beside)
    label.indent = text_width(date, DATE_SIZE) + 5.0 if date else 0.0
    first, last = mark
    room = max(style.page - last - _GAP, first - _GAP)
    one_line = text_width(text, style.size) + label.indent
    if style.beside and one_line <= min(room, _SPARE * style.limit):
        label.lines = [text]
    elif label.hanging:
        label.lines = wrap_text(text, style.size, style.limit - label.indent)
    else:
        label.lines = wrap_text(text, style.size, style.limit, indent=label.indent)
    label.width = max(
        text_width(line, style.size) + label.indent * (label.hanging or i == 0)
        for i, line in enumerate(label.lines)
    )
    if style.beside and last + _GAP + label.width <= style.page:
        label.place, label.x = "right", last + _GAP
        label.left, label.right = first, label.x + label.width
    elif style.beside and first - _GAP - label.width >= 0:
        label.place, label.x = "left", first - _GAP
        label.left, label.right = label.x - label.width, last
    else:
        label.place, label.x = "above", max(min(first, style.page - label.width), 0.0)
        label.left, label.right = min(first, label.x), max(last, label.x + label.width)
    return label


def stack_labels(labels: Iterable[Label], style: LabelStyle, top: float) -> float:
    """Set `y` of each label so that none touches another, and return the bottom.

    Labels are taken in their order, and only the last few lines are tried: so reading order is
    kept, and time grows with the number of labels. If all labels stand above their marks, each has
    a line of its own, because a shared line would not be read from left to right.
    """
    stack: list[list[Label]] = []  # of labels that stand side by side
    for label in labels:
        for line in stack[-_OPEN_LINES:] if style.beside else ():
            if line[0].above == label.above and label.left >= line[-1].right + 16:
                line.append(label)
                break
        else:
            stack.append([label])
    for line in stack:
        above, height = line[0].above, max(len(label.lines) for label in line)
        for label in line:
            missing = height - len(label.lines) if above else 0
            label.y = top + style.line / 2 + missing * style.line
        top += height * style.line + (20 if above else style.gap)
    return top


def list_labels(
    texts: Sequence[tuple[str, str]], style: LabelStyle, top: float
) -> tuple[list[Label], float]:
    """Return labels, given by date and text, in columns without an axis, and the bottom.

    Columns are read downwards; marks stand at `left`.
    """
    limit = (style.page - _COLUMN_GAP) / 2 if style.beside else style.page
    listed = LabelStyle(style.size, 2 * style.page, limit - _LIST_INDENT, True)
    labels = [place_label((0, _LIST_INDENT - _GAP), *text, listed) for text in texts]
    widest = max(label.right for label in labels)
    fitting = int((style.page + _COLUMN_GAP) // (widest + _COLUMN_GAP))
    columns = min(max(fitting, 1), len(labels))
    per_column = -(-len(labels) // columns)
    bottoms = []
    for start in range(0, len(labels), per_column):
        y = top + style.line / 2
        for label in labels[start : start + per_column]:
            label.left = start // per_column * (style.page + _COLUMN_GAP) / columns
            label.x, label.y = label.left + _LIST_INDENT, y
            y += len(label.lines) * style.line + style.gap
        bottoms.append(y - style.line / 2)
    return labels, max(bottoms)
