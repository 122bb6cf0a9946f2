"""A table of records as the cells of a matrix: counted, grouped, ordered, weighed."""

from collections import Counter
from dataclasses import dataclass, field

import pandas as pd

from .happenings import addresses, names, texts

DIRECTIONS = ("supports", "undermines", "neutral")
ORDERS = ("pattern", "total", "given")
SIDES = ("balancing", "rival")


@dataclass
class Cell:
    """What one row says of one column."""

    row: str
    column: str
    counts: Counter = field(default_factory=Counter)
    values: list = field(default_factory=list)
    records: list = field(default_factory=list)
    url: str | None = None
    meaning: dict = field(default_factory=dict)

    @property
    def total(self):
        """Number of records."""
        return sum(self.counts.values())

    @property
    def signs(self):
        """Which directions occur, neutral ones aside."""
        return frozenset(self.counts) - {"neutral"}

    def words(self):
        """Return what the cell says, as in ``3 support, 1 undermines``."""
        if set(self.counts) == {""}:
            letters = ", ".join(dict.fromkeys(self.values))
            return letters or f"{self.total} in all" * (self.total > 1) or "present"
        verbs = {"supports": "support", "undermines": "undermine", "neutral": "neutral"}
        said = [(self.counts[d], d if self.counts[d] == 1 else verbs[d]) for d in DIRECTIONS]
        if self.meaning:
            said = [(self.counts[d], self.meaning.get(d, d)) for d in DIRECTIONS]
            if self.total == 1:
                return next(meaning for count, meaning in said if count)
        return ", ".join(f"{count} {verb}" for count, verb in said if count)


@dataclass
class Grid:
    """The cells with their margins: labels in order, the group of each, which of them tell."""

    rows: list
    columns: list
    row_group: dict
    column_group: dict
    cells: dict
    meaning: dict = field(default_factory=dict)
    telling_rows: set = field(default_factory=set)
    telling_columns: set = field(default_factory=set)

    @property
    def sides(self):
        """The names of the two sides of the argument, or nothing where columns have no groups."""
        groups = list(dict.fromkeys(self.column_group.get(c, "") for c in self.columns))
        if len(groups) < 2:
            return ()
        return groups[0], groups[1] if len(groups) == 2 else "others"

    def side(self, column):
        """Return the hue of a column: that of the first group, or that of all others."""
        if not self.sides:
            return "accent"
        return SIDES[self.column_group.get(column, "") != self.sides[0]]

    def lean(self, row):
        """Return to which side a row speaks: ``first``, ``other``, ``both`` or ``none``."""
        sides = {self.column_group.get(c.column, "") == self.sides[0] for c in self.line(row=row)}
        if len(sides) == 2:
            return "both"
        return {True: "first", False: "other"}[sides.pop()] if sides else "none"

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


def grid(
    table,
    *,
    rows,
    columns,
    direction=None,
    count=None,
    value=None,
    row_groups=None,
    column_groups=None,
    order="pattern",
    links=None,
    meaning=None,
):
    """Count a table's records into a grid; errors name parameter, value and row."""
    if order not in ORDERS:
        raise ValueError(f"matrix: order: {order!r} is not one of {', '.join(ORDERS)}")
    for parameter, column in {
        "rows": rows,
        "columns": columns,
        "direction": direction,
        "count": count,
        "value": value,
    }.items():
        if column is not None and column not in table.columns:
            raise ValueError(
                f"matrix: {parameter}: there is no column {column!r}; "
                f"the table has {', '.join(map(str, table.columns))}"
            )
    row_names, row_group = _margin(table, rows, row_groups, "row_groups")
    column_names, column_group = _margin(table, columns, column_groups, "column_groups")
    made = Grid(
        row_names,
        column_names,
        row_group,
        column_group,
        _cells(table, rows, columns, direction, count, value, links),
        dict(meaning or {}),
    )
    for cell in made.cells.values():
        cell.meaning = made.meaning
    made.telling_rows = {r for r in made.rows if _tells(made, row=r)}
    made.telling_columns = {c for c in made.columns if _tells(made, column=c)}
    _arrange(made, order)
    return made


