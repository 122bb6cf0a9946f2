"""The edition as a Sphinx extension: roles, directives, transforms, citing in pages, the EPUB.

Code that needs Sphinx belongs here, and only such code; HTML is made in ``html``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from edition import __version__
from edition.notebooks.pages import package_digest

THEME = Path(__file__).parent.parent / "theme"
#: In the order in which their handlers of one event run: sidenotes are copied before the row
#: references in them are numbered, and cards are made before links on them are marked.
MODULES = (
    "domain row_lookup explicit_section_ids citation_styles bibliography_backlinks sidenotes "
    "row_references data_table_directive figure_nodes code_after_output page_cards "
    "index_entries index_numbers citation_catalog citation_directives cite_links citation_files "
    "search_documents page_context epub.builder download_links section_files not_found_page "
    "moved_pages external_links_directive chapter_opening chronology_directive"
).split()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the theme and all modules of this package."""
    # Jupyter Book sets this value for an extension that the book does not load.
    app.add_config_value("comments_config", {}, "")
    app.add_config_value("edition_vocabulary", "", "env")
    app.add_html_theme("edition", str(THEME))
    for name in MODULES:
        import_module(f"{__name__}.{name}").setup(app)
    return {
        "version": __version__,
        # A change of any source file makes stored environments unusable.
        "env_version": int(package_digest(whole=True)[:8], 16),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
