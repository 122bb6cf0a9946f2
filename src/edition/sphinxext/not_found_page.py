"""The page that servers show for addresses at which the book has nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from edition.html.root_addresses import NOT_FOUND_PAGE, addresses_from_root
from edition.project import citation_file
from edition.project.files import write_file

NAME = NOT_FOUND_PAGE.removesuffix(".html")


def wanted(app: Sphinx) -> bool:
    """Whether the book has pages, in the theme that has a template for this one."""
    return app.builder.name == "html" and app.config.html_theme == "edition"


def collect(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """The page, one more beside those of the book."""
    if wanted(app):
        yield NAME, {"rooted": bool(app.config.html_baseurl)}, NOT_FOUND_PAGE


def take_root(app: Sphinx, error: Exception | None) -> None:
    """Make its addresses hold at any depth, where the book knows its own address.

    Of the address only the path is taken, so that the page also works on another host,
    which its policy would otherwise forbid.
    """
    base = citation_file.normalize_base_url(app.config.html_baseurl)
    if error or not wanted(app) or not base:
        return
    page = Path(app.outdir) / NOT_FOUND_PAGE
    html = page.read_text(encoding="utf-8")
    write_file(page, addresses_from_root(html, urlsplit(base).path))


def setup(app: Sphinx) -> None:
    """Write the page with the others."""
    app.connect("html-collect-pages", collect)
    app.connect("build-finished", take_root)
