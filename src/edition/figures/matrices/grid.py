"""The cells of a matrix and their margins, counted but not yet drawn."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

DIRECTIONS = ("supports", "undermines", "neutral")
#: Side that a row speaks to.
Lean = Literal["first", "both", "other", "none"]
#: Words of the legend, for directions and for cells without records.
WORDS = {
    "supports": "supports",
    "undermines": "undermines",
    "neutral": "takes no side",
    "silent": "silent",
}
_PLURALS = {"supports": "support", "undermines": "undermine", "neutral": "neutral"}


@dataclass
class Cell:
    """All records of one row and one column."""

    row: str
    column: str
    counts: Counter[str] = field(default_factory=Counter)  # by direction; "" without directions
    letters: list[str] = field(default_factory=list)
    records: list[int] = field(default_factory=list)  # positions in the table
    url: str | None = None

    @property
    def total(self) -> int:
        """Number of records."""
        return sum(self.counts.values())

    @property
    def takes_side(self) -> bool:
        """Whether any record is more than neutral."""
        return bool(set(self.counts) - {"neutral"})

    def text(self, words: Mapping[str, str]) -> str:
        """Return the content in words, as in ``3 support, 1 undermines``.

        `words` are other names of the directions, and the meaning of letters.
        """
        if set(self.counts) == {""}:
            letters = ", ".join(words.get(letter, letter) for letter in dict.fromkeys(self.letters))
            return letters or (f"{self.total} in all" if self.total > 1 else "present")
        counts = {direction: self.counts[direction] for direction in DIRECTIONS}
        present = [direction for direction in DIRECTIONS if counts[direction]]
        if self.total == 1 and (word := words.get(present[0])):
            return word
        return ", ".join(
            f"{counts[d]} {words.get(d) or (d if counts[d] == 1 else _PLURALS[d])}" for d in present
        )


@dataclass
class Grid:
    """The cells of a matrix by row and column, and the order and groups of its margins."""

    rows: list[str]
    columns: list[str]
    row_group: dict[str, str]
    column_group: dict[str, str]
    cells: dict[tuple[str, str], Cell]
    hues: dict[str, str] = field(default_factory=dict)  # by group of columns; may be empty
    side_hues: tuple[str, str] = ("blue", "amber")  # of the two sides of an argument
    strong_rows: set[str] = field(default_factory=set)  # those that tell the two sides apart
    strong_columns: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Return whether there is anything to draw."""
        return bool(self.cells)

    @property
    def groups(self) -> list[str]:
        """Groups of columns, in order."""
        return list(dict.fromkeys(self.column_group.get(c, "") for c in self.columns))

    @property
    def sides(self) -> tuple[str, str] | None:
        """Names of the two sides of the argument, or None where columns have no sides."""
        first, other = (
            [group for group in self.groups if group and self._group_hue(group) == hue]
            for hue in self.side_hues
        )
        if not (first and other):
            return None
        return first[0] if len(first) == 1 else "others", other[0] if len(other) == 1 else "others"

    def _group_hue(self, group: str) -> str:
        """Return a group's own hue; without any, the first group and all others are the sides."""
        if self.hues or len(self.groups) < 2:
            return self.hues.get(group, "accent")
        return self.side_hues[group != self.groups[0]]

    def row_names(self, labels: Mapping[str, str]) -> dict[str, str]:
        """Return each row's label, with its group before it if another row has the same label.

        Under the head of its group a label is clear; read alone, it may not be.
        """
        texts = {row: str(labels.get(row, row)) for row in self.rows}
        rows_with = Counter(texts.values())
        return {
            row: f"{self.row_group[row]}, {text}"
            if rows_with[text] > 1 and row in self.row_group
            else text
            for row, text in texts.items()
        }

    def hue(self, column: str) -> str:
        """Return the hue of a column."""
        return self._group_hue(self.column_group.get(column, ""))

    def lean(self, row: str) -> Lean:
        """Return the side that a row speaks to; neutral records speak to neither."""
        hues = {self.hue(cell.column) for cell in self.row_cells(row) if cell.takes_side}
        first, other = (hue in hues for hue in self.side_hues)
        if first and other:
            return "both"
        return "first" if first else "other" if other else "none"

    def ordered_cells(self) -> list[Cell]:
        """Return the cells that hold records, in reading order."""
        return [cell for row in self.rows for cell in self.row_cells(row)]

    def row_cells(self, row: str) -> list[Cell]:
        """Return the cells of a row that hold records."""
        return [self.cells[row, c] for c in self.columns if (row, c) in self.cells]

    def column_cells(self, column: str) -> list[Cell]:
        """Return the cells of a column that hold records."""
        return [self.cells[r, column] for r in self.rows if (r, column) in self.cells]

    def row_total(self, row: str) -> int:
        """Return the number of records in a row."""
        return sum(cell.total for cell in self.row_cells(row))

    def column_total(self, column: str) -> int:
        """Return the number of records in a column."""
        return sum(cell.total for cell in self.column_cells(column))

    @property
    def total(self) -> int:
        """Number of all records."""
        return sum(cell.total for cell in self.cells.values())
