"""Count the records of a table into the cells of a matrix."""

from collections.abc import Mapping

import pandas as pd

from edition.figures.columns import (
    Links,
    column_text,
    require_choice,
    require_columns,
    row_links,
    row_names,
)

from .grid import DIRECTIONS, WORDS, Cell, Grid
from .ordering import mark_strong, sort_by_pattern
from .spec import MatrixSpec


def crosstab(table: pd.DataFrame, spec: MatrixSpec, links: Links = None) -> Grid:
    """Return the cells and margins of a matrix, in order; a cell has the link of its first record.

    An error names the option for what is not there, or the record that cannot be counted.
    """
    named = ("rows", "columns", "direction", "value")
    require_columns(table, {name: getattr(spec, name) for name in named}, "matrix")
    rows, row_group = _margin(table, spec.rows, spec.row_groups, "row_groups")
    columns, column_group = _margin(table, spec.columns, spec.column_groups, "column_groups")
    groups = dict.fromkeys(column_group.values())
    for group in spec.hues:
        require_choice(group, groups, "matrix: hues")
    hues: dict[str, str] = dict(spec.hues)
    if groups and all(group in spec.sides for group in groups):
        hues = {spec.sides[g].label: hues.get(g, spec.sides[g].hue) for g in groups}
        column_group = {column: spec.sides[g].label for column, g in column_group.items()}
    grid = Grid(rows, columns, row_group, column_group, _cells(table, spec, links), hues)
    if len(spec.sides) > 1:
        first, second, *_ = spec.sides.values()
        grid.side_hues = first.hue, second.hue
    mark_strong(grid)
    if spec.order == "pattern":
        sort_by_pattern(grid)
    if not spec.pale:
        grid.strong_rows, grid.strong_columns = set(rows), set(columns)
    known = {*WORDS, *(letter for cell in grid.cells.values() for letter in cell.letters)}
    for word in spec.words if grid.cells else ():
        require_choice(word, sorted(known), "matrix: words")
    return grid


def _margin(
    table: pd.DataFrame, column: str, groups: str | Mapping[str, str] | None, parameter: str
) -> tuple[list[str], dict[str, str]]:
    """Return the labels of a margin, sorted by group, and the group of each.

    Labels are the categories of a Categorical column, or else its values. A mapping of groups may
    add labels that have no records.
    """
    values = table[column]
    categorical = isinstance(values.dtype, pd.CategoricalDtype)
    unique = values.cat.categories if categorical else values.unique()
    labels = [str(label) for label in unique if not pd.isna(label) and str(label)]
    if groups is None:
        return labels, {}
    if isinstance(groups, str):
        require_columns(table, {parameter: groups}, "matrix")
        known = dict(zip(column_text(table, column), column_text(table, groups), strict=True))
    else:
        known = {str(label): str(group) for label, group in groups.items()}
    missing = [label for label in labels if label not in known]
    if missing:
        raise ValueError(f"matrix: {parameter}: {missing[0]!r} has no group")
    group_of = {label: known[label] for label in (labels if isinstance(groups, str) else known)}
    order = list(dict.fromkeys(group_of.values()))
    return sorted(group_of, key=lambda label: order.index(group_of[label])), group_of


def _cells(table: pd.DataFrame, spec: MatrixSpec, links: Links) -> dict[tuple[str, str], Cell]:
    cells: dict[tuple[str, str], Cell] = {}
    records = zip(
        row_names(table), column_text(table, spec.rows), column_text(table, spec.columns),
        column_text(table, spec.direction), column_text(table, spec.value),
        row_links(table, links, "matrix"), strict=True,
    )  # fmt: skip
    for position, (name, row, column, direction, letter, url) in enumerate(records):
        if spec.direction:
            require_choice(direction, DIRECTIONS, "matrix: direction", name)
        if not (row and column):
            empty = spec.columns if row else spec.rows
            raise ValueError(f"matrix: {empty!r} is empty (row {name})")
        cell = cells.setdefault((row, column), Cell(row, column, url=url))
        cell.counts[direction] += 1
        cell.records.append(position)
        if letter:
            cell.letters.append(letter)
    return cells
