"""The symbols of a matrix: what a cell shows, how wide it is, and what it means."""

from dataclasses import dataclass

from edition.figures.canvas.text_flow import flow_boxes
from edition.figures.canvas.text_metrics import text_width

from .cells import DIRECTIONS

SIZES = {"supports": 9.5, "undermines": 9.5, "neutral": 7.0, "": 8.5}
STEP = 16.0  # between symbols set one above the other
_SMALL = 11.5
MEANING = {
    "supports": "supports",
    "undermines": "undermines",
    "neutral": "takes no side",
    "silent": "silent",
}
_LOOKS = {  # marker, size, hollow, edge
    "supports": ("o", 9.5, False, 0.0),
    "undermines": ("o", 8.1, True, 1.7),
    "neutral": ("D", 5.0, True, 1.2),
    "": ("s", 8.5, False, 0.0),
}


@dataclass(frozen=True)
class Symbol:
    """One symbol of a cell, with the number or letter beside it."""

    sign: str
    text: str
    size: float

    @property
    def centered(self):
        """Width of what stands in the middle of a column: the symbol, or else the letter."""
        return self.size or text_width(self.text, 12.5, 600)

    @property
    def width(self):
        """Width with the number."""
        return self.size + (
            text_width(self.text, _SMALL, 600) + 2.5 * bool(self.size) if self.text else 0.0
        )


def symbols(cell, scale=0.0):
    """Return the symbols of a cell; with a `scale` their areas grow with what they count."""
    if set(cell.counts) == {""} and cell.values:
        return [Symbol("letter", "/".join(dict.fromkeys(cell.values)), 0.0)]
    return [
        Symbol(
            sign,
            str(cell.counts[sign]) if cell.counts[sign] > 1 else "",
            max(scale * cell.counts[sign] ** 0.5, 4.0) if scale else SIZES[sign],
        )
        for sign in (*DIRECTIONS, "")
        if cell.counts[sign]
    ]


def content_width(shown):
    """Return the width of symbols side by side."""
    return sum(symbol.width for symbol in shown) + 5 * (len(shown) - 1)


def draw_symbols(pen, shown, x, y, *, room, stack, tone, strong):
    """Draw a cell's symbols around its middle, one beside or above the other.

    A symbol stands in the middle of its column, but for a number that would reach the next one.
    """
    if stack or len(shown) == 1:
        reach = max(symbol.width - symbol.centered / 2 for symbol in shown)
        x -= max(reach - (room - 8), 0.0)
    left = x - (content_width(shown) if len(shown) > 1 else shown[0].centered) / 2
    y -= (len(shown) - 1) * STEP / 2 * stack
    for symbol in shown:
        at = x - symbol.centered / 2 if stack else left
        draw_symbol(pen, symbol, at, y, tone=tone, strong=strong)
        left += symbol.width + 5
        y += STEP * stack


def draw_symbol(pen, symbol, x, y, *, tone, strong=True):
    """Draw one symbol from `x`, with its number behind it."""
    if symbol.size:
        marker, size, hollow, edge = _LOOKS[symbol.sign]
        size *= symbol.size / SIZES[symbol.sign]
        tone = "stone" if symbol.sign == "neutral" else tone
        middle = x + symbol.size / 2
        pen.marker(middle, y, marker=marker, size=size, tone=tone, hollow=hollow, edge=edge)
        x += symbol.size + 2.5
    if symbol.text:
        ink, weight = ("ink", 600) if strong else ("muted", 400)
        size = _SMALL if symbol.size else 12
        pen.text(x, y, symbol.text, size=size, weight=weight, tone=ink)


def draw_legend(pen, made, words, silent, page, y):
    """Say what the symbols and letters in use mean, and return the bottom."""
    words = {**MEANING, **({} if words is None else words)}
    used = {sign for cell in made.cells.values() for sign in cell.counts}
    letters = {letter for cell in made.cells.values() for letter in cell.values}
    parts = [(sign, "") for sign in DIRECTIONS if sign in used]
    parts += [("letter", letter) for letter in words if letter in letters]
    parts += [("silent", "")] if silent and (parts or words["silent"] != MEANING["silent"]) else []
    if not parts:
        return y
    said = [words[letter or sign] for sign, letter in parts]
    boxes = [(text_width(name, _SMALL) + 16, 0) for name in said]
    places, bottom = flow_boxes(boxes, page, y + 15, gap=16, line=19)
    for (sign, letter), name, (x, y) in zip(parts, said, places, strict=True):
        if sign == "silent":
            pen.marker(x + 5, y, size=2.2, tone="stone")
        else:
            draw_symbol(pen, Symbol(sign, letter, SIZES.get(sign, 0.0)), x, y, tone="stone")
        pen.text(x + 15, y, name, size=_SMALL, tone="muted")
    return bottom + 12
