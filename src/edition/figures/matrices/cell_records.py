"""The cells of a published matrix: what each says, the rows behind it, and its address."""

import re
from collections.abc import Sequence

import pandas as pd

from edition.figures.publication.published_figure import CellRecord

from .cells import DIRECTIONS
from .counting import grid
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

    Parameters
    ----------
    table : pandas.DataFrame
        The records that are counted.
    spec : MatrixSpec
        Options of the matrix.
    ids : sequence of str
        Id of the row that each record leads to.
    name : str
        Name of the figure; the anchor of each cell begins with it.
    table_name : str
        Table that the ids belong to.
    """
    counted = grid(table, spec)
    places = [(r, c) for r in counted.rows for c in counted.columns if (r, c) in counted.cells]
    found: list[CellRecord] = []
    for cell in map(counted.cells.__getitem__, places):
        members = list(dict.fromkeys(ids[i] for i in cell.records))
        anchor = f"{name}--{slug(cell.row)}--{slug(cell.column)}"
        found.append(
            {
                "row": cell.row,
                "column": cell.column,
                "row_label": str(spec.labels.get(cell.row, cell.row)),
                "column_label": str(spec.labels.get(cell.column, cell.column)),
                "counts": {d: cell.counts[d] for d in (*DIRECTIONS, "") if cell.counts[d]},
                "says": cell.words(spec.words),
                "ids": members,
                "records": cell.records,
                "anchor": anchor,
                "href": f"row:{table_name}#{members[0]}" if len(members) == 1 else f"#{anchor}",
            }
        )
    return found
