"""A figure's pictures: SVG for either layout, and a PNG that carries the figure's words."""

import hashlib
import os
import pickle
from io import BytesIO
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.patheffects import withStroke
from matplotlib.text import Text
from PIL import Image

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.text_metrics import wrap
from edition.figures.svg.document import to_svg

from .published_figure import plain

MARGIN = 20


def pictures(draw, rows, words, alt, drawing):
    """Draw both layouts as SVG, and the wide one as PNG too; once for what is drawn the same.

    Where the environment variable ``EDITION_PICTURES`` names a folder, as in the book's
    build, what was drawn is kept there under the hash of all that it was drawn from.

    Parameters
    ----------
    draw : callable
        `timeline`, `matrix`, `trend` or `region`.
    rows : pandas.DataFrame
        What it draws.
    words : dict
        The figure's ``name``, ``title``, ``subtitle`` and ``caption``.
    alt : str
        The text alternative.
    drawing : dict
        The drawing's options.

    Returns
    -------
    dict
        ``alt``, ``png`` (bytes), ``wide_svg`` and ``narrow_svg``.
    """
    place = os.environ.get("EDITION_PICTURES")
    if not place:
        return _draw(draw, rows, words, alt, drawing)
    state = pickle.dumps((draw.__name__, rows, words, alt, drawing))
    path = Path(place) / f"{hashlib.sha256(state).hexdigest()}.pickle"
    return kept(path, lambda: _draw(draw, rows, words, alt, drawing))


def kept(path, make):
    """Return what a file holds; where there is none, make it and keep it, whole or not at all."""
    try:
        made = pickle.loads(path.read_bytes())
        path.touch()  # the oldest are thrown away first
        return made
    except (FileNotFoundError, EOFError, pickle.UnpicklingError):  # none, or a damaged one
        made = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_bytes(pickle.dumps(made))
    partial.replace(path)
    return made


def _draw(draw, rows, words, alt, drawing):
    svgs = {}
    for layout in ("wide", "narrow"):
        canvas = Canvas()
        draw(rows, ax=canvas.add_axes((0, 0, 1, 1)), layout=layout, **drawing)
        svgs[f"{layout}_svg"] = to_svg(
            canvas,
            name=f"{words['name']}-{layout}",
            title=words["title"],
            description=alt,
            details=layout == "wide",  # where there is a pointer, and room for its weight
            page=palette.WIDTHS[layout],
        )
        if layout == "wide":
            png = _png(canvas, words["title"], words["subtitle"], words["caption"])
    return {"alt": alt, "png": png, **svgs}


def _png(canvas, *words):
    """Return a drawing at two pixels a CSS pixel, with its words, in as few colors as it needs."""
    with matplotlib_settings.applied():
        _mount(canvas, *words)
        canvas.set_facecolor(palette.color("paper"))
        canvas.set_dpi(192)
        drawn = FigureCanvasAgg(canvas)
        drawn.draw()
    # The octree keeps a color that only a few marks have; the median cut loses it.
    whole = Image.fromarray(np.asarray(drawn.buffer_rgba())).convert("RGB")
    target = BytesIO()
    few = whole.quantize(64, method=Image.Quantize.FASTOCTREE)
    few.save(target, format="png", optimize=True)
    return target.getvalue()


def _mount(canvas, title, subtitle, caption):
    """Set a drawing in a margin, title and subtitle above it, the caption beneath."""
    rim = [withStroke(linewidth=2, foreground=palette.color("paper"))]
    for text in canvas.findobj(Text):
        text.set_path_effects(rim)
    width, height = canvas.get_size_inches() * 96
    inner = min(width, palette.WIDTHS["wide"])
    above = [(line, 18, 600, "ink") for line in wrap(title, 18, inner, 600)]
    above += [(line, 13.5, 400, "muted") for line in wrap(subtitle, 13.5, inner) if line]
    below = [(line, 12, 400, "muted") for line in wrap(plain(caption), 12, inner) if line]
    top, bottom = (sum(1.4 * size for _, size, _, _ in lines) + 12 for lines in (above, below))
    page, tall = width + 2 * MARGIN, height + top + bottom + 2 * MARGIN
    canvas.set_size_inches(page / 96, tall / 96)
    canvas.axes[0].set_position(
        (MARGIN / page, (MARGIN + bottom) / tall, width / page, height / tall)
    )
    for lines, y in ((above, MARGIN), (below, MARGIN + top + height + 12)):
        for line, size, weight, tone in lines:
            y += 1.4 * size
            canvas.text(
                MARGIN / page,
                1 - (y - 0.4 * size) / tall,
                line,
                fontsize=size * palette.PT,
                fontweight=weight,
                color=palette.color(tone),
                parse_math=False,
            )
