"""What every page says of itself: edition, colours."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from .. import edition, tables
from ..figures import style
from ..files import write


def describe_page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates the edition."""
    context["edition"] = asdict(edition.current(tables.home()))


def write_palette(app: Sphinx) -> None:
    """The figures' colours are the pages' colours."""
    if app.builder.name != "html":
        return
    write(Path(app.outdir) / "_static" / "palette.css", style.palette_css())


def check_written(app: Sphinx, error: Exception | None) -> None:
    """Every page that was read is there: Sphinx goes on when one of its writers dies early."""
    if error or app.builder.name != "html":
        return
    lost = [
        docname
        for docname in sorted(app.env.found_docs)
        if not Path(app.builder.get_outfilename(docname)).is_file()
    ]
    if lost:
        raise SphinxError(
            f"{len(lost)} pages were not written, for one of them could not be: "
            f"{', '.join(lost)}. `jupyter-book build .` writes them one by one and says why."
        )


def setup(app: Sphinx) -> None:
    """Wire page context and palette."""
    app.add_css_file("palette.css", priority=100)
    app.connect("html-page-context", describe_page)
    app.connect("build-finished", lambda app, error: write_palette(app))
    app.connect("build-finished", check_written)
