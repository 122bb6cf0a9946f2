"""A published figure: its words, pictures and rows, and what a notebook or a page shows of them."""

import json
import re
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypedDict

import pandas as pd
from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from edition.figures import MIME
from edition.figures.canvas import palette

_ROLE = re.compile(r"\{[\w:.+-]+\}`([^`]*)`")
_MARKUP = re.compile(r"[*`]|\{|\}")


class CellRecord(TypedDict):
    """One cell of a matrix as JSON; `records` are positions of rows, `ids` their ids."""

    row: str
    column: str
    row_label: str
    column_label: str
    counts: dict[str, int]
    says: str
    ids: list[str]
    records: list[int]
    anchor: str
    href: str


@dataclass(frozen=True, kw_only=True)
class Publication:
    """What the functions that publish take besides the options of their kind.

    Attributes
    ----------
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
    """

    name: str
    title: str
    caption: str
    subtitle: str = ""
    layer: str = ""
    table: str = ""
    where: str | None = None
    row_id: str | None = None


def plain_text(caption: str) -> str:
    """Return a caption without its Markdown markup.

    >>> plain_text("After {cite:t}`li2007`: *two* strands, see {numref}`fig-2`.")
    'After li2007: two strands, see fig-2.'
    """
    return _MARKUP.sub("", _ROLE.sub(r"\1", caption))


@dataclass(frozen=True, eq=False)
class PublishedFigure:
    """A figure with its words, its pictures and its rows; the last value of a notebook cell.

    Links in the SVGs are ``row:<table>#<id>``, or the anchor of a cell of several rows.
    """

    name: str
    kind: str
    title: str
    subtitle: str
    caption: str
    layer: str
    alt: str
    wide_svg: str
    narrow_svg: str
    png: bytes
    rows: pd.DataFrame
    row_ids: tuple[str, ...]
    table: str
    cells: tuple[CellRecord, ...] = ()

    @property
    def csv(self) -> str:
        """The drawn rows as CSV."""
        return self.rows.to_csv(index=False, lineterminator="\n")

    def to_json(self) -> dict[str, Any]:
        """Return the figure as values that JSON can hold."""
        frame = json.loads(self.rows.to_json(orient="split", index=False))
        return {
            **{key: value for key, value in vars(self).items() if isinstance(value, str)},
            "png": b64encode(self.png).decode(),
            "csv": self.csv,
            "rows": {"columns": frame["columns"], "records": frame["data"]},
            "row_ids": list(self.row_ids),
            "cells": list(self.cells),
        }

    def _repr_mimebundle_(
        self, include: Collection[str] | None = None, exclude: Collection[str] | None = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return what IPython displays, and the metadata of the picture."""
        content = self.to_json()
        data = {
            MIME: content,
            "text/html": self._html(),
            "image/png": content["png"],
            "text/plain": f"{self.title}\n{self.alt}",
        }
        return data, {"image/png": {"alt": self.alt}}

    def _html(self) -> str:
        """Return the figure for a notebook; it needs no other style and no script."""
        rows = [
            (anchors, ["" if pd.isna(value) else str(value) for value in values])
            for anchors, values in zip(
                self._row_anchors(), self.rows.itertuples(index=False), strict=True
            )
        ]
        return _template().render(
            figure=self, rows=rows, caption=plain_text(self.caption),
            colors=Markup(palette.css_properties("light")),
            wide=self._local_svg(self.wide_svg), narrow=self._local_svg(self.narrow_svg),
        )  # fmt: skip

    def _row_anchors(self) -> list[list[str]]:
        """Return the ids that links of the drawing lead to, for each row of the table beneath."""
        ids = [f"{self.name}--{row_id}" for row_id in self.row_ids]
        anchors = [[id_] if id_ not in ids[:i] else [] for i, id_ in enumerate(ids)]
        for cell in self.cells:
            if cell["href"].startswith("#"):
                anchors[cell["records"][0]].append(cell["anchor"])
        return anchors

    def _local_svg(self, svg: str) -> Markup:
        """Return a drawing whose links lead to the rows beneath it."""
        return Markup(svg.replace(f'href="row:{self.table}#', f'href="#{self.name}--'))


@cache
def _template() -> Template:
    source = Path(__file__).with_name("notebook_figure.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined).from_string(source)
