"""The names of a chart's lines, beside their ends or above the drawing, and how each line looks."""

LABEL = 12.5
_LINE = 15.0
#: hue, marker and whether it is hollow; no hue is that of a side of the argument
STYLES = (
    ("accent", "o", False),
    ("ink", "s", True),
    ("stone", "D", False),
    ("muted", "^", True),
)


def draw_above(pen, lines):
    """Name the lines above the drawing."""
    for i, line in enumerate(lines):
        y = 9 + 19 * i
        _sample(pen, i, y)
        pen.text(34, y, line.name, size=LABEL, weight=600, tone=STYLES[i][0])


def _sample(pen, i, y):
    tone, marker, hollow = STYLES[i]
    pen.rules([[(2, y), (26, y)]], tone=tone, thick=1.7, zorder=2)
    pen.dot(14, y, marker=marker, size=6.5, tone=tone, hollow=hollow)


def draw_beside(pen, names, ends, px):
    """Set each name at `px`, level with its line's end, none touching another."""
    tall = [len(name) * _LINE for name in names]
    tops = spread([(y - high / 2, high) for y, high in zip(ends, tall, strict=True)])
    for i, (top, name) in enumerate(zip(tops, names, strict=True)):
        for k, text in enumerate(name):
            y = top + (k + 0.5) * _LINE
            pen.text(px, y, text, size=LABEL, weight=600, tone=STYLES[i][0])


def spread(boxes, gap=3.0):
    """Return the tops of boxes (top, height) moved down until none touches the one above.

    >>> spread([(10, 15), (0, 15)])
    [18.0, 0]
    """
    tops, free = [0] * len(boxes), None
    for i in sorted(range(len(boxes)), key=lambda i: boxes[i][0]):
        top, tall = boxes[i]
        tops[i] = top if free is None else max(top, free)
        free = tops[i] + tall + gap
    return tops
