"""A published figure in the e-book: both drawings in light colors, words, no links inside."""

from __future__ import annotations

import re
from html import escape

from edition.figures.svg import standalone

ROLE = re.compile(r'(<svg\b[^>]*?) role="group"')
SHAPE = re.compile(r"(<use\b[^>]*?) href=")


def drawing(svg: str, alt: str) -> str:
    """An inline drawing as EPUB takes it: one picture with its text, shapes by XLink."""
    text = standalone(svg).partition("?>")[2].strip()
    text = ROLE.sub(r'\1 role="img"', text, count=1)
    text = re.sub(r" (?:aria-label|pointer-events)=\"[^\"]*\"", "", text)
    text = SHAPE.sub(r"\1 xlink:href=", text)
    if "<desc" not in text:
        text = text.replace("</title>", f"</title><desc>{escape(alt)}</desc>", 1)
    return text.replace("<svg ", '<svg xmlns:xlink="http://www.w3.org/1999/xlink" ', 1)


def visit(translator, node) -> None:
    """Begin a figure: title, subtitle, drawings; the caption follows as a child."""
    content = node["figure"]
    subtitle = content["subtitle"]
    layouts = ("wide", "narrow")
    drawings = {kind: drawing(content[f"{kind}_svg"], content["alt"]) for kind in layouts}
    translator.body.append(
        f'<figure class="instrument {content["kind"]}" id="{content["name"]}">'
        f'<p class="figure-title">{escape(content["title"])}</p>'
        + (f'<p class="figure-subtitle">{escape(subtitle)}</p>' if subtitle else "")
        + "".join(f'<div class="drawing {kind}">{svg}</div>' for kind, svg in drawings.items())
    )


def depart(translator, node) -> None:
    """End a figure; docutils leaves its caption open."""
    translator.body.append("</figcaption></figure>")
