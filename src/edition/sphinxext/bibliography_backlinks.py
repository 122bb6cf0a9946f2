"""Sections, claims and events that cite a work, under its entry in the bibliography."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.data import tables
from edition.html.templating import render
from edition.project import vocabulary

from .addnodes import deferred_html
from .link_targets import links_from
from .row_lookup import keys_by_anchor, rows_citing


def add_backlinks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a node to each entry of the bibliography."""
    keys = keys_by_anchor()
    for entry in list(doctree.findall(nodes.citation)):
        for id_ in keys.keys() & set(entry["ids"]):
            entry += deferred_html("", make=backlinks, arguments=[keys[id_]])


def backlinks(builder: StandaloneHTMLBuilder, key: str) -> str:
    """Return the sections in which the original cites a work, and the rows that rest on it."""
    roles = vocabulary.current().roles
    if not roles.citations:
        return ""
    links = links_from(builder, builder.current_docname)
    citations = tables.load(roles.citations)
    sections = list(dict.fromkeys(citations.section[citations.key == key]))

    def citing_rows(table: str, column: str) -> list[tuple[str, str | None, str]]:
        rows = rows_citing(table).get(key, []) if table else []
        return [(row["id"], links(table, row["id"]), row[column]) for row in rows]

    if not sections:
        return ""
    return render(
        "work_backlinks.html",
        sections=[(number, links("sections", number)) for number in sections],
        claims=citing_rows(roles.claims, "claim"),
        events=citing_rows(roles.events, "description"),
    )
