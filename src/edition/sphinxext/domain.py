"""Sphinx domain that keeps what each page refers to and offers for reference."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from docutils import nodes
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from edition.data import tables
from edition.html.external_links import ADDRESS
from edition.project import vocabulary

from . import addnodes
from .citable_nodes import CitableNode, citable_nodes

if TYPE_CHECKING:
    from .citation_catalog import CitationCatalog

logger = logging.getLogger(__name__)


class RowReference(NamedTuple):
    """A row that a page refers to: role of its table, its id, and the text printed for it."""

    role: str
    row: str
    text: str


class EditionDomain(Domain):
    """Records of every page, each collected when the page is read."""

    name = "edition"
    label = "Edition"
    initial_data = {
        "row_references": {}, "table_pages": {}, "citable_nodes": {}, "external_links": {},
    }  # fmt: skip
    #: Targets and references of the whole book, once all pages are read; for HTML pages only.
    catalog: "CitationCatalog | None" = None

    @property
    def row_references(self) -> dict[str, list[RowReference]]:
        """References to rows, by docname, in the order of the page."""
        return self.data["row_references"]

    @property
    def citable_nodes(self) -> dict[str, list[CitableNode]]:
        """Labeled headings and figures, by docname, in the order of the page."""
        return self.data["citable_nodes"]

    @property
    def external_links(self) -> dict[str, list[tuple[str, str]]]:
        """Address and text of each link that leaves the book, by docname."""
        return self.data["external_links"]

    def table_page(self, table: str) -> str | None:
        """Return the docname of the page that shows a table, or None."""
        pages = self.data["table_pages"].items()
        return next((docname for docname, shown in pages if table in shown), None)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Record what a page refers to and offers."""
        self.row_references[docname] = [
            RowReference(node["role"], node["row"], node["text"])
            for node in document.findall(addnodes.row_reference)
        ]
        self.data["table_pages"][docname] = [
            node["table"] for node in document.findall(addnodes.data_table)
        ]
        self.citable_nodes[docname] = list(citable_nodes(document))
        self.external_links[docname] = [
            (node["refuri"], node.astext())
            for node in document.findall(nodes.reference)
            if ADDRESS.fullmatch(node.get("refuri", ""))
        ]

    def clear_doc(self, docname: str) -> None:
        for name in self.initial_data:
            self.data[name].pop(docname, None)

    def merge_domaindata(self, docnames: Collection[str], otherdata: dict[str, Any]) -> None:
        for name in self.initial_data:
            records = otherdata[name]
            self.data[name].update({doc: records[doc] for doc in docnames if doc in records})

    def resolve_any_xref(self, *args: Any, **kwargs: Any) -> list[tuple[str, nodes.Element]]:
        """Return nothing: rows are reached by roles, not by MyST's ``[](target)``."""
        return []

    def check_consistency(self) -> None:
        """Warn of claims to which no page of their chapter refers."""
        roles = vocabulary.current().roles
        if not (roles.claims and roles.sections):
            return
        claims, sections = tables.load(roles.claims), tables.load(roles.sections)
        chapters = dict(zip(sections.number, sections.chapter, strict=True))
        for claim, section in zip(claims.id, claims.section, strict=True):
            page = f"chapters/{chapters[section]}"
            marked = {(each.role, each.row) for each in self.row_references.get(page, ())}
            if page in self.env.found_docs and ("claims", claim) not in marked:
                logger.warning(
                    "data/%s.csv: %s is not marked in %s: add {claim}`%s` where the text states it",
                    roles.claims, claim, self.env.doc2path(page, base=False), claim,
                    type="edition", subtype="unmarked",
                )  # fmt: skip


def edition_domain(env: BuildEnvironment) -> EditionDomain:
    """Return the edition's domain of an environment."""
    return cast(EditionDomain, env.get_domain(EditionDomain.name))
