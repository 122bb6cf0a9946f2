"""Find the rows and columns of a matrix that tell two sides apart, and order them to show it."""

from collections.abc import Callable

from edition.figures.columns import capitalize_first

from .grid import Cell, Grid


def mark_strong(grid: Grid) -> None:
    """Set the rows and columns of a grid that tell its two sides apart.

    Without two sides, every row or column with records is strong.
    """
    row_groups = list(dict.fromkeys(grid.row_group.get(row, "") for row in grid.rows))

    def in_first_side(cell: Cell) -> bool:
        return grid.hue(cell.column) == grid.side_hues[0]

    def in_first_group(cell: Cell) -> bool:
        return grid.row_group[cell.row] == row_groups[0]

    by_side = in_first_side if grid.sides else None
    by_group = in_first_group if len(row_groups) == 2 else None
    grid.strong_rows = {r for r in grid.rows if _discriminates(grid.row_cells(r), by_side)}
    grid.strong_columns = {
        c for c in grid.columns if _discriminates(grid.column_cells(c), by_group)
    }


def _discriminates(cells: list[Cell], in_first: Callable[[Cell], bool] | None) -> bool:
    """Return whether a line's cells say one thing of one half and another of the other half."""
    if in_first is None:
        return bool(cells)
    return _balance([c for c in cells if in_first(c)]) != _balance(
        [c for c in cells if not in_first(c)]
    )


def _balance(cells: list[Cell]) -> int | None:
    """Return 1 if more records support than undermine, −1 if fewer, 0 if equal, None if none."""
    if not cells:
        return None
    difference = sum(cell.counts["supports"] - cell.counts["undermines"] for cell in cells)
    return (difference > 0) - (difference < 0)


def sort_by_pattern(grid: Grid) -> None:
    """Sort rows and columns within their groups, in place, so that the pattern shows.

    If columns have two sides, rows without groups are grouped by the side they speak to.
    """
    if grid.sides and not grid.row_group:
        _group_by_lean(grid, grid.sides)
    row_rank = _group_ranks(grid.rows, grid.row_group)
    column_rank = _group_ranks(grid.columns, grid.column_group)
    grid.columns.sort(key=lambda column: (column_rank[column], -grid.column_total(column)))
    place = {column: i for i, column in enumerate(grid.columns)}

    def key(row: str) -> tuple[int, bool, float]:
        total = grid.row_total(row)
        if not grid.sides and total:
            mean = sum(place[cell.column] * cell.total for cell in grid.row_cells(row)) / total
            return row_rank[row], False, mean
        return row_rank[row], row not in grid.strong_rows, -total

    grid.rows.sort(key=key)


def _group_ranks(labels: list[str], group: dict[str, str]) -> dict[str, int]:
    """Return the position of each label's group, groups in the order of their first label."""
    groups = list(dict.fromkeys(group.get(label, "") for label in labels))
    return {label: groups.index(group.get(label, "")) for label in labels}


def _group_by_lean(grid: Grid, sides: tuple[str, str]) -> None:
    """Group rows by the side they speak to: the first, both, the other, neither."""
    first, other = sides
    names = {
        "first": f"{first} only",
        "both": "Both",
        "other": f"{capitalize_first(other)} only",
        "none": "Neither",
    }
    leans = {row: grid.lean(row) for row in grid.rows}
    if len(set(leans.values())) > 1:
        grid.row_group = {row: names[lean] for row, lean in leans.items()}
        grid.rows.sort(key=lambda row: list(names).index(leans[row]))
