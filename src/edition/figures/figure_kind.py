"""What a kind of figure consists of, and how one is drawn and described."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd
from matplotlib.axes import Axes

from .canvas import matplotlib_settings
from .canvas.palette import WIDTHS
from .canvas.pen import Layout, Pen
from .columns import Links, require_choice

#: Greatest number of words in a text alternative.
LIMIT = 59


class Chart(Protocol):
    """A drawing that is about to be made."""

    def draw(self) -> float:
        """Draw everything and return the bottom."""


@dataclass(frozen=True)
class FigureKind:
    """One kind of figure: its functions take rows, options (a ``…Spec``) or what was read of both.

    What was read is falsy if there is nothing to draw.
    """

    name: str  # of the functions that draw and publish it
    noun: str
    read: Callable[[pd.DataFrame, Any, Links], Any]
    chart: Callable[[Pen, Any, Any], Chart]  # takes what was read, and the options
    describe: Callable[[Any, Any], list[str]]  # returns sentences, the most important first
    #: Role of the default table, and its name if no table has the role; empty for no default.
    role: str = ""
    layer: str = "coded"
    #: Columns for the ids of the rows; the first that the table has is taken.
    row_ids: tuple[str, ...] = ("id",)
    #: Returns the cells of what was read, by options, ids of rows, name of figure and of table.
    cells: Callable[[Any, Any, Sequence[str], str, str], list[Any]] | None = None


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """What the functions that draw take besides the options of their kind.

    Attributes
    ----------
    layout : {"wide", "narrow"}
        680 or 340 CSS pixels wide; a matrix of many columns is wider.
    links : str or sequence, optional
        Address behind each row: a column, or one address a row. A cell of a matrix leads to that
        of its first record.
    empty : str, optional
        Text in place of a drawing without rows; by default a short one, with a warning.
    ax : matplotlib.axes.Axes, optional
        Where to draw; by default a new figure. A figure's only Axes sets the figure's size.
    """

    layout: Layout = "wide"
    links: Links = None
    empty: str = ""
    ax: Axes | None = None


def draw_figure(kind: FigureKind, table: pd.DataFrame, spec: Any, drawing: Drawing) -> Axes:
    """Draw a figure; to be called by the function that the user calls.

    On the Axes y is in CSS pixels from the top, x too or in years. An error names parameter, value
    and row.
    """
    require_choice(drawing.layout, WIDTHS, f"{kind.name}: layout")
    content = kind.read(table, spec, drawing.links)
    if not content and not drawing.empty:
        warnings.warn(f"{kind.name}: the table holds nothing to draw", stacklevel=3)
    with matplotlib_settings.applied():
        pen = Pen(drawing.ax, drawing.layout)
        if content:
            bottom = kind.chart(pen, content, spec).draw()
        else:
            bottom = pen.note(drawing.empty or "Nothing to show")
        pen.fit(bottom)
    return pen.ax


def describe_figure(kind: FigureKind, table: pd.DataFrame, spec: Any, empty: str = "") -> str:
    """Return the text alternative of a figure, in fewer than sixty words.

    It has as many of the sentences that describe the kind as the limit allows, but at least one.
    """
    content = kind.read(table, spec, None)
    if not content:
        return f"Empty {kind.noun}. {empty}".strip()
    kept: list[str] = []
    for sentence in kind.describe(content, spec):
        if kept and len(" ".join([*kept, sentence]).split()) > LIMIT:
            break
        kept.append(sentence)
    return " ".join(kept)