def _margin(table, column, groups, parameter):
    """Return the labels of a margin, in given order, and the group of each."""
    values = table[column]
    labels = (
        values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else values.unique()
    )
    labels = [str(label) for label in labels if not pd.isna(label) and str(label)]
    if groups is None:
        return labels, {}
    if isinstance(groups, str):
        if groups not in table.columns:
            raise ValueError(f"matrix: {parameter}: there is no column {groups!r}")
        groups = dict(zip(texts(table, column), texts(table, groups), strict=True))
    else:
        groups = {str(label): str(group) for label, group in groups.items()}
        missing = [label for label in labels if label not in groups]
        if missing:
            raise ValueError(f"matrix: {parameter}: {missing[0]!r} has no group")
        labels = [label for label in groups if label in set(labels)] + [
            label for label in groups if label not in set(labels)
        ]
    ranks = {group: rank for rank, group in enumerate(dict.fromkeys(groups.values()))}
    given = {label: i for i, label in enumerate(groups)}
    labels.sort(key=lambda label: (ranks[groups[label]], given[label]))
    return labels, groups


def _cells(table, rows, columns, direction, count, value, links):
    cells = {}
    directions, values = texts(table, direction), texts(table, value)
    counts = list(table[count]) if count else [1] * len(table)
    places = zip(texts(table, rows), texts(table, columns), strict=True)
    parts = zip(places, directions, counts, values, addresses(table, links, "matrix"), strict=True)
    for record, (place, sign, number, letter, url) in enumerate(parts):
        if direction and sign not in DIRECTIONS:
            raise ValueError(
                f"matrix: direction: {sign!r} is not one of {', '.join(DIRECTIONS)} "
                f"(row {names(table)[record]})"
            )
        if not all(place):
            empty = rows if not place[0] else columns
            raise ValueError(f"matrix: {empty!r} is empty (row {names(table)[record]})")
        cell = cells.setdefault(place, Cell(*place, url=url))
        cell.counts[sign] += int(number)
        cell.records.append(record)
        if letter:
            cell.values.append(letter)
    return cells


def _tells(made, row=None, column=None):
    """Whether a line differs between the two sides, or along itself where there are no sides."""
    group = made.column_group if row is not None else made.row_group
    across = made.columns if row is not None else made.rows
    cells = made.line(row, column)
    groups = list(dict.fromkeys(group.get(label, "") for label in across))
    if len(groups) < 2:
        return bool(cells) and (len(cells) < len(across) or len({cell.signs for cell in cells}) > 1)
    halves = ([], [])
    for cell in cells:
        halves[group[cell.column if row is not None else cell.row] != groups[0]].append(cell)
    return _weight(halves[0]) != _weight(halves[1])


def _weight(cells):
    """Which way a side's cells point on balance: nothing said, for, against, or undecided."""
    if not cells:
        return None
    plus, minus = (sum(cell.counts[sign] for cell in cells) for sign in ("supports", "undermines"))
    return (plus > minus) - (plus < minus)


def _arrange(made, order):
    """Order rows and columns within their groups so that the pattern shows."""
    if order == "given":
        return
    if order == "pattern" and made.sides and not made.row_group:
        _group_by_lean(made)
    ranks = [
        {g: i for i, g in enumerate(dict.fromkeys(group.get(label, "") for label in labels))}
        for labels, group in ((made.rows, made.row_group), (made.columns, made.column_group))
    ]
    made.columns.sort(key=lambda c: (ranks[1][made.column_group.get(c, "")], -made.total(column=c)))
    place = {c: i for i, c in enumerate(made.columns)}

    def key(row):
        total = made.total(row=row)
        if order == "pattern" and not made.sides and total:
            return False, sum(place[c.column] * c.total for c in made.line(row=row)) / total
        return order == "pattern" and row not in made.telling_rows, -total

    made.rows.sort(key=lambda r: (ranks[0][made.row_group.get(r, "")], key(r)))


def _group_by_lean(made):
    """Group rows by the side they speak to: one, both, the other, none."""
    first, other = made.sides
    names = {
        "first": f"{first} only",
        "both": "Both",
        "other": f"{other[:1].upper()}{other[1:]} only",
        "none": "Neither",
    }
    leans = {row: made.lean(row) for row in made.rows}
    if len(set(leans.values())) > 1:
        made.row_group = {row: names[lean] for row, lean in leans.items()}
        made.rows.sort(key=lambda row: list(names).index(leans[row]))
