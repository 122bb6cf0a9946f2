"""Description of a page for the metadata tags in its head."""

from pathlib import Path, PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing.targets import Target, is_chapter
from edition.data import data_package, tables
from edition.data.tables import temporal_coverage
from edition.html.structured_data import PageMetadata

from .citation_catalog import CitationCatalog
from .domain import edition_domain
from .plain_text import printed_text


def describe_page(
    app: Sphinx, catalog: CitationCatalog, docname: str, doctree: nodes.document, target: Target
) -> PageMetadata:
    """Return the description of the page whose top heading (or table) is `target`."""
    resource: dict = {}
    if target.kind == "table":
        name = PurePosixPath(target.page).stem
        resource = catalog.resources[name] | {
            "swhid": catalog.swhids[name],
            "temporal": temporal_coverage(catalog.resources[name], tables.load(name)),
            "spatial": data_package.load_descriptor().get("spatial"),
        }
    whole, cited = target.kind == "book", catalog.cited_keys.get(docname, ())
    formats = [Path(path).name for path in getattr(app.config, "edition_formats", ())]
    description = resource.get("description") or first_paragraph(doctree)
    return PageMetadata(
        docname,
        target,
        catalog.references.provenance(target),
        description=catalog.meta.abstract if whole else description,
        picture=preview_picture(app, docname),
        works={key: work for key, work in catalog.works.items() if key in cited},
        bases={key: catalog.works[key] for key in catalog.references.keys(target)},
        parts=tuple(filter(is_chapter, catalog.targets)) if whole else (),
        resource=resource,
        pdf="edition.pdf" if whole and "edition.pdf" in formats else "",
    )


def first_paragraph(doctree: nodes.document) -> str:
    """Return the first paragraph of a page."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            return " ".join(printed_text(paragraph).split())
    return ""


def preview_picture(app: Sphinx, docname: str) -> tuple[str, str]:
    """Return path and alternative text of a figure of the page, or else of the book."""
    citable = edition_domain(app.env).citable_nodes
    for page in (docname, app.config.root_doc, *sorted(citable)):
        for node in citable.get(page, ()):
            if node.kind == "figure":
                return f"figures/{node.id}.png", node.alt
    return "", ""
