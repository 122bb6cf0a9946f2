"""One palette, one set of fonts and sizes for every figure and for the page around it."""

from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
FAMILY = "Figure Sans"

#: name: (light, dark). Each light value occurs once, so that it can be told back from a drawing.
PALETTE = {
    "ink": ("#24201b", "#ece6da"),
    "muted": ("#675f53", "#aaa192"),
    "faint": ("#e3dccd", "#393530"),
    "paper": ("#fcfaf4", "#191816"),
    "raised": ("#f4efe4", "#24221f"),
    "accent": ("#93283f", "#e58b9c"),
    "balancing": ("#1f5a99", "#82b5f0"),
    "rival": ("#9a5a00", "#e6a54c"),
    "stone": ("#7b7366", "#978e80"),
    "accent-pale": ("#b8737f", "#a8606d"),
    "balancing-pale": ("#6286ae", "#5c82ad"),
    "rival-pale": ("#a67a3a", "#9c7436"),
}
TEXT = ("ink", "muted", "accent", "balancing", "rival")
MARKS = ("stone", "accent-pale", "balancing-pale", "rival-pale", *TEXT)

#: CSS pixels at the width a layout is made for, and points for Matplotlib (96 px = 72 pt).
WIDTHS = {"wide": 680, "narrow": 340}
PT = 0.75
#: What begins the id of Axes whose drawing can be moved apart.
PARTS = "parts "


def color(name, mode="light"):
    """Return the hex value of a palette color.

    Parameters
    ----------
    name : str
        A key of `PALETTE`.
    mode : {"light", "dark"}
        Which of the two values.

    Returns
    -------
    str
        ``#rrggbb``.
    """
    if name not in PALETTE:
        raise ValueError(f"color: name: {name!r} is not one of {', '.join(PALETTE)}")
    return PALETTE[name][("light", "dark").index(mode)]


@cache
def names_by_hex():
    """Return the palette's names by their light hex value."""
    return {light: name for name, (light, _) in PALETTE.items()}


def variables(mode):
    """Return the palette as the declarations of a CSS rule."""
    return "".join(f"--sb-{name}:{color(name, mode)};" for name in PALETTE)


def palette_css():
    """Return the palette as CSS custom properties, for light, dark and automatic mode.

    Returns
    -------
    str
        Rules for ``:root``, ``[data-theme=dark]`` and ``prefers-color-scheme: dark``.
    """
    light, dark = variables("light"), variables("dark")
    return (
        f":root{{color-scheme:light;{light}}}\n"
        f"[data-theme=dark]{{color-scheme:dark;{dark}}}\n"
        "@media (prefers-color-scheme: dark){:root:not([data-theme=light])"
        f"{{color-scheme:dark;{dark}}}}}\n"
        "@media print{:root:root,:root[data-theme]{"
        f"color-scheme:light;{light}--sb-paper:#ffffff;--sb-raised:#ffffff;}}}}\n"
    )
