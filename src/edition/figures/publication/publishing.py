"""Publish a figure of any kind: check the call, select the rows, describe, draw and bundle."""

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, NotRequired, TypedDict, TypeVar

import pandas as pd
from matplotlib.axes import Axes

from edition.figures.columns import require_columns
from edition.figures.specification import build_spec
from edition.project.vocabulary import Vocabulary, current

from .published_figure import CellRecord, PublishedFigure
from .rendering import render

LAYERS = ("thesis", "coded", "edition")
_NAME = re.compile(r"[a-z][a-z0-9-]*")
Spec = TypeVar("Spec")


@dataclass(frozen=True)
class FigureKind(Generic[Spec]):
    """One kind of figure, as publishing needs it."""

    name: str  # of the functions that draw and publish it
    spec: type[Spec]
    draw: Callable[..., Axes]
    #: Returns the text alternative of rows, specification and note on an empty selection.
    describe: Callable[[pd.DataFrame, Spec, str], str]
    #: Role of the default table, and its name if no table has the role; empty for no default.
    role: str = ""
    layer: str = "coded"
    #: Options whose default is an attribute of the vocabulary.
    from_vocabulary: Mapping[str, str] = field(default_factory=dict)
    #: Columns for the ids of the rows; the first that the table has is taken.
    row_ids: tuple[str, ...] = ("id",)
    #: Returns the cells of rows, specification, ids of rows, name of the figure and of the table.
    cells: Callable[[pd.DataFrame, Spec, Sequence[str], str, str], list[CellRecord]] | None = None


class PublicationOptions(TypedDict):
    """The keyword arguments of `publish_figure` that all kinds of figures share."""

    name: str
    title: str
    caption: str
    subtitle: NotRequired[str]
    layer: NotRequired[str]
    table: NotRequired[str]
    where: NotRequired[str | None]
    row_id: NotRequired[str | None]


def publish_figure(
    kind: FigureKind[Spec], records: pd.DataFrame, /, *,
    name: str, title: str, caption: str, subtitle: str = "", layer: str = "", table: str = "",
    where: str | None = None, row_id: str | None = None, **options: Any,
) -> PublishedFigure:  # fmt: skip
    """Publish a figure; to be called by the function that the user calls.

    Parameters
    ----------
    kind : FigureKind
        Kind of figure.
    records : pandas.DataFrame
        The rows, one for each mark or, in a matrix, for each record.
    name : str
        Label that the text refers to (``fig-2-timeline``).
    title, subtitle, caption : str
        What the figure finds; what it shows; what to see in it and from which table, in Markdown.
    layer : {"thesis", "coded", "edition"}, optional
        Whose statement the figure is; the default depends on the kind.
    table : str, optional
        Table whose rows the marks lead to; by default the one in the role of the kind.
    where : str, optional
        Query that selects rows; an empty figure quotes it.
    row_id : str, optional
        Column with the ids of the rows that the marks lead to.
    **options
        Options of the kind's specification.

    Returns
    -------
    PublishedFigure
        Displayed when it is the last value of a cell.

    Raises
    ------
    ValueError, TypeError
        If a word, an option, a column or a cell cannot be published; the message names it.
    """
    function = f"publish.{kind.name}"
    layer = layer or kind.layer
    vocabulary = _vocabulary()
    table = table or getattr(vocabulary.roles, kind.role, "") or kind.role
    _check(function, name=name, title=title, caption=caption, layer=layer, table=table)
    for option, attribute in kind.from_vocabulary.items():
        options.setdefault(option, getattr(vocabulary, attribute))
    spec = build_spec(kind.spec, options, function)
    rows, empty = _select(function, records, where, table)
    row_id = row_id or next((c for c in kind.row_ids if c in rows), kind.row_ids[-1])
    require_columns(rows, {"row_id": row_id}, function)
    ids = [str(id_) for id_ in rows[row_id]]
    cells = kind.cells(rows, spec, ids, name, table) if kind.cells else []
    links = [f"row:{table}#{id_}" for id_ in ids]
    for cell in cells:
        for position in cell["records"]:
            links[position] = cell["href"]
    words = {"name": name, "title": title, "subtitle": subtitle, "caption": caption}
    alt = kind.describe(rows, spec, empty)
    drawing = {**options, "links": links or None, "empty": empty}
    pictures = render(kind.draw, rows, drawing, words, alt)
    return PublishedFigure(
        kind=kind.name, layer=layer, table=table, alt=alt, rows=rows, row_ids=tuple(ids),
        cells=tuple(cells), **words, **pictures,
    )  # fmt: skip


def _vocabulary() -> Vocabulary:
    """Return the project's vocabulary; an empty one outside of any project."""
    try:
        return current()
    except FileNotFoundError:
        return Vocabulary()


def _check(function: str, *, name: str, layer: str, **texts: str) -> None:
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{function}: name: {name!r} is not lower-case letters, digits and hyphens"
        )
    if layer not in LAYERS:
        raise ValueError(f"{function}: layer: {layer!r} is not one of {', '.join(LAYERS)}")
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
