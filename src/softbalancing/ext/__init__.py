"""The book's Sphinx extensions, one small module for each matter."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from sphinx.application import Sphinx

from .. import __version__
from ..pages import package_digest

THEME = Path(__file__).parent.parent / "theme"
MODULES = (
    "headings references backlinks notes marks datatables instruments code cards indexing citing "
    "search pages ebook forms sections missing external opening chronology"
).split()


def setup(app: Sphinx) -> dict:
    """Register the theme and every extension module of this package."""
    # Jupyter Book sets this value for an extension that the book does not load.
    app.add_config_value("comments_config", {}, "")
    app.add_html_theme("softbalancing", str(THEME))
    for name in MODULES:
        import_module(f"{__name__}.{name}").setup(app)
    return {
        "version": __version__,
        "env_version": int(package_digest(whole=True)[:8], 16),  # read with these sources
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
