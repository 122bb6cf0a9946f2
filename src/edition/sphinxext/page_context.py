"""What the theme's templates show on every page, and the style sheet and scripts of all pages."""

from base64 import b64encode
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import SphinxError

from edition.figures.canvas import palette
from edition.html import page_parts
from edition.project import citation_file, identity, location, vocabulary
from edition.project.files import files_below, write_file

THEME = Path(__file__).parent.parent / "theme"


@cache
def first_script() -> tuple[str, str]:
    """Return the inline script of every page, and its digest for the content security policy.

    It must run before the first paint; a file of its own would come too late for the fonts.
    """
    text = (THEME / "first.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return text, f"sha256-{digest}"


def add_page_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates the edition, its license, the first script and functions for markup."""
    context["contents"], context["page_parts"] = page_parts.book_contents, page_parts.split_page
    context["first_script"], context["first_script_digest"] = first_script()
    context["study_scripts"] = vocabulary.current().scripts
    folder = location.project_folder()
    context["edition"] = asdict(identity.build_identity(folder))
    context["license"] = citation_file.read_citation_file(folder).license_name


def write_style_sheet(app: Sphinx, error: Exception | None) -> None:
    """Write one style sheet, which a page loads by one request; the figures' colors come first."""
    if error or app.builder.name != "html":
        return
    rules = (THEME / "static" / "book.css").read_text(encoding="utf-8")
    colors = palette.palette_css(vocabulary.current().sides)
    write_file(Path(app.outdir) / "_static" / "book.css", colors + rules)


def write_study_files(app: Sphinx, error: Exception | None) -> None:
    """Write the files and scripts that the study adds to the book; see `vocabulary.Vocabulary`."""
    if error or app.builder.name != "html":
        return
    words, target = vocabulary.current(), Path(app.outdir) / "_static"
    if static := words.static:
        for path in files_below(static):
            write_file(target / path.relative_to(static), path.read_bytes())
    for name, function in words.written_files.items():
        module, _, attribute = function.partition(":")
        write_file(target / name, getattr(import_module(module), attribute)())


def check_pages_written(app: Sphinx, error: Exception | None) -> None:
    """Raise an error if a page is missing: Sphinx goes on when one of its processes dies early."""
    if error or app.builder.name != "html":
        return
    missing = [
        docname
        for docname in sorted(app.env.found_docs)
        if not Path(app.outdir, app.builder.get_target_uri(docname)).is_file()
    ]
    if missing:
        raise SphinxError(
            f"{len(missing)} pages were not written, because one of them could not be: "
            f"{', '.join(missing)}. `jupyter-book build .` writes them one by one and says why."
        )
