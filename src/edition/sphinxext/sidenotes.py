"""Copies of footnotes beside their references, shown in the margin."""

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from .addnodes import sidenote


def visit_sidenote(translator: HTML5Translator, node: sidenote) -> None:
    """Open the sidenote; screen readers skip it, as they reach the footnote itself."""
    number = Markup('<span class="sidenote-number">{}</span> ').format(node["number"])
    attributes = {"aria-hidden": "true"}
    tag = translator.starttag(node, "span", "", False, CLASS="sidenote", **attributes)
    translator.body.append(Markup(tag) + number)


def depart_sidenote(translator: HTML5Translator, node: sidenote) -> None:
    translator.body.append("</span>")


def inline_copy(footnote: nodes.footnote) -> list[nodes.Node]:
    """Return a copy of a footnote's paragraphs as inline content without ids."""
    content: list[nodes.Node] = []
    for paragraph in footnote.findall(nodes.paragraph):
        content += [nodes.Text(" ")] if content else []
        content += [child.deepcopy() for child in paragraph.children]
    for child in content:
        for element in child.findall(nodes.Element):
            element["ids"] = []
    return content


def add_sidenotes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add a copy of each footnote after its reference (HTML only)."""
    if app.builder.name not in ("html", "singlehtml"):
        return
    footnotes = {id_: note for note in doctree.findall(nodes.footnote) for id_ in note["ids"]}
    for reference in list(doctree.findall(nodes.footnote_reference)):
        if footnote := footnotes.get(reference.get("refid", "")):
            copy = sidenote("", "", *inline_copy(footnote), number=reference.astext())
            reference.parent.insert(reference.parent.index(reference) + 1, copy)
