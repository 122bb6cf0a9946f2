"""The book's Sphinx extensions, one small module for each matter."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sphinx.application import Sphinx

from edition import __version__
from edition.notebooks.pages import package_digest

THEME = Path(__file__).parent.parent / "theme"
MODULES = (
    "heading_labels citation_styles backlinks margin_notes row_roles data_table_directive "
    "figure_nodes code_order page_cards index_entries cite_controls search_documents page_context "
    "epub.builder download_links section_files not_found_page external_link_list "
    "chapter_opening chronology"
).split()


def setup(app: Sphinx) -> dict:
    """Register the theme and every extension module of this package."""
    # Jupyter Book sets this value for an extension that the book does not load.
    app.add_config_value("comments_config", {}, "")
    app.add_config_value("edition_vocabulary", "", "env")
    app.add_html_theme("edition", str(THEME))
    for name in MODULES:
        import_module(f"{__name__}.{name}").setup(app)
    return {
        "version": __version__,
        "env_version": int(package_digest(whole=True)[:8], 16),  # read with these sources
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
