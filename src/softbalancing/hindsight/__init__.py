"""Later figures held against what was claimed: as frames, and as numbers in words."""

from .frames import alike, bloc, dated, keyed, lines, paired, placed, value
from .numbers import arms, capabilities, fuels, output, positions, voting

__all__ = [
    "alike", "arms", "bloc", "capabilities", "dated", "fuels", "keyed", "lines", "output",
    "paired", "placed", "positions", "value", "voting",
]  # fmt: skip
