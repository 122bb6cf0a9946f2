"""Footnotes in the margin: each mark is followed by a copy of its note."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx

from .node_visitors import visitors


class sidenote(nodes.Inline, nodes.TextElement):
    """The copy of a footnote beside its mark; the list at the chapter's end stays the original."""


def visit_sidenote(translator, node: sidenote) -> None:
    translator.body.append(
        '<span class="sidenote" aria-hidden="true">'
        f'<span class="sidenote-number">{node["number"]}</span> '
    )


def depart_sidenote(translator, node: sidenote) -> None:
    translator.body.append("</span>")


def inline_copy(footnote: nodes.footnote) -> list[nodes.Node]:
    """The note's paragraphs as inline content, without anchors and marks of its own."""
    content: list[nodes.Node] = []
    for paragraph in footnote.findall(nodes.paragraph):
        content += [nodes.Text(" ")] if content else []
        content += [child.deepcopy() for child in paragraph.children]
    for child in content:
        for element in child.findall(nodes.Element):
            element["ids"] = []
    return content


def place_sidenotes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put each footnote's copy after the reference to it (HTML only)."""
    if app.builder.name not in ("html", "singlehtml"):
        return
    notes = {id_: note for note in doctree.findall(nodes.footnote) for id_ in note["ids"]}
    for mark in list(doctree.findall(nodes.footnote_reference)):
        note = notes.get(mark.get("refid"))
        if note is None:
            continue
        copy = sidenote("", "", *inline_copy(note), number=mark.astext())
        mark.parent.insert(mark.parent.index(mark) + 1, copy)


def setup(app: Sphinx) -> None:
    """Wire the margin notes into HTML; other formats keep footnotes alone."""
    app.add_node(sidenote, **visitors(html=(visit_sidenote, depart_sidenote)))
    app.connect("doctree-resolved", place_sidenotes)
