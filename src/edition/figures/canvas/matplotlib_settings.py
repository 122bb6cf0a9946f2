"""Matplotlib's settings for all figures: vendored fonts, sizes and colors of the book."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from matplotlib import font_manager, get_data_path, rc_context

from . import palette

#: Family name of DejaVu Sans, which comes with Matplotlib and has Greek, Cyrillic, Arabic, Hebrew.
_FALLBACK = "Figure Sans Fallback"


def _register_fonts() -> None:
    """Register the font files under family names that no font of the machine has.

    Otherwise an installed font of the same family could be taken, and drawings would differ from
    machine to machine.
    """
    fallback = Path(get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")
    for family, path, weight in (
        (palette.FAMILY, palette.FONTS / "SourceSans3-Regular.ttf", 400),
        (palette.FAMILY, palette.FONTS / "SourceSans3-SemiBold.ttf", 600),
        (_FALLBACK, fallback, 400),
    ):
        font_manager.fontManager.ttflist.append(
            font_manager.FontEntry(
                str(path), family, "normal", "normal", weight, "normal", "scalable"
            )
        )


def rc() -> dict[str, Any]:
    """Return Matplotlib's rcParams for the figures: fonts, colors, reproducible SVG output."""
    return {
        "font.family": [palette.FAMILY, _FALLBACK],
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
def applied() -> Iterator[None]:
    """Draw or save with these settings; the global rcParams are left alone.

    Letters of scripts that no registered font has, such as Chinese, are left to the browser in an
    SVG and are blank in a PNG; Matplotlib's warning for each of them is suppressed.
    """
    with rc_context(rc()), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        yield


_register_fonts()
