"""The symbols in the cells of a matrix, and the legend that explains them."""

from collections.abc import Mapping
from dataclasses import dataclass

from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_metrics import flow_boxes, text_width
from edition.project.vocabulary import Marker

from .grid import DIRECTIONS, WORDS, Cell, Grid

STACK_STEP = 16.0  # between symbols that stand one above the other
_SMALL_SIZE = 11.5


@dataclass(frozen=True)
class _Shape:
    """How one direction is drawn."""

    marker: Marker
    size: float  # of the drawn marker, without its edge
    width: float
    hollow: bool = False
    edge: float = 0.0


_SHAPES = {
    "supports": _Shape("circle", 9.5, 9.5),
    "undermines": _Shape("circle", 8.1, 9.5, True, 1.7),
    "neutral": _Shape("diamond", 5.0, 7.0, True, 1.2),
    "": _Shape("square", 8.5, 8.5),
}


@dataclass(frozen=True)
class Symbol:
    """One symbol of a cell with the number beside it, or a letter alone (`size` 0)."""

    direction: str
    text: str
    size: float

    @property
    def core_width(self) -> float:
        """Width of what is centered in a column: the symbol without its number, or the letter."""
        return self.size or text_width(self.text, 12.5, 600)

    @property
    def width(self) -> float:
        """Width with the number."""
        if not self.text:
            return self.size
        return self.size + 2.5 * bool(self.size) + text_width(self.text, _SMALL_SIZE, 600)


def symbols(cell: Cell, scale: float = 0.0) -> list[Symbol]:
    """Return the symbols of a cell.

    `scale` is the diameter of a symbol that counts one record; areas are proportional to counts.
    With 0, all symbols of a direction have the same size.
    """
    if set(cell.counts) == {""} and cell.letters:
        return [Symbol("letter", "/".join(dict.fromkeys(cell.letters)), 0.0)]
    return [
        Symbol(
            direction,
            str(count) if count > 1 else "",
            max(scale * count**0.5, 4.0) if scale else _SHAPES[direction].width,
        )
        for direction in (*DIRECTIONS, "")
        if (count := cell.counts[direction])
    ]


def content_width(shown: list[Symbol]) -> float:
    """Return the width of symbols side by side."""
    return sum(symbol.width for symbol in shown) + 5 * (len(shown) - 1)


def draw_symbols(
    pen: Pen, shown: list[Symbol], x: float, y: float, *,
    room: float, stacked: bool, tone: str, strong: bool,
) -> None:  # fmt: skip
    """Draw a cell's symbols around its middle, beside or (`stacked`) above one another.

    A symbol stands in the middle of its column, unless its number would reach the next column.
    """
    if stacked or len(shown) == 1:
        reach = max(symbol.width - symbol.core_width / 2 for symbol in shown)
        x -= max(reach - (room - 8), 0.0)
    left = x - (content_width(shown) if len(shown) > 1 else shown[0].core_width) / 2
    y -= (len(shown) - 1) * STACK_STEP / 2 * stacked
    for symbol in shown:
        start = x - symbol.core_width / 2 if stacked else left
        draw_symbol(pen, symbol, start, y, tone=tone, strong=strong)
        left += symbol.width + 5
        y += STACK_STEP * stacked


def draw_symbol(
    pen: Pen, symbol: Symbol, x: float, y: float, *, tone: str, strong: bool = True
) -> None:
    """Draw one symbol from `x` to the right, followed by its number."""
    if symbol.size:
        shape = _SHAPES[symbol.direction]
        pen.marker(
            x + symbol.size / 2, y, marker=shape.marker,
            size=shape.size * symbol.size / shape.width,
            tone="stone" if symbol.direction == "neutral" else tone,
            hollow=shape.hollow, edge=shape.edge,
        )  # fmt: skip
        x += symbol.size + 2.5
    if symbol.text:
        ink, weight = ("ink", 600) if strong else ("muted", 400)
        size = _SMALL_SIZE if symbol.size else 12
        pen.text(x, y, symbol.text, size=size, weight=weight, tone=ink)


def draw_legend(pen: Pen, grid: Grid, words: Mapping[str, str], silent: bool, y: float) -> float:
    """Draw what the symbols and letters in use mean, and return the bottom.

    `silent` is whether dots stand for cells without records.
    """
    words = {**WORDS, **words}
    used = {direction for cell in grid.cells.values() for direction in cell.counts}
    letters = {letter for cell in grid.cells.values() for letter in cell.letters}
    keys = [(direction, "") for direction in DIRECTIONS if direction in used]
    keys += [("letter", letter) for letter in words if letter in letters]
    if silent and (keys or words["silent"] != WORDS["silent"]):
        keys.append(("silent", ""))
    if not keys:
        return y
    texts = [words[letter or direction] for direction, letter in keys]
    boxes = [(text_width(text, _SMALL_SIZE) + 16, 0) for text in texts]
    places, bottom = flow_boxes(boxes, pen.page, y + 15, gap=16, line=19)
    for (direction, letter), text, (x, y) in zip(keys, texts, places, strict=True):
        if direction == "silent":
            pen.marker(x + 5, y, size=2.2, tone="stone")
        else:
            size = _SHAPES[direction].width if direction in _SHAPES else 0.0
            draw_symbol(pen, Symbol(direction, letter, size), x, y, tone="stone")
        pen.text(x + 15, y, text, size=_SMALL_SIZE, tone="muted")
    return bottom + 12
