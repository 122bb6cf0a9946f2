"""The cards that a mark or citation opens in place, written once at the end of each page."""

from __future__ import annotations

import re
from functools import lru_cache

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing import row_templates as citing_rows
from edition.citing import targets
from edition.citing.targets import Target
from edition.data import tables
from edition.html import cards, data_table_page
from edition.project import location

from .link_targets import linker
from .row_roles import indexed, labels, mark

CITED = re.compile(r'<a class="reference internal" href="([^"]*)#([a-z]+\d{4}[a-z]?)"')


@lru_cache
def citable(table: str) -> dict[str, Target]:
    """The rows of a table as places, by their anchors."""
    return {place.id: place for place in targets.targets_of_rows(location.project_folder(), table)}


def cards_of(app: Sphinx, docname: str, doctree: nodes.document) -> list[str]:
    """The cards of every row marked on a page, each once, in order."""
    links = linker(app.builder, docname)
    marked = {(node["table"], node["row"]): node["number"] for node in doctree.findall(mark)}
    if not marked:
        return []
    codings = data_table_page.coded_on(
        tables.load, links, {id_ for table, id_ in marked if table == "claims"}
    )
    rows = {table: indexed(table) for table in {table for table, _ in marked}}
    root = "../" * docname.count("/")
    found = []
    for (table, id_), number in marked.items():
        row = rows[table][id_]
        body = cards.BODIES[table](row, labels(), links) + codings.get(id_, "")
        number = number if table == "claims" else None  # only claims are marks in print
        place = citable(table)[targets.row_anchor(table, id_)]
        cite = citing_rows.control(place, targets.table_anchor(table), root)
        found.append(cards.card(id_, f"{table} {id_}", body, links(table, id_), number, cite))
    return found


def work_cards(app: Sphinx, body: str) -> tuple[str, list[str]]:
    """Citations lead to their work's card; gives the page's body and the cards."""
    citing = getattr(app, "edition_citing", None)
    known = citing.reference_of if citing else {}
    cited: dict[str, str] = {}

    def decorate(found: re.Match) -> str:
        key = found[2]
        if key not in known:
            return found[0]
        cited[key] = f"{found[1]}#{key}"
        return f'<a class="citation-link" data-card="card-{key}" href="{found[1]}#{key}"'

    body = CITED.sub(decorate, body)
    return body, [
        cards.card(key, labels()[key], f"<p>{known[key]}</p>", address)
        for key, address in cited.items()
    ]


def add_cards(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the page its cards."""
    if doctree is None or "body" not in context or app.builder.name != "html":
        return
    context["body"], works = work_cards(app, context["body"])
    context["cards"] = "".join([*cards_of(app, pagename, doctree), *works])


def setup(app: Sphinx) -> None:
    """Wire the cards into every page."""
    citable.cache_clear()  # within one build the tables do not change
    app.connect("html-page-context", add_cards)
