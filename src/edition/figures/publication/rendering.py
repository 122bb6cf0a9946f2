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
    draw: Callable[..., Axes],
    rows: pd.DataFrame,
    options: Mapping[str, Any],
    words: Mapping[str, str],
    alt: str,
) -> Pictures:
    """Return the pictures of a figure, from the cache if all that they depend on is unchanged.

    The cache is the folder in the environment variable ``EDITION_PICTURES``, which a build of the
    book sets. Its keys are hashes of the arguments; the build empties it if the code changes.

    Parameters
    ----------
    draw : callable
        `timeline`, `matrix`, `trend` or `region`.
    rows : pandas.DataFrame
        The rows to draw.
    options : mapping
        Keyword arguments of `draw`.
    words : mapping of str to str
        ``name``, ``title``, ``subtitle`` and ``caption`` of the figure.
    alt : str
        Text alternative.
    """
    folder = os.environ.get("EDITION_PICTURES")
    if not folder:
        return _render(draw, rows, options, words, alt)
    state = pickle.dumps((draw.__name__, rows, options, words, alt))
    path = Path(folder) / f"{hashlib.sha256(state).hexdigest()}.pickle"
    return _load_or_build(path, lambda: _render(draw, rows, options, words, alt))


def _load_or_build(path: Path, build: Callable[[], Pictures]) -> Pictures:
    """Return the pickled pictures in a file; if it is missing or damaged, build and write them."""
    try:
        pictures = pickle.loads(path.read_bytes())
        path.touch()  # the files that were used longest ago are deleted first
        return pictures
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):
        pictures = build()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")  # pages are executed in parallel processes
    partial.write_bytes(pickle.dumps(pictures))
    partial.replace(path)
    return pictures


def _render(
    draw: Callable[..., Axes],
    rows: pd.DataFrame,
    options: Mapping[str, Any],
    words: Mapping[str, str],
    alt: str,
) -> Pictures:
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
    above = [(line, 18.0, 600, "ink") for line in wrap_text(words["title"], 18, inner, 600)]
    above += [
        (line, 13.5, 400, "muted") for line in wrap_text(words["subtitle"], 13.5, inner) if line
    ]
    caption = plain_text(words["caption"])
    below = [(line, 12.0, 400, "muted") for line in wrap_text(caption, 12, inner) if line]
    top, bottom = (
        sum(_LINE_HEIGHT * size for _, size, _, _ in lines) + 12 for lines in (above, below)
    )
    full_width, full_height = width + 2 * MARGIN, height + top + bottom + 2 * MARGIN
    figure.set_size_inches(full_width / 96, full_height / 96)
    figure.axes[0].set_position(
        (MARGIN / full_width, (MARGIN + bottom) / full_height,
         width / full_width, height / full_height)
    )  # fmt: skip
    for lines, y in ((above, MARGIN), (below, MARGIN + top + height + 12)):
        for line, size, weight, tone in lines:
            y += _LINE_HEIGHT * size
            figure.text(
                MARGIN / full_width, 1 - (y - 0.4 * size) / full_height, line,
                fontsize=size * palette.PT, fontweight=weight, color=palette.color(tone),
                parse_math=False,
            )  # fmt: skip
