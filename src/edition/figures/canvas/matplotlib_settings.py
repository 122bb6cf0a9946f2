"""Matplotlib in the book's style: its faces, sizes and colors, whatever the machine's own."""

import warnings
from contextlib import contextmanager
from pathlib import Path

from matplotlib import font_manager, get_data_path, rc_context

from . import palette

#: For Greek, Cyrillic, Arabic and Hebrew: the face that comes with Matplotlib.
_WIDER = "Figure Sans Wider"


def _register_fonts():
    """Tell Matplotlib of the faces, under family names that no installed font has.

    What is drawn must not depend on the fonts of the machine.
    """
    wider = Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    for family, path, weight in (
        (palette.FAMILY, palette.FONTS / "SourceSans3-Regular.ttf", 400),
        (palette.FAMILY, palette.FONTS / "SourceSans3-SemiBold.ttf", 600),
        (_WIDER, wider, 400),
    ):
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(
                str(path), family, "normal", "normal", weight, "normal", "scalable"
            )
        )


def rc():
    """Return the rcParams of the book's figures; `applied` sets them.

    Returns
    -------
    dict
        Fonts, sizes and colors, and what makes SVG output the same in every run.
    """
    return {
        "font.family": [palette.FAMILY, _WIDER],
        "font.size": 12 * palette.PT,
        "text.color": palette.color("ink"),
        "figure.facecolor": palette.color("paper"),
        "axes.facecolor": palette.color("paper"),
        "savefig.facecolor": palette.color("paper"),
        "svg.fonttype": "none",
        "svg.hashsalt": "figures",
        "lines.solid_capstyle": "butt",
        "path.simplify": False,
        "figure.dpi": 96,
    }


@contextmanager
def applied():
    """Draw or save in the book's style, whatever the machine's own settings and fonts.

    Scripts that neither face has, such as Chinese, are set by the browser in an SVG; a PNG leaves
    them blank, and a warning for each character would say nothing that the gallery does not.
    """
    with rc_context(rc()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        yield


_register_fonts()
