"""How a matrix shares its page between labels, cells and totals."""

from dataclasses import dataclass

from ..text import width
from .symbols import content_width, symbols

LABEL, SMALL = 12.5, 11.5
_GROUP_GAP = 16.0
_FINGER = 24.2  # the least that can be hit
_LAST = 9.0  # the number in a last column reaches beyond it


@dataclass(frozen=True)
class Plan:
    """Where things stand, in pixels from the left."""

    cell: float
    xs: tuple  # middles of the columns
    gutter: float  # width of the row labels, or 0 where they stand above their cells
    totals: float  # width of the row totals, or 0
    right: float
    width: float

    @property
    def stacked(self):
        """Whether row labels stand above their cells."""
        return not self.gutter

    @property
    def end(self):
        """Where totals end."""
        return self.width if self.stacked else self.right + self.totals


def plan(made, say, *, page, narrow, unit):
    """Share a page between the labels, cells and (if there is a unit) totals of a grid."""
    groups = [made.column_group.get(column, "") for column in made.columns]
    breaks = [bool(i) and groups[i] != groups[i - 1] for i in range(len(groups))]
    gaps, count = _GROUP_GAP * sum(breaks), len(groups)
    totals = width(unit, SMALL) + 12 if unit else 0.0
    longest = max(width(say(row), LABEL, 600) for row in made.rows) + 12
    gutter = min(longest, 118.0 if narrow else 230.0)
    widest = max(content_width(symbols(cell)) for cell in made.cells.values()) + 4
    least = min(max(widest, _FINGER), 30.0)
    room = page - gutter - (totals or _LAST) - gaps
    if narrow and room / count < least:
        gutter, totals, least = 0.0, 0.0, _FINGER
        room = page - _LAST - gaps
    cell = max(min(room / count, 150.0), least)
    xs, x = [], gutter
    for gap in breaks:
        x += _GROUP_GAP * gap
        xs.append(x + cell / 2)
        x += cell
    needed = x + (totals or _LAST)
    # Never narrower than the page, which would set its letters larger than those of others.
    return Plan(cell, tuple(xs), gutter, totals, x, max(needed, page))
