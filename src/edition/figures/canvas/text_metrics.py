"""Widths and line breaks of text, computed from the font files, and boxes set like words."""

import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import accumulate

from matplotlib.ft2font import FT2Font, LoadFlags

from .palette import FONTS

_FACES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-SemiBold.ttf"}
#: Browsers may set the text a little wider, or in a font of their own.
_SLACK = 1.02


@cache
def _face(weight: int) -> tuple[FT2Font, dict[int, int]]:
    face = FT2Font(str(FONTS / _FACES[weight]))
    return face, face.get_charmap()


@cache
def _advance(character: str, weight: int) -> float:
    """Return the width of a character in em; estimated if the font lacks it."""
    face, characters = _face(weight)
    if ord(character) in characters:
        glyph = face.load_char(ord(character), flags=LoadFlags.NO_SCALE)
        return glyph.horiAdvance / face.units_per_EM
    if unicodedata.combining(character):
        return 0.0
    return 1.02 if _is_wide(character) else 0.66


def _is_wide(character: str) -> bool:
    """Return whether a character belongs to a script without spaces, such as Chinese."""
    return unicodedata.east_asian_width(character) in "WF"


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width of a line of text, in the unit of `size`."""
    return _SLACK * size * sum(_advance(character, weight) for character in text)


def wrap_text(
    text: str, size: float, limit: float, weight: int = 400, indent: float = 0.0
) -> list[str]:
    """Break a text into lines no wider than `limit`, the first narrower by `indent`.

    A word that is wider than a line, and a script without spaces, break between characters. The
    first line stays empty if only the others have room for the first word.
    """
    lines: list[str] = []
    line, used, room = "", 0.0, limit - indent
    space = text_width(" ", size, weight)
    for word in text.split():
        wide = text_width(word, size, weight)
        if line and used + space + wide > room:
            lines.append(line)
            line, used, room = "", 0.0, limit
        while wide > room and len(word) > 1:
            if not line and not lines and indent and wide <= limit and not any(map(_is_wide, word)):
                lines.append("")
                room = limit
                break
            ends = accumulate(text_width(character, size, weight) for character in word)
            cut = max(sum(end <= room for end in ends), 1)
            lines.append(word[:cut])
            word, room = word[cut:], limit
            wide = text_width(word, size, weight)
        line = f"{line} {word}" if line else word
        used += (space if used else 0.0) + wide
    return [*lines, line] if line or not lines else lines


def baseline_offset(size: float) -> float:
    """Return how far the baseline of a line lies below the middle of its letters."""
    return 0.31 * size


def flow_boxes(
    boxes: Iterable[tuple[float, float]], page: float, y: float, *, gap: float, line: float
) -> tuple[list[tuple[float, float]], float]:
    """Return the position of each box, from left to right in lines, and that of the last line.

    A box is its width and its height beyond one line; `gap` and `line` are the distances of boxes
    and of lines.

    >>> flow_boxes([(60, 0), (60, 20), (30, 0)], 100, 10, gap=5, line=20)
    ([(0.0, 10), (0.0, 30), (65.0, 50)], 50)
    """
    places, x = [], 0.0
    for width, height in boxes:
        if x and x + width > page:
            x, y = 0.0, y + line
        places.append((x, y))
        y += height
        x += width + gap
    return places, y
