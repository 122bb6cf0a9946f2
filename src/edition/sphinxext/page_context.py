"""What every page says of itself: its edition and license; its first script and its style."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from edition.figures.canvas import palette
from edition.html import page_parts
from edition.project import citation_file, identity, location, vocabulary
from edition.project.files import write_file

THEME = Path(__file__).parent.parent / "theme"


@cache
def first_script() -> tuple[str, str]:
    """The script that stands in every page, and its digest as the page's policy names it.

    It must run before the first paint; a file of its own would come too late for the fonts.
    """
    text = (THEME / "first.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return text, f"sha256-{digest}"


def describe_page(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates the edition, its license, the first script and what mends markup."""
    context["contents"], context["page_parts"] = page_parts.contents, page_parts.parts
    context["first_script"], context["first_script_digest"] = first_script()
    folder = location.project_folder()
    context["edition"] = asdict(identity.build_identity(folder))
    context["license"] = citation_file.read_citation_file(folder).license_name


def write_style(app: Sphinx, error: Exception | None) -> None:
    """One style sheet, one request: the figures' colors, which are the pages', come first."""
    if error or app.builder.name != "html":
        return
    rules = (THEME / "static" / "book.css").read_text(encoding="utf-8")
    colors = palette.palette_css(vocabulary.current().sides)
    write_file(Path(app.outdir) / "_static" / "book.css", colors + rules)


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
    """Wire page context and style sheet."""
    app.connect("html-page-context", describe_page)
    app.connect("build-finished", write_style)
    app.connect("build-finished", check_written)
