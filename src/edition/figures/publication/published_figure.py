"""A published figure: everything a page, a notebook or a printer needs of it."""

import json
import re
from base64 import b64encode
from dataclasses import dataclass
from html import escape

import pandas as pd

from edition.figures import MIME
from edition.figures.canvas import palette

_RULES = (
    "#{margin:1em 0;max-width:46rem;padding:1em;font-family:sans-serif;"
    "color:var(--ed-ink);background:var(--ed-paper);VARIABLES}"
    "# .narrow{display:none}"
    "@media (max-width:44rem){# .wide{display:none}# .narrow{display:block}}"
)
_ROLE = re.compile(r"\{[\w:.+-]+\}`([^`]*)`")
_SIGNS = re.compile(r"[*`]|\{|\}")


def plain(caption):
    """Return a caption without its Markdown, for where nobody reads it as such.

    >>> plain("After {cite:t}`li2007`: *two* strands, see {numref}`fig-2`.")
    'After li2007: two strands, see fig-2.'
    """
    return _SIGNS.sub("", _ROLE.sub(r"\1", caption))


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure with its words, its pictures and its rows."""

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
    row_ids: tuple
    table: str
    cells: tuple = ()

    @property
    def csv(self):
        """The drawn rows as CSV."""
        return self.rows.to_csv(index=False, lineterminator="\n")

    def to_json(self):
        """Return all of it as plain values."""
        frame = json.loads(self.rows.to_json(orient="split", index=False))
        plain = (
            "name",
            "kind",
            "title",
            "subtitle",
            "caption",
            "layer",
            "alt",
            "wide_svg",
            "narrow_svg",
            "table",
        )
        return {
            **{key: getattr(self, key) for key in plain},
            "png": b64encode(self.png).decode(),
            "csv": self.csv,
            "rows": {"columns": frame["columns"], "records": frame["data"]},
            "row_ids": list(self.row_ids),
            "cells": list(self.cells),
        }

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {
            MIME: self.to_json(),
            "text/html": self._html(),
            "image/png": b64encode(self.png).decode(),
            "text/plain": f"{self.title}\n{self.alt}",
        }
        return data, {"image/png": {"alt": self.alt}}

    def _html(self):
        """Return a figure for a plain notebook: it needs no page around it."""
        anchors = self._anchors()
        wide, narrow = (self._linked(svg) for svg in (self.wide_svg, self.narrow_svg))
        subtitle = f"<p>{escape(self.subtitle)}</p>" if self.subtitle else ""
        rules = _RULES.replace("#", f"#{self.name}")
        rules = rules.replace("VARIABLES", palette.css_properties("light"))
        return (
            f'<figure class="instrument {self.kind} layer-{self.layer}" id="{self.name}">'
            f"<style>{rules}</style>"
            f"<p><strong>{escape(self.title)}</strong></p>{subtitle}"
            f'<div class="drawing wide">{wide}</div><div class="drawing narrow">{narrow}</div>'
            f"<figcaption>{escape(plain(self.caption))}</figcaption><details>"
            f"<summary>{len(self.rows)} rows</summary>"
            f"{self._html_table(anchors)}</details></figure>"
        )

    def _anchors(self):
        """Return the ids that links of the drawing lead to, by position of the row."""
        anchors = {i: [f"{self.name}--{identity}"] for i, identity in enumerate(self.row_ids)}
        seen = set()
        for i, ids in anchors.items():
            anchors[i] = [identity for identity in ids if identity not in seen]
            seen.update(ids)
        for cell in self.cells:
            if cell["href"].startswith("#"):
                anchors[cell["records"][0]].append(cell["anchor"])
        return anchors

    def _linked(self, svg):
        return re.sub(rf'href="row:{re.escape(self.table)}#', f'href="#{self.name}--', svg)

    def _html_table(self, anchors):
        head = "".join(
            f'<th scope="col">{escape(str(column))}</th>' for column in self.rows.columns
        )
        body = []
        for i, values in enumerate(self.rows.itertuples(index=False)):
            marks = "".join(f'<a id="{escape(identity)}"></a>' for identity in anchors[i])
            cells = [escape("" if pd.isna(value) else str(value)) for value in values]
            rest = "".join(f"<td>{cell}</td>" for cell in cells[1:])
            body.append(f'<tr><th scope="row">{marks}{cells[0]}</th>{rest}</tr>')
        return (
            f"<table><caption>{escape(plain(self.caption))}</caption><thead><tr>{head}</tr></thead>"
            f"<tbody>{''.join(body)}</tbody></table>"
        )
