"""Layout of boxes in lines, as of words in a paragraph."""

from collections.abc import Iterable


def flow_boxes(
    boxes: Iterable[tuple[float, float]], page: float, y: float, *, gap: float, line: float
) -> tuple[list[tuple[float, float]], float]:
    """Return the position of each box, from left to right in lines, and that of the last line.

    A box is its width and its height beyond one line; `gap` and `line` are the distances of boxes
    and of lines.

    >>> flow_boxes([(60, 0), (60, 20), (30, 0)], 100, 10, gap=5, line=20)
    ([(0.0, 10), (0.0, 30), (65.0, 50)], 50)
    """
    places, x = [], 0.0
    for width, height in boxes:
        if x and x + width > page:
            x, y = 0.0, y + line
        places.append((x, y))
        y += height
        x += width + gap
    return places, y
