"""Sections are addressed by the label that the author wrote, not by a slug of their title."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

BEFORE_TOC = 400  # the table of contents is collected at the default priority, 500


def labeled(section: nodes.section, document: nodes.document) -> list[str]:
    """The ids that stem from explicit labels; those that name a numbered section come first."""
    explicit = {document.nameids[name] for name, own in document.nametypes.items() if own}
    found = [id_ for id_ in section["ids"] if id_ in explicit]
    return sorted(found, key=lambda id_: not id_.startswith("sec-"))


def put_labels_first(app: Sphinx, document: nodes.document) -> None:
    """The first id of a section is its address in contents, permalinks and search."""
    for section in document.findall(nodes.section):
        first = labeled(section, document)
        section["ids"] = first + [id_ for id_ in section["ids"] if id_ not in first]


def setup(app: Sphinx) -> None:
    """Reorder before Sphinx collects the contents."""
    app.connect("doctree-read", put_labels_first, priority=BEFORE_TOC)
