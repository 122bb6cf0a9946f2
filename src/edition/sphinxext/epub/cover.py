"""The e-book's cover: words alone, as PNG."""

from __future__ import annotations

from io import BytesIO

import matplotlib
from matplotlib.figure import Figure as Canvas
from PIL import Image

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.text_metrics import wrap

WIDTH, HEIGHT = 800, 1200  # CSS pixels; drawn at one and a half of them a pixel
EDGE = 80


def png(title, subtitle, lines):
    """Return a cover as PNG.

    Parameters
    ----------
    title, subtitle : str
        What stands large above, and smaller beneath.
    lines : sequence of str
        What stands at the foot.

    Returns
    -------
    bytes
        The picture.
    """
    with matplotlib_settings.applied():
        canvas = Canvas(figsize=(WIDTH / 96, HEIGHT / 96), facecolor=palette.color("paper"))
        y = _set(canvas, title, 250, 62, "ink", 600)
        _rule(canvas, y + 10)
        _set(canvas, subtitle, y + 70, 30, "muted")
        y = HEIGHT - EDGE - 40 * len(lines)
        for line in lines:
            y = _set(canvas, line, y, 24, "ink")
        drawn, target = BytesIO(), BytesIO()
        canvas.savefig(drawn, format="png", dpi=144)
    Image.open(drawn).convert("RGB").quantize(32).save(target, format="png", optimize=True)
    return target.getvalue()


def _set(canvas, text, y, size, tone, weight=400):
    """Set wrapped lines from `y` downwards, and return where they end."""
    for line in wrap(text, size, WIDTH - 2 * EDGE, weight):
        canvas.text(
            EDGE / WIDTH, 1 - y / HEIGHT, line, fontsize=size * palette.PT, fontweight=weight,
            color=palette.color(tone), parse_math=False,
        )  # fmt: skip
        y += 1.25 * size
    return y


def _rule(canvas, y):
    line = matplotlib.lines.Line2D(
        (EDGE / WIDTH, (EDGE + 120) / WIDTH), (1 - y / HEIGHT,) * 2,
        color=palette.color("accent"), lw=4 * palette.PT,
    )  # fmt: skip
    canvas.add_artist(line)
