"""Pieces set one behind the other, in as many lines as they take."""


def flow(boxes, page, y, *, gap, line):
    """Place pieces from left to right; one that would pass the end of the page begins a line.

    Parameters
    ----------
    boxes : iterable of (float, float)
        Width of each piece, and how far it reaches beyond one line.
    page, y : float
        Width of the page, and the first line.
    gap, line : float
        Distance of pieces, and of lines.

    Returns
    -------
    list of (float, float)
        Where each piece begins.
    float
        The last line.

    >>> flow([(60, 0), (60, 20), (30, 0)], 100, 10, gap=5, line=20)
    ([(0.0, 10), (0.0, 30), (65.0, 50)], 50)
    """
    places, x = [], 0.0
    for wide, deep in boxes:
        if x and x + wide > page:
            x, y = 0.0, y + line
        places.append((x, y))
        y += deep
        x += wide + gap
    return places, y
