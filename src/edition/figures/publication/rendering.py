"""Render a figure: SVG for both layouts, and a PNG that holds its title and caption too."""

import hashlib
import os
import pickle
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, TypedDict

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.text import Text
from PIL import Image

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.text_metrics import wrap_text
from edition.figures.svg.document import to_svg
from edition.project.files import write_atomically

from .published_figure import plain_text

#: CSS pixels around the drawing in a PNG.
MARGIN = 20
_LINE_HEIGHT = 1.4


class Pictures(TypedDict):
    """The rendered forms of a figure."""

    wide_svg: str
    narrow_svg: str
    png: bytes


def render(
    draw: Callable[..., Axes], rows: pd.DataFrame, options: Mapping[str, Any],
    words: Mapping[str, str], alt: str,
) -> Pictures:  # fmt: skip
    """Return the pictures of a figure, from the cache if all that they depend on is unchanged.

    The cache is a folder that a build of the book names in ``EDITION_PICTURES``, another one
    whenever the code changes. `words` are name, title, subtitle and caption of the figure.
    """
    folder = os.environ.get("EDITION_PICTURES")
    if not folder:
        return _render(draw, rows, options, words, alt)
    state = pickle.dumps((draw.__name__, rows, options, words, alt))
    path = Path(folder) / f"{hashlib.sha256(state).hexdigest()}.pickle"
    try:
        pictures = pickle.loads(path.read_bytes())
        path.touch()  # the files that were used longest ago are deleted first
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):  # missing or damaged
        pictures = _render(draw, rows, options, words, alt)
        write_atomically(path, pickle.dumps(pictures))
    return pictures


def _render(
    draw: Callable[..., Axes], rows: pd.DataFrame, options: Mapping[str, Any],
    words: Mapping[str, str], alt: str,
) -> Pictures:  # fmt: skip
    wide, narrow = Figure(), Figure()
    svgs = {}
    for layout, figure in (("wide", wide), ("narrow", narrow)):
        draw(rows, ax=figure.add_axes((0, 0, 1, 1)), layout=layout, **options)
        svgs[layout] = to_svg(
            figure, name=f"{words['name']}-{layout}", title=words["title"], description=alt,
            details=layout == "wide",  # tooltips need a pointer, and make the page heavier
            page=palette.WIDTHS[layout],
        )  # fmt: skip
    return {"wide_svg": svgs["wide"], "narrow_svg": svgs["narrow"], "png": _png(wide, words)}


def _png(figure: Figure, words: Mapping[str, str]) -> bytes:
    """Return a drawing with its words as PNG, two pixels for each CSS pixel."""
    with matplotlib_settings.applied():
        _frame(figure, words)
        figure.set_facecolor(palette.color("paper"))
        figure.set_dpi(192)
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
    # The octree keeps a color that only a few marks have; the median cut loses it.
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    target = BytesIO()
    reduced = image.quantize(64, method=Image.Quantize.FASTOCTREE)
    reduced.save(target, format="png", optimize=True)
    return target.getvalue()


def _frame(figure: Figure, words: Mapping[str, str]) -> None:
    """Enlarge a figure by a margin, title and subtitle above the drawing and the caption below."""
    rim: list[AbstractPathEffect] = [withStroke(linewidth=2, foreground=palette.color("paper"))]
    for text in figure.findobj(Text):
        text.set_path_effects(rim)
    width, height = figure.get_size_inches() * 96
    inner = min(width, palette.WIDTHS["wide"])
    above = _wrapped(words["title"], 18, 600, "ink", inner)
    above += _wrapped(words["subtitle"], 13.5, 400, "muted", inner)
    below = _wrapped(plain_text(words["caption"]), 12, 400, "muted", inner)
    top, bottom = (12 + sum(_LINE_HEIGHT * line[1] for line in lines) for lines in (above, below))
    full_width, full_height = width + 2 * MARGIN, height + top + bottom + 2 * MARGIN
    figure.set_size_inches(full_width / 96, full_height / 96)
    x, y = MARGIN / full_width, (MARGIN + bottom) / full_height
    figure.axes[0].set_position((x, y, width / full_width, height / full_height))
    for lines, y in ((above, MARGIN), (below, MARGIN + top + height + 12)):
        for line, size, weight, tone in lines:
            y += _LINE_HEIGHT * size
            figure.text(
                x, 1 - (y - 0.4 * size) / full_height, line, fontsize=size * palette.PT,
                fontweight=weight, color=palette.color(tone), parse_math=False,
            )  # fmt: skip


def _wrapped(
    text: str, size: float, weight: int, tone: str, limit: float
) -> list[tuple[str, float, int, str]]:
    """Return the lines of a text, each with its size, weight and color."""
    return [(line, size, weight, tone) for line in wrap_text(text, size, limit, weight) if line]
