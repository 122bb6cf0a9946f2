"""Roles that refer from the prose to rows, such as ``{claim}`` and ``{event}``."""

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole, SphinxTranslator
from sphinx.writers.html5 import HTML5Translator

from edition.data import row_text
from edition.data.locators import nearest_hint
from edition.html.templating import render
from edition.project import vocabulary

from . import addnodes
from .addnodes import NodeVisitors, skip
from .domain import RowReference, edition_domain
from .link_targets import links_from
from .row_lookup import rows_by_id, work_labels

#: Role of the table that each docutils role refers to.
TABLE_ROLES = {
    "claim": "claims", "event": "events", "quantity": "quantities", "finding": "findings",
}  # fmt: skip


class RowReferenceRole(SphinxRole):
    """Role that names one row of a table, or several separated by commas."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return a reference for each row, and an error for each id without one."""
        role = TABLE_ROLES[self.name.rpartition(":")[2]]
        table = getattr(vocabulary.current().roles, role)
        rows, units = rows_by_id(table) if table else {}, vocabulary.current().units
        references: list[nodes.Node] = []
        errors = []
        for id_ in (part.strip() for part in self.text.split(",")):
            if id_ in rows:
                text = row_text.mark_text(role, rows[id_], units)
                references.append(
                    addnodes.row_reference("", role=role, table=table, row=id_, text=text)
                )
                continue
            where = f"data/{table}.csv{nearest_hint(id_, list(rows))}" if table else "any table"
            message = f"{{{self.name}}}: {id_!r} is not in {where}"
            errors.append(self.inliner.reporter.error(message, line=self.lineno))
        return references, errors


def claim_name(node: addnodes.row_reference) -> str:
    """Return the accessible name of a reference to a claim."""
    row, kinds = rows_by_id(node["table"])[node["row"]], vocabulary.current().claim_kinds
    return row_text.claim_label(row, work_labels(), kinds)


def visit_html(translator: HTML5Translator, node: addnodes.row_reference) -> None:
    """Write a link that opens the card of the row; it leads to the row where scripts are off."""
    links = links_from(translator.builder, translator.builder.current_docname)
    context = {"node": node, "address": links(node["table"], node["row"]) or "#"}
    if node["role"] == "claims":
        kind = vocabulary.current().claim_kinds.get(rows_by_id(node["table"])[node["row"]]["kind"])
        shape = kind.shape if kind else ""
        html = render("claim_reference.html", **context, shape=shape, name=claim_name(node))
    else:
        html = render("datum_reference.html", **context)
    translator.body.append(html)
    raise nodes.SkipNode


def visit_epub(translator: HTML5Translator, node: addnodes.row_reference) -> None:
    """Write a link to the record of a claim at the back of the book; of other rows the text."""
    if node["role"] != "claims":
        visit_text(translator, node)
    links = links_from(translator.builder, translator.builder.current_docname)
    if address := links(node["table"], node["row"]):
        html = render("claim_reference_epub.html", address=address, name=claim_name(node))
        translator.body.append(html)
    raise nodes.SkipNode


def visit_text(translator: SphinxTranslator, node: addnodes.row_reference) -> None:
    """Write what is printed of the row, where no card can open."""
    if node["text"]:
        translator.dispatch_visit(nodes.Text(node["text"]))
    raise nodes.SkipNode


def number_references(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Number the rows of a page in order; only the first reference to a row carries its anchor.

    References in a sidenote carry none, because narrow screens do not show sidenotes.
    """
    in_sidenotes = {
        id(node)
        for note in doctree.findall(addnodes.sidenote)
        for node in note.findall(addnodes.row_reference)
    }
    numbers: dict[str, int] = {}
    anchored: set[str] = set()
    for node in doctree.findall(addnodes.row_reference):
        row = node["row"]
        node["repeated"] = id(node) in in_sidenotes or row in anchored
        if not node["repeated"]:
            anchored.add(row)
        node["number"] = numbers.setdefault(row, len(numbers) + 1)


def outdated_pages(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Return the pages that print a row which is gone or now reads otherwise."""
    roles, units = vocabulary.current().roles, vocabulary.current().units

    def is_outdated(reference: RowReference) -> bool:
        table = getattr(roles, reference.role)
        row = rows_by_id(table).get(reference.row) if table else None
        return row is None or row_text.mark_text(reference.role, row, units) != reference.text

    references = edition_domain(env).row_references
    return [docname for docname, listed in references.items() if any(map(is_outdated, listed))]


VISITORS: NodeVisitors = {
    "html": (visit_html, skip),
    "epub": (visit_epub, skip),
    "latex": (visit_text, skip),
    "text": (visit_text, skip),
}
