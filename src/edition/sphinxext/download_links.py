"""Links from the title page to the PDF and the EPUB, if they were made of the same inputs."""

from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from edition.html.templating import render
from edition.project.book_formats import FORMATS


def add_download_links(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a paragraph with the other formats of the book before the first section."""
    paths = [Path(path) for path in getattr(app.config, "edition_formats", ())]
    top = doctree.next_node(nodes.section)
    if app.builder.name != "html" or docname != app.config.root_doc or not paths or top is None:
        return
    files = [(path.name, FORMATS[path.name], path.stat().st_size / 1e6) for path in paths]
    section = next((child for child in top.children if isinstance(child, nodes.section)), None)
    place = len(top) if section is None else top.index(section)
    top.insert(place, nodes.raw("", render("download_links.html", files=files), format="html"))
