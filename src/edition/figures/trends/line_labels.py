"""The look of each line and its label, beside its end or above the drawing."""

from collections.abc import Sequence
from typing import NamedTuple

from edition.figures.canvas.pen import Pen

SIZE = 12.5
_LINE = 15.0


class LineStyle(NamedTuple):
    """Color, Matplotlib marker, and whether the marker is hollow."""

    tone: str
    marker: str
    hollow: bool


#: Looks in the order of the lines. None has the hue of a side of the argument.
STYLES = (
    LineStyle("accent", "o", False),
    LineStyle("ink", "s", True),
    LineStyle("stone", "D", False),
    LineStyle("muted", "^", True),
)


def draw_labels_above(pen: Pen, labels: Sequence[str]) -> None:
    """Draw a sample and the label of each line, one beneath the other."""
    for i, (style, label) in enumerate(zip(STYLES, labels, strict=False)):
        y = 9 + 19 * i
        pen.lines([[(2, y), (26, y)]], tone=style.tone, thick=1.7, zorder=2)
        pen.marker(14, y, marker=style.marker, size=6.5, tone=style.tone, hollow=style.hollow)
        pen.text(34, y, label, size=SIZE, weight=600, tone=style.tone)


def draw_labels_beside(
    pen: Pen, labels: Sequence[Sequence[str]], ends: Sequence[float], x: float
) -> None:
    """Draw the wrapped labels at `x`, each as near as possible to the height of its line's end."""
    heights = [len(lines) * _LINE for lines in labels]
    boxes = [(y - height / 2, height) for y, height in zip(ends, heights, strict=True)]
    for style, top, lines in zip(STYLES, spread(boxes), labels, strict=False):
        for i, text in enumerate(lines):
            pen.text(x, top + (i + 0.5) * _LINE, text, size=SIZE, weight=600, tone=style.tone)


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
