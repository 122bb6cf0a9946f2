"""The cells of a matrix and their margins."""

from collections import Counter
from dataclasses import dataclass, field

DIRECTIONS = ("supports", "undermines", "neutral")
#: Hues of the two sides of an argument: that of the first group of columns, and of all others.
SIDES = ("blue", "amber")
HUES = (*SIDES, "accent", "stone")
_PLURALS = {"supports": "support", "undermines": "undermine", "neutral": "neutral"}


@dataclass
class Cell:
    """What one row says of one column."""

    row: str
    column: str
    counts: Counter = field(default_factory=Counter)
    values: list = field(default_factory=list)
    records: list = field(default_factory=list)
    url: str | None = None

    @property
    def total(self):
        """Number of records."""
        return sum(self.counts.values())

    @property
    def signs(self):
        """Which directions occur, neutral ones aside."""
        return frozenset(self.counts) - {"neutral"}

    def words(self, words=None):
        """Return what the cell says, as in ``3 support, 1 undermines``.

        `words` are other names of the directions, and the meaning of letters.
        """
        words = {} if words is None else words
        if set(self.counts) == {""}:
            letters = ", ".join(words.get(v, v) for v in dict.fromkeys(self.values))
            return letters or f"{self.total} in all" * (self.total > 1) or "present"
        said = [(self.counts[d], d, words.get(d)) for d in DIRECTIONS if self.counts[d]]
        if len(said) == 1 and said[0][0] == 1 and said[0][2]:
            return said[0][2]
        return ", ".join(
            f"{count} {word or (sign if count == 1 else _PLURALS[sign])}"
            for count, sign, word in said
        )


@dataclass
class Grid:
    """The cells with their margins: labels in order, the group of each, which of them tell."""

    rows: list
    columns: list
    row_group: dict
    column_group: dict
    cells: dict
    hues: dict = field(default_factory=dict)
    telling_rows: set = field(default_factory=set)
    telling_columns: set = field(default_factory=set)

    @property
    def groups(self):
        """The groups of columns, in order."""
        return list(dict.fromkeys(self.column_group.get(c, "") for c in self.columns))

    @property
    def sides(self):
        """The names of the two sides of the argument, or nothing where columns have none."""
        names = [
            [group for group in self.groups if self._hue(group) == side and group] for side in SIDES
        ]
        if not all(names):
            return ()
        return tuple(side[0] if len(side) == 1 else "others" for side in names)

    def _hue(self, group):
        """Return the hue of a group: its own, or by default one for the first, one for others."""
        if self.hues or len(self.groups) < 2:
            return self.hues.get(group, "accent")
        return SIDES[group != self.groups[0]]

    def side(self, column):
        """Return the hue of a column."""
        return self._hue(self.column_group.get(column, ""))

    def lean(self, row):
        """Return to which side a row speaks: ``first``, ``other``, ``both`` or ``none``.

        To take no side of something is not to speak for or against it.
        """
        sides = {self.side(cell.column) for cell in self.line(row=row) if cell.signs} & set(SIDES)
        if len(sides) == 2:
            return "both"
        return {"blue": "first", "amber": "other"}[sides.pop()] if sides else "none"

    def total(self, row=None, column=None):
        """Return the number of records in a row or a column."""
        line = self.line(row, column)
        return sum(cell.total for cell in line)

    def line(self, row=None, column=None):
        """Return the cells of a row or a column that hold records."""
        places = (
            [(row, c) for c in self.columns]
            if row is not None
            else [(r, column) for r in self.rows]
        )
        return [self.cells[place] for place in places if place in self.cells]
