"""The cells of a published matrix: what each says, the rows behind it, and its address."""

import re
from collections.abc import Sequence

import pandas as pd

from edition.figures.publication.published_figure import CellRecord

from .crosstab import crosstab
from .grid import DIRECTIONS
from .spec import MatrixSpec


def slug(text: str) -> str:
    """Return a text as part of an address.

    >>> slug("U.S. bases: their stay")
    'u-s-bases-their-stay'
    """
    return re.sub(r"\W+", "-", text.lower()).strip("-")


def cell_records(
    table: pd.DataFrame, spec: MatrixSpec, ids: Sequence[str], name: str, table_name: str
) -> list[CellRecord]:
    """Return the cells of a matrix in reading order, with their rows and addresses.

    `ids` are those of the rows in `table_name` that the records lead to. A cell of one row has that
    row's address; others have an anchor that begins with `name`, the figure's.
    """
    records: list[CellRecord] = []
    grid = crosstab(table, spec)
    row_names = grid.row_names(spec.labels)
    for cell in grid.ordered_cells():
        row_ids = list(dict.fromkeys(ids[i] for i in cell.records))
        anchor = f"{name}--{slug(cell.row)}--{slug(cell.column)}"
        records.append(
            {
                "row": cell.row,
                "column": cell.column,
                "row_label": row_names[cell.row],
                "column_label": str(spec.labels.get(cell.column, cell.column)),
                "counts": {d: cell.counts[d] for d in (*DIRECTIONS, "") if cell.counts[d]},
                "says": cell.text(spec.words),
                "ids": row_ids,
                "records": cell.records,
                "anchor": anchor,
                "href": f"row:{table_name}#{row_ids[0]}" if len(row_ids) == 1 else f"#{anchor}",
            }
        )
    return records
