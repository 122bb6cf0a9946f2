"""A section as Markdown: CommonMark, with footnotes as pandoc and GitHub write them (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from copy import deepcopy

import lxml.html
from lxml.builder import E
from markdownify import MarkdownConverter

from .section_text import Text, having

SIGNS = re.compile(r"([\\`*_<\[\]])|&(?=#?\w+;)")
#: What would begin a heading, a list or a quotation where a paragraph begins.
BEGINNING = re.compile(r"^(#{1,6}(?= )|[-+>](?= )|\d{1,9}(?=[.)] ))")
MARKED = f".//a[{having('claim')}]"
DATA = f".//a[{having('datum')}]"


class Converter(MarkdownConverter):
    """Escapes only what Markdown would misread, and knows notes."""

    def escape(self, text: str, parent_tags) -> str:
        return SIGNS.sub(lambda found: f"\\{found[0]}", text or "")

    def convert_p(self, el, text: str, parent_tags) -> str:
        text = BEGINNING.sub(lambda found: _escaped(found[1]), text.strip())
        return super().convert_p(el, text, parent_tags)

    def convert_img(self, el, text: str, parent_tags) -> str:
        return f"![{self.escape(el['alt'], parent_tags)}]({el['src']})"

    def convert_note_ref(self, el, text: str, parent_tags) -> str:
        return f"[^{text}]"


def _escaped(sign: str) -> str:
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def convert(html: str) -> str:
    """A piece of HTML as Markdown.

    >>> convert("<h2>Arms &amp; oil</h2><p>1999. A <em>year</em> of [sic] things.</p>")
    '## Arms & oil\\n\\n1999\\\\. A *year* of \\\\[sic\\\\] things.'
    """
    text = Converter(heading_style="ATX", bullets="-", autolinks=False, bs4_options="lxml").convert(
        html
    )
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def section(
    text: Text, id_: str, figures: Mapping[str, Mapping], address: Callable[[str], str]
) -> str:
    """A section with all that it holds.

    Parameters
    ----------
    text : Text
        The page.
    id_ : str
        The section's anchor.
    figures : mapping
        What was published of each figure, by name.
    address : callable
        As for `Text`.
    """
    whole = deepcopy(text.section(id_))
    depth = int(next(whole.iter("h1", "h2", "h3", "h4", "h5", "h6")).tag[1]) - 1
    for heading in whole.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        heading.tag = f"h{int(heading.tag[1]) - depth}"
    for figure in list(whole.iter("figure")):
        _replace(figure, _figure(figure, figures[figure.get("id")], address))
    parts = [_convert(whole)]
    for number in text.notes_of(id_):
        note = _convert(deepcopy(text.notes[number])).replace("\n\n", "\n\n    ")
        parts.append(f"[^{number}]: {note}")
    return "\n\n".join(parts)


def _convert(element) -> str:
    for mark in element.xpath(MARKED):
        mark.drop_tree()
    for link in element.xpath(DATA):
        link.drop_tag()
    return convert(lxml.html.tostring(element, encoding="unicode", with_tail=False))


def _figure(figure, content: Mapping, address: Callable[[str], str]):
    """A figure in words: title, text alternative, caption, where its rows are."""
    name = content["name"]
    number = "".join(figure.xpath(f"string(.//*[{having('caption-number')}])").split("\n"))
    (caption,) = figure.xpath(f".//*[{having('caption-text')}]")
    caption.tag = "p"
    links = [E.a(kind.upper(), href=address(f"figures/{name}.{kind}")) for kind in ("csv", "png")]
    return E.div(
        E.p(E.strong(f"{number.strip()}: {content['title']}")),
        *([E.p(content["subtitle"])] if content["subtitle"] else []),
        E.p(E.img(alt=content["alt"], src=address(f"figures/{name}.svg"))),
        caption,
        E.p("Rows of the figure: ", links[0], "; picture: ", links[1]),
    )


def _replace(old, new) -> None:
    new.tail = old.tail
    old.getparent().replace(old, new)
