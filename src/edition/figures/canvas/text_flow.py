"""Layout of boxes in lines, as of words in a paragraph."""

from collections.abc import Iterable


def flow_boxes(
    boxes: Iterable[tuple[float, float]], page: float, y: float, *, gap: float, line: float
) -> tuple[list[tuple[float, float]], float]:
    """Place boxes from left to right; one that does not fit begins a new line.

    Parameters
    ----------
    boxes : iterable of (float, float)
        Width of each box, and its height beyond the first line.
    page, y : float
        Width of the page, and position of the first line.
    gap, line : float
        Distance of boxes, and of lines.

    Returns
    -------
    list of (float, float)
        Position of each box.
    float
        Position of the last line.

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
