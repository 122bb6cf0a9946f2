"""Divide the width of a page between the row labels, cells and totals of a matrix."""

from collections.abc import Callable
from dataclasses import dataclass

from edition.figures.canvas.text_metrics import text_width, wrap_text

from .grid import Grid
from .symbols import content_width, symbols

LABEL_SIZE, SMALL_SIZE = 12.5, 11.5
HEAD_SIZE, GROUP_SIZE = 12.0, 12.5
_GROUP_GAP = 16.0
_MIN_TARGET = 24.2  # pointer targets must measure 24 CSS pixels (WCAG 2.2, 2.5.8)
_OVERHANG = 9.0  # room for the number in a cell of the last column


@dataclass(frozen=True)
class ColumnLayout:
    """Horizontal positions and widths in CSS pixels."""

    cell: float  # width of a column
    centers: tuple[float, ...]  # middle of each column
    labels: float  # width of the row labels; 0 where labels stand above their cells
    totals: float  # width of the row totals; 0 without totals
    right: float  # end of the last column
    width: float  # at least that of the page; more where columns need it
    overflows: bool

    @property
    def stacked(self) -> bool:
        """Whether row labels stand above their cells."""
        return not self.labels

    @property
    def end(self) -> float:
        """Where totals end."""
        return self.width if self.stacked else self.right + self.totals


def column_layout(
    grid: Grid, label: Callable[[str], str], *, page: float, narrow: bool, unit: str
) -> ColumnLayout:
    """Return the positions of the columns of a grid on a page of some width.

    Columns never get so narrow that they cannot be hit: where they do not fit, labels move above
    their cells (`narrow` only) or the drawing gets wider. Without `unit` there are no totals.
    """
    groups = [grid.column_group.get(column, "") for column in grid.columns]
    starts_group = [bool(i) and groups[i] != groups[i - 1] for i in range(len(groups))]
    gaps, count = _GROUP_GAP * sum(starts_group), len(groups)
    totals = text_width(unit, SMALL_SIZE) + 12 if unit else 0.0
    longest = max(text_width(label(row), LABEL_SIZE, 600) for row in grid.rows) + 12
    labels = min(longest, 118.0 if narrow else 230.0)
    widest = max(content_width(symbols(cell)) for cell in grid.cells.values()) + 4
    least = min(max(widest, _MIN_TARGET), 30.0)
    room = page - labels - (totals or _OVERHANG) - gaps
    room_stacked = page - _OVERHANG - gaps
    if narrow and room / count < least and room_stacked / count >= _MIN_TARGET:
        labels, totals, least, room = 0.0, 0.0, _MIN_TARGET, room_stacked
    cell = max(min(room / count, 150.0), least)
    centers, x = [], labels
    for new_group in starts_group:
        x += _GROUP_GAP * new_group
        centers.append(x + cell / 2)
        x += cell
    # Never narrower than the page, which would set its letters larger than those of others.
    needed = max(x + (totals or _OVERHANG), page)
    return ColumnLayout(cell, tuple(centers), labels, totals, x, needed, room / count < least)


def heads_fit(heads: list[str], cell: float) -> bool:
    """Return whether each head fits above its column, in four lines at most."""
    room = cell - 6
    return all(
        all(text_width(word, HEAD_SIZE) <= room for word in head.split())
        and len(wrap_text(head, HEAD_SIZE, room)) <= 4
        for head in heads
    )
