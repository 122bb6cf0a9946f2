"""Render a figure: SVG for both layouts, and a PNG that holds its title and caption too."""

import hashlib
import os
import pickle
from io import BytesIO
from pathlib import Path
from typing import TypedDict, get_args

import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patheffects import AbstractPathEffect, withStroke
from matplotlib.text import Text
from PIL import Image

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.pen import Layout
from edition.figures.canvas.text_metrics import wrap_text
from edition.figures.figure_kind import Drawing, FigureKind, draw_figure
from edition.figures.svg.document import to_svg
from edition.project.files import write_atomically

from .published_figure import Publication, plain_text

#: CSS pixels around the drawing in a PNG.
MARGIN = 20
_LINE_HEIGHT = 1.4


class Pictures(TypedDict):
    """The formats in which a figure is rendered."""

    wide_svg: str
    narrow_svg: str
    png: bytes


def render(
    kind: FigureKind, rows: pd.DataFrame, publication: Publication, links: list[str],
    empty: str, alt: str,
) -> Pictures:  # fmt: skip
    """Return the pictures of a figure, from the cache if all that they depend on is unchanged.

    The cache is a folder that a build of the book names in ``EDITION_PICTURES``, another one
    whenever the code changes. `publication` holds the options of the kind, too.
    """
    folder = os.environ.get("EDITION_PICTURES")
    if not folder:
        return _render(kind, rows, publication, links, empty, alt)
    state = pickle.dumps((kind.name, rows, publication, links, empty, alt))
    path = Path(folder) / f"{hashlib.sha256(state).hexdigest()}.pickle"
    try:
        pictures = pickle.loads(path.read_bytes())
        path.touch()  # the files that were used longest ago are deleted first
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):  # missing or damaged
        pictures = _render(kind, rows, publication, links, empty, alt)
        write_atomically(path, pickle.dumps(pictures))
    return pictures


def _render(
    kind: FigureKind, rows: pd.DataFrame, publication: Publication, links: list[str],
    empty: str, alt: str,
) -> Pictures:  # fmt: skip
    figures, svgs = {}, {}
    for layout in get_args(Layout):
        figure = figures[layout] = Figure()
        axes = figure.add_axes((0, 0, 1, 1))
        drawing = Drawing(layout=layout, links=links or None, empty=empty, ax=axes)
        draw_figure(kind, rows, publication, drawing)
        svgs[layout] = to_svg(
            figure, name=f"{publication.name}-{layout}", title=publication.title, description=alt,
            details=layout == "wide",  # tooltips need a pointer, and make the page heavier
            page=palette.WIDTHS[layout],
        )  # fmt: skip
    png = _png(figures["wide"], publication)
    return {"wide_svg": svgs["wide"], "narrow_svg": svgs["narrow"], "png": png}


def _png(figure: Figure, words: Publication) -> bytes:
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


def _frame(figure: Figure, words: Publication) -> None:
    """Enlarge a figure by a margin, title and subtitle above the drawing and the caption below."""
    rim: list[AbstractPathEffect] = [withStroke(linewidth=2, foreground=palette.color("paper"))]
    for text in figure.findobj(Text):
        text.set_path_effects(rim)
    width, height = figure.get_size_inches() * 96
    inner = min(width, palette.WIDTHS["wide"])
    above = _wrapped(words.title, 18, 600, "ink", inner)
    above += _wrapped(words.subtitle, 13.5, 400, "muted", inner)
    below = _wrapped(plain_text(words.caption), 12, 400, "muted", inner)
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
