"""How wide a text is set, and where it breaks, from the fonts' own metrics and without drawing."""

import unicodedata
from functools import cache

from matplotlib.ft2font import FT2Font, LoadFlags

from .palette import FONTS

_FACES = {400: "SourceSans3-Regular.ttf", 600: "SourceSans3-SemiBold.ttf"}
_SLACK = 1.02


@cache
def _face(weight):
    face = FT2Font(str(FONTS / _FACES[weight]))
    return face, face.get_charmap()


@cache
def _advance(character, weight):
    """Width of one character in em."""
    face, known = _face(weight)
    if ord(character) in known:
        glyph = face.load_char(ord(character), flags=LoadFlags.NO_SCALE)
        return glyph.horiAdvance / face.units_per_EM
    if unicodedata.combining(character):
        return 0.0
    return 1.02 if unicodedata.east_asian_width(character) in "WF" else 0.66


def width(text, size, weight=400):
    """Return the width of `text` set in `size`, in the unit of `size`."""
    return _SLACK * size * sum(_advance(character, weight) for character in text)


def wrap(text, size, limit, weight=400, indent=0.0):
    """Break `text` into lines no wider than `limit`; `indent` is taken off the first.

    A word wider than a line by itself, or a script without spaces, breaks between characters.
    """
    lines, line, room = [], "", limit - indent
    space = width(" ", size, weight)
    used = 0.0
    for word in str(text).split():
        wide = width(word, size, weight)
        if line and used + space + wide > room:
            lines.append(line)
            line, used, room = "", 0.0, limit
        while wide > room and len(word) > 1:
            if not line and not lines and indent and wide <= limit and not _breaks_anywhere(word):
                lines.append("")
                room = limit
                break
            cut = max(_fitting(word, size, room, weight), 1)
            lines.append(word[:cut])
            word, room = word[cut:], limit
            wide = width(word, size, weight)
        line = f"{line} {word}" if line else word
        used += (space if used else 0.0) + wide
    return [*lines, line] if line or not lines else lines


def _breaks_anywhere(word):
    """Whether a script sets no spaces between words."""
    return any(unicodedata.east_asian_width(character) in "WF" for character in word)


def _fitting(word, size, room, weight):
    """Number of characters of `word` that fit into `room`."""
    used = 0.0
    for count, character in enumerate(word):
        used += _SLACK * size * _advance(character, weight)
        if used > room:
            return count
    return len(word)


def middle(size):
    """Return how far beneath the middle of its letters a line has its baseline."""
    return 0.31 * size
