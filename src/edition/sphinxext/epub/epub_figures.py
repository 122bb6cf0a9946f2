"""Published figures in the EPUB: both drawings in light colors, without links."""

from docutils import nodes
from lxml import etree
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from edition.figures.svg import standalone
from edition.html.templating import render

SVG = "{http://www.w3.org/2000/svg}"
XLINK = "http://www.w3.org/1999/xlink"


def epub_drawing(svg: str, alt: str) -> Markup:
    """Return an inline drawing as EPUB takes it: one picture with its text, shapes by XLink."""
    root = etree.fromstring(standalone(svg).encode())
    root.set("role", "img")
    for element in root.iter(f"{SVG}*"):
        for name in ("aria-label", "pointer-events"):
            if name in element.attrib:
                del element.attrib[name]
        if element.tag == f"{SVG}use":
            element.set(f"{{{XLINK}}}href", element.attrib.pop("href"))
    if root.find(f".//{SVG}desc") is None:
        description = etree.Element(f"{SVG}desc")
        description.text = alt
        next(root.iter(f"{SVG}title")).addnext(description)
    etree.cleanup_namespaces(root, top_nsmap={"xlink": XLINK})
    return Markup(etree.tostring(root, encoding="unicode"))


def visit(translator: HTML5Translator, node: nodes.figure) -> None:
    """Write title and drawings of a figure; its caption follows as a child of the node."""
    figure = node["figure"]
    drawings = [
        (f"drawing {layout}", epub_drawing(figure[f"{layout}_svg"], figure["alt"]))
        for layout in ("wide", "narrow")
    ]
    translator.body.append(render("figure_start.html", figure=figure, drawings=drawings))


def depart(translator: HTML5Translator, node: nodes.figure) -> None:
    """Close the caption, which docutils leaves open, and the figure."""
    translator.body.append("</figcaption></figure>")
