"""The directive ``{chronology}``: events in the order of time, each leading to where it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from edition.data import row_text, tables
from edition.html import markup

from .link_targets import linker
from .node_visitors import visitors
from .row_roles import used

TABLE = "events"
UNDATED = "Without a date"


class chronology(nodes.General, nodes.Element):
    """The list; rendered when the page is written, so that its links are final."""


class Chronology(SphinxDirective):
    """``{chronology}`` – every event, by decade."""

    def run(self):
        return [chronology("")]


def told(env: BuildEnvironment) -> dict[str, str]:
    """The page on which the prose marks each event, the first in the order of their names."""
    found: dict[str, str] = {}
    for docname in sorted(used(env)):
        for id_ in used(env)[docname].get(TABLE, ()):
            found.setdefault(id_, docname)
    return found


def moment(row: dict) -> str:
    """What an event is sorted by: its first known date; nothing where there is none."""
    return next((str(row[name]) for name in ("start", "end") if not pd.isna(row[name])), "")


def by_decade(rows: Iterable[dict]) -> Iterator[tuple[str, list[dict]]]:
    """Events in the order of time, decade after decade; those without a date at the end."""
    dated = sorted(rows, key=lambda row: moment(row) or "9999")
    for decade, found in groupby(dated, key=lambda row: moment(row)[:3]):
        yield (f"The {decade}0s" if decade else UNDATED), list(found)


def entry(row: dict, page: str | None, builder, here: str, links) -> str:
    """One event: when, what, and where it is told."""
    section = links("sections", row["section"])
    place = builder.get_relative_uri(here, page) + f"#at-{row['id']}" if page else section
    when = row_text.row_period(row)
    date = "" if when == "undated" else f'<span class="when">{escape(when)}</span> '
    name = markup.link(row["label"], place)
    where = markup.link(row["section"], section)
    return f'<li>{date}<span class="what">{name}, {where}</span></li>'


def visit(translator, node: chronology) -> None:
    builder, here = translator.builder, translator.builder.current_docname
    links, pages = linker(builder, here), told(builder.env)
    for title, rows in by_decade(tables.load(TABLE).to_dict("records")):
        items = "".join(entry(row, pages.get(row["id"]), builder, here, links) for row in rows)
        id_ = nodes.make_id(title)
        translator.body.append(f'<h2 id="{id_}">{title}</h2><ul class="chronology">{items}</ul>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive("chronology", Chronology)
    # Other formats have the timelines and the records of the events.
    app.add_node(chronology, **visitors(html=(visit, None)))
