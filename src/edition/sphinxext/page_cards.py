"""Cards that references to rows and works open in place, at the end of each page."""

from collections.abc import Iterator

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from edition.citing import targets
from edition.data import data_package, tables
from edition.html import cards, data_table_page
from edition.html.cite_link_markup import row_cite_link
from edition.project import vocabulary

from .addnodes import row_reference, work_citation
from .domain import edition_domain
from .link_targets import links_from, root_path
from .row_lookup import citable_rows, keys_by_anchor, rows_by_id, work_labels


def mark_citations(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace the references to works, which sphinxcontrib-bibtex made, by ones that open cards."""
    catalog = edition_domain(app.env).catalog
    if catalog is None:
        return
    for reference in list(doctree.findall(nodes.reference)):
        address = reference.get("refuri") or f"#{reference.get('refid', '')}"
        key = keys_by_anchor().get(address.rpartition("#")[2])
        if reference.get("internal") and key:
            citation = work_citation("", "", *reference.children, key=key, address=address)
            reference.replace_self(citation)


def visit_work_citation(translator: HTML5Translator, node: work_citation) -> None:
    translator.body.append(
        translator.starttag(
            node, "a", "", False, CLASS="citation-link", href=node["address"],
            **{"data-card": f"card-{node['key']}"},
        )
    )  # fmt: skip


def depart_work_citation(translator: HTML5Translator, node: work_citation) -> None:
    translator.body.append("</a>")


def row_cards(app: Sphinx, docname: str, doctree: nodes.document) -> Iterator[str]:
    """Yield the card of each row that a page refers to, in order."""
    links = links_from(app.builder, docname)
    references = {(node["role"], node["row"]): node for node in doctree.findall(row_reference)}
    claims = {row for role, row in references if role == "claims"}
    words = vocabulary.current()
    codings = {}
    if references:
        codings = data_table_page.coding_lists(tables.load, words.roles, links, claims)
    for (role, id_), node in references.items():
        table = node["table"]
        row, layer = rows_by_id(table)[id_], data_package.resources()[table]["layer"]
        body = cards.card_body(role, row, layer, work_labels(), links, words)
        place = citable_rows(table)[targets.row_anchor(table, id_)]
        cite = row_cite_link(place, targets.table_anchor(table), root_path(docname))
        yield cards.card(
            id_, f"{table} {id_}", body + codings.get(id_, ""), links(table, id_),
            node["number"] if role == "claims" else None,  # other rows have no number in print
            cite,
        )  # fmt: skip


def work_cards(app: Sphinx, doctree: nodes.document) -> Iterator[str]:
    """Yield the card of each work that a page cites, in order."""
    catalog = edition_domain(app.env).catalog
    cited = {node["key"]: node["address"] for node in doctree.findall(work_citation)}
    references = catalog.work_references if catalog else {}
    cited_as = catalog.cited_as if catalog else {}
    for key, address in cited.items():
        body = Markup("<p>{}</p>").format(references[key])
        if key in cited_as:
            names = vocabulary.current().original, cited_as[key]
            body += Markup("<p>Cited in {} as {}.</p>").format(*names)
        yield cards.card(key, work_labels()[key], body, address)


def add_cards(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates the cards of a page."""
    if doctree is not None and app.builder.name == "html":
        found = [*row_cards(app, pagename, doctree), *work_cards(app, doctree)]
        context["cards"] = "".join(found)
