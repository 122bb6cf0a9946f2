"""How a matrix shares its page between labels, cells and totals."""

from dataclasses import dataclass

from edition.figures.canvas.text_metrics import text_width, wrap_text

from .symbols import content_width, symbols

LABEL, SMALL = 12.5, 11.5
HEAD, GROUP = 12.0, 12.5
MANY = 60  # rows that are scrolled past within a frame
_GROUP_GAP = 16.0
DEEP = 150.0  # the most that turned heads may rise
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
    framed: bool  # whether cells scroll within a frame, beneath heads and beside labels that stay

    @property
    def stacked(self):
        """Whether row labels stand above their cells."""
        return not self.gutter

    @property
    def end(self):
        """Where totals end."""
        return self.width if self.stacked else self.right + self.totals


def plan(made, say, *, page, narrow, unit):
    """Share a page between the labels, cells and (if there is a unit) totals of a grid.

    Where the page is too narrow for the columns, or there are very many rows, cells get the room
    that they need, and are scrolled.
    """
    groups = [made.column_group.get(column, "") for column in made.columns]
    breaks = [bool(i) and groups[i] != groups[i - 1] for i in range(len(groups))]
    gaps, count = _GROUP_GAP * sum(breaks), len(groups)
    totals = text_width(unit, SMALL) + 12 if unit else 0.0
    longest = max(text_width(say(row), LABEL, 600) for row in made.rows) + 12
    gutter = min(longest, 118.0 if narrow else 230.0)
    widest = max(content_width(symbols(cell)) for cell in made.cells.values()) + 4
    least = min(max(widest, _FINGER), 30.0)
    room = page - gutter - (totals or _LAST) - gaps
    framed = len(made.rows) > MANY
    if not framed and narrow and room / count < least and _FINGER <= (page - _LAST - gaps) / count:
        gutter, totals, least = 0.0, 0.0, _FINGER
        room = page - _LAST - gaps
    framed = framed or room / count < least
    if framed:
        names = (text_width(group, LABEL, 600) for group in made.row_group.values())
        gutter = max(gutter, min(max(names, default=0.0) + 12, page / 2))
    cell = max(min(room / count, 150.0), least)
    if framed:
        names = [say(column) for column in made.columns]
        if not fit(names, cell):
            cell = max(cell, 14.5 * max(len(wrap_text(name, HEAD, DEEP)) for name in names) + 3)
    xs, x = [], gutter
    for i, broken in enumerate(breaks):
        x += max(_GROUP_GAP, _beyond(groups, i, cell) if framed else 0.0) * broken
        xs.append(x + cell / 2)
        x += cell
    x += max(_beyond(groups, count, cell), 0.0) * framed
    needed = x + (totals or _LAST)
    # Never narrower than the page, which would set its letters larger than those of others.
    return Plan(cell, tuple(xs), gutter, totals, x, max(needed, page), framed)


def fit(names, cell):
    """Whether each head finds room above its column, in four lines at most."""
    room = cell - 6
    words = [word for name in names for word in name.split()]
    fitting = all(text_width(word, HEAD) <= room for word in words)
    return fitting and all(len(wrap_text(name, HEAD, room)) <= 4 for name in names)


def _beyond(groups, end, cell):
    """Return how far the name of the group that ends before a column reaches beyond it."""
    group = groups[end - 1]
    return text_width(group, GROUP, 600) + 8 - cell * groups[:end].count(group) if group else 0.0
