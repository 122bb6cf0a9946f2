"""Directive ``{external-links}``, and the mark of links that leave the book."""

from collections.abc import Iterator
from itertools import chain

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder

from edition.citing import cited_works
from edition.citing.targets import TABLE_PAGE
from edition.data import data_package, tables
from edition.html import external_links
from edition.html.cell_markup import link
from edition.html.external_links import ExternalLink
from edition.html.table_markup import table
from edition.project import location

from .domain import edition_domain
from .link_targets import links_from
from .row_lookup import work_labels


def data_links() -> Iterator[ExternalLink]:
    """Yield the links of the bibliography and of the tables."""
    folder = location.project_folder()
    resources = data_package.resources(folder)
    works = cited_works.read_works(folder / "references.bib")
    yield from external_links.links_of_works(works, work_labels())
    for name, resource in resources.items():
        yield from external_links.links_of_rows(tables.load(name), resource)
    yield from external_links.links_of_tables(resources.values())


def external_links_table(builder: StandaloneHTMLBuilder, location: str) -> str:
    """Return a table of all addresses: what is there and where they stand."""
    docname, resources = builder.current_docname, data_package.resources()
    links = links_from(builder, docname)
    prose = (
        ExternalLink(address, f"“{text}”", "", page)
        for page, found in edition_domain(builder.env).external_links.items()
        for address, text in found
    )

    def place(each: ExternalLink) -> str:
        if not each.table:
            title = builder.env.titles[each.id].astext()
            return link(title, builder.get_relative_uri(docname, each.id))
        if each.id:
            name = work_labels()[each.id] if each.table == "works" else each.id
            return link(name, links(each.table, each.id))
        page = TABLE_PAGE.format(each.table).removesuffix(".html")
        return link(resources[each.table]["title"], builder.get_relative_uri(docname, page))

    rows = [
        (
            "",
            (
                link(address, address),
                Markup("; ").join(dict.fromkeys(each.description for each in found)),
                Markup(", ").join(dict.fromkeys(map(place, found))),
            ),
        )
        for address, found in external_links.by_address(chain(data_links(), prose)).items()
    ]
    caption = f"{len(rows)} addresses outside this book"
    columns = ["Address", "What it is", "Where it stands"]
    return table(columns, rows, caption=caption)


def mark_links(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Mark the links that leave the book in the text and in the cards."""
    if app.builder.name == "html":
        for part in ("body", "cards"):
            if context.get(part):
                context[part] = external_links.mark_external_links(context[part])
