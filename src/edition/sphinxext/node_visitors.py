"""Which formats show a node of our own (for `Sphinx.add_node`)."""

from __future__ import annotations

from docutils import nodes


def skip(translator, node: nodes.Element) -> None:
    """A format that goes without the node and all that is in it."""
    raise nodes.SkipNode


SKIP = (skip, None)


def visitors(html: tuple, epub: tuple = SKIP) -> dict[str, tuple]:
    """What visits and departs from a node, by format: pages show it, LaTeX and text never do."""
    return {"html": html, "epub": epub, "latex": SKIP, "text": SKIP}
