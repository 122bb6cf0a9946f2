"""The symbols of a matrix: what a cell shows, how wide it is, and what it means."""

from .cells import DIRECTIONS
from .text import width

SIZES = {"supports": 9.5, "undermines": 9.5, "neutral": 7.0, "": 8.5}
STEP = 16.0  # between symbols set one above the other
_SMALL = 11.5
_MEANING = {"supports": "supports", "undermines": "undermines", "neutral": "takes no side", "silent": "silent"}
_LOOKS = {  # marker, size, hollow, edge
    "supports": ("o", 9.5, False, 0.0),
    "undermines": ("o", 8.1, True, 1.7),
    "neutral": ("D", 5.0, True, 1.2),
    "": ("s", 8.5, False, 0.0),
}


def pairs(cell):
    """Return each symbol of a cell with the number or letter beside it."""
    if set(cell.counts) == {""}:
        letters = "/".join(dict.fromkeys(cell.values))
        return [("letter", letters) if letters else ("", _several(cell.total))]
    return [(d, _several(cell.counts[d])) for d in DIRECTIONS if cell.counts[d]]


def _several(count):
    return str(count) if count > 1 else ""


def symbol_width(sign, text):
    """Return the width that is centred in a column: a symbol's, or that of a letter."""
    return SIZES.get(sign) or width(text, 12.5, 600)


def pair_width(sign, text):
    """Return the width of a symbol with its number."""
    symbol = SIZES.get(sign, 0.0)
    return symbol + (width(text, _SMALL, 600) + 2.5 * bool(symbol) if text else 0.0)


def content_width(cell):
    """Return the width of a cell's symbols side by side."""
    shown = pairs(cell)
    return sum(pair_width(*pair) for pair in shown) + 5 * (len(shown) - 1)


def draw_symbols(pen, cell, x, y, *, room, stack, tone, strong):
    """Draw a cell's symbols around its middle, one beside or above the other.

    A symbol stands in the middle of its column, but for a number that would reach the next one.
    """
    shown = pairs(cell)
    if stack or len(shown) == 1:
        reach = max(pair_width(*pair) - symbol_width(*pair) / 2 for pair in shown)
        x -= max(reach - (room - 8), 0.0)
    left = x - (content_width(cell) if len(shown) > 1 else symbol_width(*shown[0])) / 2
    y -= (len(shown) - 1) * STEP / 2 * stack
    for sign, text in shown:
        at = x - symbol_width(sign, text) / 2 if stack else left
        draw_symbol(pen, sign, text, at, y, tone=tone, strong=strong)
        left += pair_width(sign, text) + 5
        y += STEP * stack


def draw_symbol(pen, sign, text, x, y, *, tone, strong=True):
    """Draw one symbol from `x`, with its number behind it."""
    if sign in _LOOKS:
        marker, size, hollow, edge = _LOOKS[sign]
        tone = "stone" if sign == "neutral" else tone
        middle = x + SIZES[sign] / 2
        pen.dot(middle, y, marker=marker, size=size, tone=tone, hollow=hollow, edge=edge)
        x += SIZES[sign] + 2.5
    if text:
        ink, weight = ("ink", 600) if strong else ("muted", 400)
        pen.text(x, y, text, size=_SMALL if sign in _LOOKS else 12, weight=weight, tone=ink)


def draw_legend(pen, made, silent, page, y):
    """Say what the symbols in use mean, and return the bottom."""
    used = {sign for cell in made.cells.values() for sign in cell.counts}
    meaning = {**_MEANING, **made.meaning}
    parts = [(sign, meaning[sign]) for sign in DIRECTIONS if sign in used]
    if not parts:
        return y
    x, y = 0.0, y + 15
    for sign, name in parts + [(".", meaning["silent"])] * silent:
        wide = width(name, _SMALL) + 16
        if x and x + wide > page:
            x, y = 0.0, y + 19
        if sign == ".":
            pen.dot(x + 5, y, size=2.2, tone="stone")
        else:
            draw_symbol(pen, sign, "", x, y, tone="stone")
        pen.text(x + 15, y, name, size=_SMALL, tone="muted")
        x += wide + 16
    return y + 12
