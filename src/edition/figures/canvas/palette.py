"""Colors, fonts and sizes of every figure and of the pages around them."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from edition.project.vocabulary import Side

Mode = Literal["light", "dark"]

FONTS = Path(__file__).with_name("fonts")
#: Family name under which Matplotlib knows the vendored font.
FAMILY = "Figure Sans"

#: Light and dark value of each color. Light values are unique: SVG output maps them to names.
PALETTE: dict[str, tuple[str, str]] = {
    "ink": ("#24201b", "#ece6da"),
    "muted": ("#675f53", "#aaa192"),
    "faint": ("#e3dccd", "#393530"),
    "paper": ("#fcfaf4", "#191816"),
    "raised": ("#f4efe4", "#24221f"),
    "accent": ("#93283f", "#e58b9c"),
    "blue": ("#1f5a99", "#82b5f0"),
    "amber": ("#9a5a00", "#e6a54c"),
    "stone": ("#7b7366", "#978e80"),
    "accent-pale": ("#b8737f", "#a8606d"),
    "blue-pale": ("#6286ae", "#5c82ad"),
    "amber-pale": ("#a67a3a", "#9c7436"),
}
#: Width of each layout in CSS pixels.
WIDTHS = {"wide": 680, "narrow": 340}
#: Points in a CSS pixel.
PT = 0.75


def color(name: str, mode: Mode = "light") -> str:
    """Return a color of the palette as ``#rrggbb``, or raise an error if it has no such color."""
    if name not in PALETTE:
        raise ValueError(f"color: name: {name!r} is not one of {', '.join(PALETTE)}")
    return PALETTE[name][mode == "dark"]


@cache
def names_by_hex() -> dict[str, str]:
    """Return the name of each color by its light value."""
    return {light: name for name, (light, _) in PALETTE.items()}


def css_properties(mode: Mode) -> str:
    """Return the palette as CSS declarations of custom properties."""
    return "".join(f"--ed-{name}:{color(name, mode)};" for name in PALETTE)


def palette_css(sides: Mapping[str, Side] | None = None) -> str:
    """Return the CSS rules that define the colors in light, dark and automatic mode and in print.

    Elements of class ``side-<key>`` get the hue of a side of the argument as ``--side``.
    """
    light, dark = css_properties("light"), css_properties("dark")
    rules = [
        f":root{{color-scheme:light;{light}}}",
        f"[data-theme=dark]{{color-scheme:dark;{dark}}}",
        "@media (prefers-color-scheme: dark){:root:not([data-theme=light])"
        f"{{color-scheme:dark;{dark}}}}}",
        "@media print{:root:root,:root[data-theme]{"
        f"color-scheme:light;{light}--ed-paper:#ffffff;--ed-raised:#ffffff;}}}}",
        *(f".side-{key}{{--side:var(--ed-{side.hue})}}" for key, side in (sides or {}).items()),
    ]
    return "\n".join(rules) + "\n"
