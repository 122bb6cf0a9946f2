"""Cite links at headings, and the references that the Cite box of a page shows."""

import json

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.citing import targets
from edition.citing.csl_styles import STYLES
from edition.citing.export_formats import EXPORT_FORMATS
from edition.citing.row_templates import reader_template_name
from edition.citing.targets import Target
from edition.html.cite_link_markup import target_cite_link
from edition.html.head_tags import head_tags

from .addnodes import deferred_html, row_reference
from .citation_catalog import ADDRESS_STAND_IN, CITING_DOCNAME, CitationCatalog
from .domain import edition_domain
from .head_metadata import describe_page
from .link_targets import root_path


def add_cite_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a link to the heading of each section and table that can be cited."""
    catalog = edition_domain(app.env).catalog
    if catalog is None or CITING_DOCNAME not in app.env.found_docs:
        return
    here = {each.id: each for each in catalog.targets_on(app.builder.get_target_uri(docname))}
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        target = next((here[id_] for id_ in section["ids"] if id_ in here), None)
        if docname == app.config.root_doc and section.parent is doctree:
            target = here["book"]
        if target and title is not None:
            title += deferred_html("", make=cite_link, arguments=[target])


def cite_link(builder: StandaloneHTMLBuilder, target: Target) -> str:
    """Return the link, which leads to the list of all references where scripts are off."""
    page = builder.get_relative_uri(builder.current_docname, CITING_DOCNAME)
    return f" {target_cite_link(target, page)}"


def box_formats() -> list[tuple[str, ...]]:
    """Return name and title of each format that the Cite box shows.

    Those that it also offers to download have an extension and a media type besides.
    """
    exports = [(name, e.title, e.extension, e.media_type) for name, e in EXPORT_FORMATS.items()]
    return [*((name, style.title) for name, style in STYLES.items()), *exports]


def box_references(catalog: CitationCatalog, page: str, tables: set[str]) -> dict[str, dict]:
    """Return what the Cite box of a page can show, with the works that it rests on.

    That is its targets by id, and templates by name for the rows of its own tables and of those
    (given by id) whose rows have cards on the page.
    """
    here, root = catalog.targets_on(page), root_path(page)
    names = [target.id for target in here]
    for table in [*names, *sorted(tables)]:
        names += catalog.row_templates.get(table, ())
    names += filter(catalog.boxes.get, map(reader_template_name, here))
    names += [key for name in names for key in catalog.boxes[name]["works"]]
    entries = {name: dict(catalog.boxes[name]) for name in names}
    for entry in entries.values():
        if path := entry.get("address"):
            entry["address"] = catalog.meta.url(path) or f"{root}{path}"
    for target in here:
        if target.texts:
            entries[target.id]["texts"] = {n: root + path for n, path in target.texts.items()}
    return entries


def add_citation_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates the metadata tags of the page and the data of its Cite box."""
    catalog = edition_domain(app.env).catalog
    page = app.builder.get_target_uri(pagename)
    here = catalog.targets_on(page) if catalog else []
    if doctree is None or catalog is None or not here:
        return
    tables = {targets.table_anchor(node["table"]) for node in doctree.findall(row_reference)}
    data = json.dumps(box_references(catalog, page, tables), ensure_ascii=False)
    context["cite_formats"] = box_formats()
    context["cite_stand_in"] = ADDRESS_STAND_IN
    context["cite_data"] = data.replace("<", "\\u003c")  # no tag can end the script element
    if here[0].kind != "figure":
        description = describe_page(app, catalog, pagename, doctree, here[0])
        context["head_extra"] = head_tags(description, catalog.meta)
