"""Under each work of the bibliography: the sections, claims and events that rest on it."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from edition.data import bibliography, tables
from edition.data.locators import parse_source
from edition.html import markup
from edition.project import location

from .link_targets import linker
from .node_visitors import visitors


class rests(nodes.General, nodes.Element):
    """What rests on one work; rendered when the page is written, so that its links are final."""


@lru_cache
def resting(table: str) -> dict[str, list[dict]]:
    """The rows of *table* whose source names a work, by the work's key."""
    found: dict[str, list[dict]] = {}
    for row in tables.load(table).to_dict("records"):
        for key in dict.fromkeys(place.key for place in parse_source(row["source"])):
            found.setdefault(key, []).append(row)
    return found


def add_backlinks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a node after each entry of the list of references."""
    keys = set(bibliography.citation_keys(location.project_folder() / "references.bib"))
    for entry in list(doctree.findall(nodes.citation)):
        key = next((id_ for id_ in entry["ids"] if id_ in keys), None)
        if key:
            entry += rests("", key=key)


def visit_rests(translator, node: rests) -> None:
    key = node["key"]
    links = linker(translator.builder, translator.builder.current_docname)
    citations = tables.load("citations")
    sections = list(dict.fromkeys(citations.section[citations.key == key]))
    claims, events = (resting(table).get(key, []) for table in ("claims", "events"))
    if sections:
        where = ", ".join(markup.link(number, links("sections", number)) for number in sections)
        count = f"{len(claims)} claim{'s' * (len(claims) != 1)}"
        count += f" and {len(events)} event{'s' * (len(events) != 1)}" if events else ""
        rows = "".join(
            f"<li>{markup.link(row['id'], links(table, row['id']))} {escape(row[text])}</li>"
            for table, found, text in (
                ("claims", claims, "claim"),
                ("events", events, "description"),
            )
            for row in found
        )
        translator.body.append(
            f'<p class="cited-in">Cited in {where}.</p><details class="rests">'
            f"<summary>{count} rest{'s' * (len(claims) + len(events) == 1)} on it</summary>"
            f"<ul>{rows}</ul></details>"
        )
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Wire the backlinks into HTML."""
    app.add_node(rests, **visitors(html=(visit_rests, None)))
    resting.cache_clear()  # within one build the tables do not change
    app.connect("doctree-resolved", add_backlinks)
