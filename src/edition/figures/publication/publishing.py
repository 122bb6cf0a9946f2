"""Publish a figure of any kind: check the call, select the rows, describe, draw and bundle."""

import re
import warnings

import pandas as pd

from edition.figures.columns import require_choice, require_columns
from edition.figures.figure_kind import FigureKind, describe_figure
from edition.project.faults import NoProjectError
from edition.project.vocabulary import Vocabulary, current

from .published_figure import Publication, PublishedFigure
from .rendering import render

LAYERS = ("thesis", "coded", "edition")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def publish_figure(
    kind: FigureKind, records: pd.DataFrame, publication: Publication
) -> PublishedFigure:
    """Publish the rows of a table, one for each mark or, in a matrix, for each record.

    It is to be called by the function that the user calls. `publication` holds the options of the
    kind, too. An error names the word, option, column or cell that cannot be published.
    """
    function = f"publish.{kind.name}"
    name, layer = publication.name, publication.layer or kind.layer
    table = publication.table or getattr(current_vocabulary().roles, kind.role, "") or kind.role
    words = {key: getattr(publication, key) for key in ("name", "title", "subtitle", "caption")}
    _check(function, name, layer, title=publication.title, caption=publication.caption, table=table)
    rows, empty = _select(function, records, publication.where, table)
    row_id = publication.row_id or next((c for c in kind.row_ids if c in rows), kind.row_ids[-1])
    require_columns(rows, {"row_id": row_id}, function)
    ids = [str(id_) for id_ in rows[row_id]]
    cells = kind.cells(rows, publication, ids, name, table) if kind.cells else []
    links = [f"row:{table}#{id_}" for id_ in ids]
    for cell in cells:
        for position in cell["records"]:
            links[position] = cell["href"]
    alt = describe_figure(kind, rows, publication, empty)
    pictures = render(kind, rows, publication, links, empty, alt)
    return PublishedFigure(
        kind=kind.name, layer=layer, table=table, alt=alt, rows=rows, row_ids=tuple(ids),
        cells=tuple(cells), **words, **pictures,
    )  # fmt: skip


def current_vocabulary() -> Vocabulary:
    """Return the project's vocabulary; an empty one outside of any project."""
    try:
        return current()
    except NoProjectError:
        return Vocabulary()


def _check(function: str, name: str, layer: str, **texts: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{function}: name: {name!r} is not lower-case letters, digits and hyphens"
        )
    require_choice(layer, LAYERS, f"{function}: layer")
    for parameter, text in texts.items():
        if not text.strip():
            raise ValueError(f"{function}: {parameter}: {text!r} is empty")


def _select(
    function: str, records: pd.DataFrame, where: str | None, table: str
) -> tuple[pd.DataFrame, str]:
    """Return the selected rows and, if there are none, what the figure says instead."""
    rows = records.query(where) if where else records
    if len(rows):
        return rows, ""
    why = f"none of its {len(records)} rows has {where}" if where else "the selection holds no rows"
    empty = f"Nothing to show from the table {table}: {why}."
    # The warning points at the user's call: this function < publish_figure < publish.… < caller.
    warnings.warn(f"{function}: {empty}", stacklevel=4)
    return rows, empty
