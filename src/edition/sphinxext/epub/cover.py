"""Cover of the EPUB, drawn as text only."""

from collections.abc import Sequence
from io import BytesIO

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.text_metrics import wrap_text

#: Size and margin in CSS pixels; the PNG has one and a half times as many.
WIDTH, HEIGHT = 800, 1200
EDGE = 80


def cover_png(title: str, subtitle: str, lines: Sequence[str]) -> bytes:
    """Return a cover as PNG: title and subtitle above, `lines` at the foot."""
    with matplotlib_settings.applied():
        figure = Figure(figsize=(WIDTH / 96, HEIGHT / 96), facecolor=palette.color("paper"))
        y = _draw_text(figure, title, 250, 62, "ink", 600)
        _draw_rule(figure, y + 10)
        _draw_text(figure, subtitle, y + 70, 30, "muted")
        y = HEIGHT - EDGE - 40 * len(lines)
        for line in lines:
            y = _draw_text(figure, line, y, 24, "ink")
        drawn, compressed = BytesIO(), BytesIO()
        figure.savefig(drawn, format="png", dpi=144)
    Image.open(drawn).convert("RGB").quantize(32).save(compressed, format="png", optimize=True)
    return compressed.getvalue()


def _draw_text(
    figure: Figure, text: str, y: float, size: float, color: str, weight: int = 400
) -> float:
    """Draw wrapped lines from `y` (CSS pixels from the top) down, and return where they end."""
    for line in wrap_text(text, size, WIDTH - 2 * EDGE, weight):
        figure.text(
            EDGE / WIDTH, 1 - y / HEIGHT, line, fontsize=size * palette.PT, fontweight=weight,
            color=palette.color(color), parse_math=False,
        )  # fmt: skip
        y += 1.25 * size
    return y


def _draw_rule(figure: Figure, y: float) -> None:
    line = Line2D(
        (EDGE / WIDTH, (EDGE + 120) / WIDTH), (1 - y / HEIGHT,) * 2,
        color=palette.color("accent"), lw=4 * palette.PT,
    )  # fmt: skip
    figure.add_artist(line)
