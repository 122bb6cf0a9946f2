"""The edition as a Sphinx extension: roles, directives, transforms, citing in pages, the EPUB.

Only code that needs Sphinx belongs here; HTML that needs none is made in ``html``.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from docutils.parsers.rst import Directive
from sphinx.application import Sphinx

from edition import __version__
from edition.notebooks.cache_keys import package_digest

from . import (
    addnodes,
    citation_directives,
    citation_styles,
    row_lookup,
    row_references,
    search_documents,
)
from .addnodes import html_visitors, skip
from .bibliography_backlinks import add_backlinks
from .chapter_opening import add_opening_context
from .chronology_directive import chronology
from .citation_catalog import make_catalog, write_citation_files
from .cite_links import add_citation_context, add_cite_links
from .code_after_output import MoveCodeAfterOutput
from .data_table_directive import DataTableDirective, publish_data, visit_data_table
from .deferred_html import deferred_directive, visit_deferred
from .domain import EditionDomain
from .download_links import add_download_links
from .epub import builder, epub_figures, epub_tables
from .explicit_section_ids import PreferExplicitIds
from .external_links_directive import external_links_table, mark_links
from .figure_nodes import depart_figure, visit_figure
from .general_index import AddIndexEntries, number_index
from .inventory import complete_inventory
from .page_cards import add_cards, depart_work_citation, mark_citations, visit_work_citation
from .page_context import (
    add_page_context,
    check_pages_written,
    write_study_files,
    write_style_sheet,
)
from .section_files import write_index, write_sections
from .sidenotes import add_sidenotes, depart_sidenote, visit_sidenote
from .sourceless_pages import collect_moved_pages, collect_not_found_page, use_root_addresses
from .work_entries import provide_works

THEME = Path(__file__).parent.parent / "theme"
DIRECTIVES: dict[str, type[Directive]] = {
    "chronology": deferred_directive(chronology),
    "datatable": DataTableDirective,
    "external-links": deferred_directive(external_links_table),
    **citation_directives.DIRECTIVES,
}
#: Handlers of each event in the order in which they run: row references are numbered after
#: sidenotes are copied, and links are marked after cards are made.
HANDLERS: dict[str, tuple[Callable[..., object], ...]] = {
    "builder-inited": (
        row_lookup.clear_caches, search_documents.replace_search, builder.write_cover_and_fonts,
    ),
    "env-get-outdated": (row_references.outdated_pages,),
    "doctree-resolved": (
        add_backlinks, add_sidenotes, row_references.number_references, mark_citations,
        add_cite_links, add_download_links, builder.simplify,
    ),
    "html-collect-pages": (collect_not_found_page, collect_moved_pages),
    "html-page-context": (
        add_page_context, add_cards, add_citation_context, add_opening_context, number_index,
        write_sections, mark_links,
    ),
    "build-finished": (
        publish_data, write_citation_files, complete_inventory, write_index,
        search_documents.write_documents, write_style_sheet, write_study_files, use_root_addresses,
        check_pages_written,
    ),
}  # fmt: skip


def add_nodes(app: Sphinx) -> None:
    """Register the nodes with their visitors."""
    for node, visitors in (
        (addnodes.data_table, html_visitors(visit_data_table, epub=(epub_tables.visit, skip))),
        (addnodes.deferred_html, html_visitors(visit_deferred)),
        (addnodes.row_reference, row_references.VISITORS),
        (addnodes.sidenote, html_visitors(visit_sidenote, depart_sidenote)),
        (addnodes.work_citation, html_visitors(visit_work_citation, depart_work_citation)),
    ):
        app.add_node(node, **visitors)
    epub = (epub_figures.visit, epub_figures.depart)
    figure = html_visitors(visit_figure, depart_figure, epub=epub)
    app.add_enumerable_node(addnodes.published_figure, "figure", **figure)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register everything that this package adds to Sphinx."""
    # Jupyter Book sets this value for an extension that the book does not load.
    app.add_config_value("comments_config", {}, "")
    app.add_config_value("edition_vocabulary", "", "env")
    app.add_html_theme("edition", str(THEME))
    app.add_html_theme("edition-epub", str(THEME / "epub"))
    app.add_builder(builder.EditionEpubBuilder, override=True)
    app.add_domain(EditionDomain)
    citation_styles.register_styles()
    for name in row_references.TABLE_ROLES:
        app.add_role(name, row_references.RowReferenceRole())
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.add_transform(PreferExplicitIds)
    app.add_transform(AddIndexEntries)
    app.add_post_transform(MoveCodeAfterOutput)
    add_nodes(app)
    for event, handlers in HANDLERS.items():
        for handler in handlers:
            app.connect(event, handler)
    # Before the handler of sphinxcontrib-bibtex, which reads bibliographies.
    app.connect("builder-inited", provide_works, priority=400)
    # Sphinx's own handlers of this event number sections and figures; they come first.
    app.connect("env-get-updated", make_catalog, priority=900)
    return {
        "version": __version__,
        # A change of any source file makes stored environments unusable.
        "env_version": int(package_digest(Path(app.srcdir), whole=True)[:8], 16),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
