"""Docutils nodes of the edition, and the output formats that show them."""

from collections.abc import Callable
from typing import Any, NoReturn, TypedDict

from docutils import nodes

Visitor = Callable[[Any, Any], None]


class row_reference(nodes.Inline, nodes.Element):
    """Reference from the prose to a row.

    ``role`` is the role of its table in the vocabulary (``claims``), ``table`` the table's name,
    ``row`` the row's id and ``text`` what the page prints for it (nothing for a claim). Once the
    page is resolved, ``number`` counts the rows of the page, and ``repeated`` is true where an
    earlier reference carries the row's anchor.
    """


class work_citation(nodes.reference):
    """Reference to the work whose citation key is the attribute ``key``; it opens a card."""


class published_figure(nodes.figure):
    """Figure that a cell published; the attribute ``figure`` holds its parts."""


class data_table(nodes.General, nodes.Element):
    """Description, columns and rows of the table that the attribute ``table`` names."""


class deferred_html(nodes.General, nodes.Inline, nodes.Element):
    """HTML that is made when the page is written: ``make(builder, *arguments)`` returns it.

    Both are attributes. Nodes are pickled, so ``make`` must be a function of a module.
    """


class sidenote(nodes.Inline, nodes.TextElement):
    """Copy of a footnote beside its reference."""


class NodeVisitors(TypedDict):
    """Visitors and departures of a node by output format, as `Sphinx.add_node` takes them."""

    html: tuple[Visitor, Visitor]
    epub: tuple[Visitor, Visitor]
    latex: tuple[Visitor, Visitor]
    text: tuple[Visitor, Visitor]


def skip(translator: nodes.NodeVisitor, node: nodes.Element) -> NoReturn:
    """Leave a node and its children out of the output."""
    raise nodes.SkipNode


SKIP: tuple[Visitor, Visitor] = (skip, skip)


def html_visitors(
    visit: Visitor, depart: Visitor = skip, epub: tuple[Visitor, Visitor] = SKIP
) -> NodeVisitors:
    """Return the visitors of a node that LaTeX and plain text leave out.

    A node whose visitor raises `SkipNode` needs no departure.
    """
    return {"html": (visit, depart), "epub": epub, "latex": SKIP, "text": SKIP}
