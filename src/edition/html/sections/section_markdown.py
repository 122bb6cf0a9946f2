"""Sections as CommonMark, with footnotes as Pandoc and GitHub write them."""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any

import lxml.html
from lxml.html import HtmlElement
from markdownify import MarkdownConverter
from markupsafe import Markup

from ..templating import render
from .section_text import PageText, has_class, replace_element

#: Characters that Markdown would read as markup.
SPECIAL = re.compile(r"([\\`*_<\[\]])|&(?=#?\w+;)")
#: Text that would begin a heading, a list or a quotation at the start of a paragraph.
BLOCK_START = re.compile(r"^(#{1,6}(?= )|[-+>](?= )|\d{1,9}(?=[.)] ))")
CLAIM_MARK = f".//a[{has_class('claim')}]"
DATUM_LINK = f".//a[{has_class('datum')}]"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class Converter(MarkdownConverter):
    """Converter that escapes only what Markdown would misread, and writes footnotes."""

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return text with a backslash before special characters."""
        return SPECIAL.sub(lambda match: f"\\{match[0]}", text or "")

    def convert_p(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a paragraph that cannot be read as another kind of block."""
        text = BLOCK_START.sub(_escape_block_start, text.strip())
        return super().convert_p(el, text, parent_tags)  # type: ignore[misc]  # not in its stubs

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return an image without a title."""
        return f"![{self.escape(el['alt'], parent_tags)}]({el['src']})"

    def convert_note_ref(self, el: Any, text: str, parent_tags: Any) -> str:
        """Return a reference to a footnote."""
        return f"[^{text}]"


def _escape_block_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def html_to_markdown(html: str) -> str:
    """Return a fragment of HTML as Markdown.

    >>> html_to_markdown("<h2>Arms &amp; oil</h2><p>1999. A <em>year</em> of [sic] things.</p>")
    '## Arms & oil\\n\\n1999\\\\. A *year* of \\\\[sic\\\\] things.'
    """
    converter = Converter(heading_style="ATX", bullets="-", autolinks=False, bs4_options="lxml")
    return re.sub(r"\n{3,}", "\n\n", converter.convert(html)).strip()


def section_markdown(
    text: PageText,
    anchor: str,
    figures: Mapping[str, Mapping[str, Any]],
    address: Callable[[str], str],
) -> str:
    """Return a section with its subsections, figures and notes as Markdown.

    `figures` are the published figures of the page by name; `address` is as for `PageText`.
    """
    section = deepcopy(text.section(anchor))
    depth = int(next(section.iter(*HEADINGS)).tag[1]) - 1
    for heading in section.iter(*HEADINGS):
        heading.tag = f"h{int(heading.tag[1]) - depth}"
    for figure in list(section.iter("figure")):
        replace_element(figure, _figure_in_words(figure, figures[figure.get("id")], address))
    parts = [_element_markdown(section)]
    for number in text.section_notes(anchor):
        note = _element_markdown(deepcopy(text.notes[number])).replace("\n\n", "\n\n    ")
        parts.append(f"[^{number}]: {note}")
    return "\n\n".join(parts)


def _element_markdown(element: HtmlElement) -> str:
    for mark in element.xpath(CLAIM_MARK):
        mark.drop_tree()
    for link in element.xpath(DATUM_LINK):
        link.drop_tag()
    return html_to_markdown(_html(element))


def _html(element: HtmlElement) -> str:
    return lxml.html.tostring(element, encoding="unicode", with_tail=False)


def _figure_in_words(
    element: HtmlElement, figure: Mapping[str, Any], address: Callable[[str], str]
) -> HtmlElement:
    number = element.xpath(f"string(.//*[{has_class('caption-number')}])")
    (caption,) = element.xpath(f".//*[{has_class('caption-text')}]")
    html = render(
        "section_figure.html", figure=figure, number=number.replace("\n", "").strip(),
        caption=Markup(_html(caption)), address=address,
    )  # fmt: skip
    return lxml.html.fragment_fromstring(html)
