"""Roles that tie the prose to rows: ``{claim}``, ``{event}`` and ``{quantity}``."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from edition.data import bibliography, row_text, tables
from edition.data.locators import nearest_hint
from edition.project import location, vocabulary

from . import link_targets
from .margin_notes import sidenote

logger = logging.getLogger(__name__)
TABLES = {"claim": "claims", "event": "events", "quantity": "quantities"}


class mark(nodes.Inline, nodes.Element):
    """A place in the prose that rests on a row; it holds table, row and what is printed."""


def used(env: BuildEnvironment) -> dict[str, dict[str, dict[str, str]]]:
    """The rows marked on each page, in order: page → table → id → what is printed of it."""
    if not hasattr(env, "edition_marks"):
        env.edition_marks = {}
    return env.edition_marks


@lru_cache
def indexed(name: str) -> dict[str, dict]:
    """The rows of a table by their ids."""
    return {row["id"]: row for row in tables.load(name).to_dict("records")}


class RowRole(SphinxRole):
    """A role that names one or several rows of a table, separated by commas."""

    def run(self):
        table = TABLES[self.name.rpartition(":")[2]]
        rows = indexed(table)
        found: list[nodes.Node] = []
        problems = []
        for id_ in (part.strip() for part in self.text.split(",")):
            if id_ not in rows:
                near = nearest_hint(id_, list(rows))
                message = f"{{{self.name}}}: {id_!r} is not in data/{table}.csv{near}"
                problems.append(self.inliner.reporter.error(message, line=self.lineno))
                continue
            printed = row_text.mark_text(table, rows[id_], vocabulary.current().units)
            used(self.env).setdefault(self.env.docname, {}).setdefault(table, {})[id_] = printed
            found.append(mark("", table=table, row=id_, printed=printed))
        return found, problems


def visit_mark(translator, node: mark) -> None:
    builder, docname = translator.builder, translator.builder.current_docname
    table, id_ = node["table"], node["row"]
    row = indexed(table)[id_]
    address = escape(link_targets.row(builder, docname, table, id_) or "#")
    card = f'data-card="card-{id_}"'
    first = "" if node.get("repeated") else f'id="at-{id_}" '
    if table == "claims":
        kinds = vocabulary.current().claim_kinds
        name = escape(row_text.claim_label(row, labels(), kinds), quote=True)
        translator.body.append(
            f'<a class="claim claim-{row["kind"]} layer-thesis" {first}href="{address}" {card} '
            f'data-number="{node["number"]}" role="doc-noteref" aria-label="{name}"></a>'
        )
    else:
        translator.body.append(
            f'<a class="datum {table}" {first}href="{address}" {card}>{escape(node["printed"])}</a>'
        )
    raise nodes.SkipNode


def visit_plain(translator, node: mark) -> None:
    """Where no card can open, a claim leaves no trace and a date or number its text."""
    if node["printed"]:
        translator.visit_Text(nodes.Text(node["printed"]))
    raise nodes.SkipNode


def visit_ebook(translator, node: mark) -> None:
    """A claim leads to its record at the back of the book, a date or number is its text."""
    if node["table"] != "claims":
        visit_plain(translator, node)
    builder, id_ = translator.builder, node["row"]
    address = link_targets.row(builder, builder.current_docname, "claims", id_)
    if address:
        row, kinds = indexed("claims")[id_], vocabulary.current().claim_kinds
        name = escape(row_text.claim_label(row, labels(), kinds), quote=True)
        translator.body.append(
            f'<a class="claim" href="{escape(address)}" role="doc-noteref" '
            f'aria-label="{name}">\u2060°</a>'
        )
    raise nodes.SkipNode


@lru_cache
def labels() -> dict[str, str]:
    """How the text names each work, by key."""
    works = bibliography.bibliography_table(location.project_folder() / "references.bib")
    return dict(zip(works.key, works.label, strict=True))


def note_repeats(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Number the rows of a page; only the first mark of one carries the anchor ``at-…``.

    A note's copy in the margin never does: narrow screens do not show it.
    """
    copies = {id(node) for note in doctree.findall(sidenote) for node in note.findall(mark)}
    seen: dict[str, int] = {}
    anchored: set[str] = set()
    for node in doctree.findall(mark):
        node["repeated"] = id(node) in copies or node["row"] in anchored
        if not node["repeated"]:
            anchored.add(node["row"])
        node["number"] = seen.setdefault(node["row"], len(seen) + 1)


def check_marks(app: Sphinx, env: BuildEnvironment) -> None:
    """Every claim is marked at least once in the chapter of its section."""
    claims, sections = tables.load("claims"), tables.load("sections")
    pages = dict(zip(sections.number, sections.chapter, strict=True))
    for claim in claims.itertuples():
        page = f"chapters/{pages[claim.section]}"
        if page not in env.found_docs:
            continue
        if claim.id not in used(env).get(page, {}).get("claims", {}):
            logger.warning(
                "data/claims.csv: %s is not marked in %s: add {claim}`%s` where the text states it",
                claim.id, env.doc2path(page, base=False), claim.id,
                type="edition", subtype="unmarked",
            )  # fmt: skip


def outdated(app: Sphinx, env: BuildEnvironment, added, changed, removed) -> list[str]:
    """The pages that print a row which is gone or reads otherwise now; others need no reading."""

    def moved(table: str, id_: str, printed: str) -> bool:
        rows = indexed(table)
        units = vocabulary.current().units
        return id_ not in rows or row_text.mark_text(table, rows[id_], units) != printed

    return [
        page
        for page, marked in used(env).items()
        if any(moved(t, id_, said) for t, rows in marked.items() for id_, said in rows.items())
    ]


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    used(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames, other: BuildEnvironment) -> None:
    used(env).update({name: used(other)[name] for name in docnames if name in used(other)})


def setup(app: Sphinx) -> None:
    """Register the roles and check, once all pages are read, that every claim is marked."""
    for name in TABLES:
        app.add_role(name, RowRole())
    app.add_node(
        mark,
        html=(visit_mark, None),
        epub=(visit_ebook, None),
        latex=(visit_plain, None),
        text=(visit_plain, None),
    )
    # Within one build the tables do not change; the next one reads them anew.
    for cached in (indexed, labels):
        cached.cache_clear()
    app.connect("doctree-resolved", note_repeats)
    app.connect("env-check-consistency", check_marks)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
