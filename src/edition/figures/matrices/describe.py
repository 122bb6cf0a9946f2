"""Describe a matrix in words, from its rows."""

from collections import Counter
from collections.abc import Mapping

from .grid import Grid, Lean
from .spec import MatrixSpec


def describe_matrix(grid: Grid, spec: MatrixSpec) -> list[str]:
    """Return the sentences of the text alternative of a matrix: size, counts, what stands out."""
    size = len(grid.rows) * len(grid.columns)
    row = max(grid.rows, key=grid.row_total)
    column = max(grid.columns, key=grid.column_total)
    return [
        f"Matrix of {len(grid.rows)} rows by {len(grid.columns)} columns: {grid.total} "
        f"{spec.unit} in {len(grid.cells)} of {size} cells{_directions(grid, spec.words)}.",
        *([_leans(grid, grid.sides)] if grid.sides else []),
        f"Fullest row: {grid.row_names(spec.labels)[row]} ({grid.row_total(row)}).",
        f"Fullest column: {spec.labels.get(column, column)} ({grid.column_total(column)}).",
    ]


def _directions(grid: Grid, words: Mapping[str, str]) -> str:
    counts: Counter[str] = Counter()
    for cell in grid.cells.values():
        counts.update(cell.counts)
    verbs = {"supports": "support", "undermines": "undermine", "neutral": "take no side"}
    parts = [f"{counts[key]} {words.get(key, verb)}" for key, verb in verbs.items() if counts[key]]
    return f"; {', '.join(parts)}" if parts else ""


def _leans(grid: Grid, sides: tuple[str, str]) -> str:
    counts = Counter(grid.lean(row) for row in grid.rows)
    first, other = sides
    names: dict[Lean, str] = {
        "first": f"{first} only", "both": "both", "other": f"{other} only", "none": "neither",
    }  # fmt: skip
    parts = [f"{name} {counts[lean]}" for lean, name in names.items() if counts[lean]]
    return f"Rows by what they speak to: {', '.join(parts)}."
