"""Links from the title page to the PDF and the EPUB, where they were made."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from edition.project.book_formats import FORMATS


def link_forms(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Say on the title page, before its first section, in what other forms the book is there."""
    paths = [Path(path) for path in getattr(app.config, "edition_forms", ())]
    if app.builder.name != "html" or docname != app.config.root_doc or not paths:
        return
    links = [
        f'<a href="{path.name}" download>{FORMATS[path.name]}</a> '
        f"({path.stat().st_size / 1e6:.1f} MB)"
        for path in paths
    ]
    text = f'<p class="other-forms">The whole book to take along: {" or ".join(links)}.</p>'
    top = doctree.next_node(nodes.section)
    first = next((child for child in top.children if isinstance(child, nodes.section)), None)
    place = len(top) if first is None else top.index(first)
    top.insert(place, nodes.raw("", text, format="html"))


def setup(app: Sphinx) -> None:
    """Wire the links in."""
    app.connect("doctree-resolved", link_forms)
