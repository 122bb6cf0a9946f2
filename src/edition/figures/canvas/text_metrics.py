"""Widths and line breaks of text, computed from the font files without drawing."""

import unicodedata
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
            cut = max(_fitting_characters(word, size, room, weight), 1)
            lines.append(word[:cut])
            word, room = word[cut:], limit
            wide = text_width(word, size, weight)
        line = f"{line} {word}" if line else word
        used += (space if used else 0.0) + wide
    return [*lines, line] if line or not lines else lines


def _fitting_characters(word: str, size: float, room: float, weight: int) -> int:
    """Return how many characters of a word fit into `room`."""
    widths = accumulate(text_width(character, size, weight) for character in word)
    return sum(1 for width in widths if width <= room)


def baseline_offset(size: float) -> float:
    """Return how far the baseline of a line lies below the middle of its letters."""
    return 0.31 * size
