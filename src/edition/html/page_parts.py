"""Corrections of the HTML that Sphinx and its theme write: contents, headings, accessible names."""

import re
from typing import NamedTuple

import lxml.html

#: Names that hide the visible text, and roles that are deprecated or lack their level.
CORRECTIONS = {
    '<summary aria-label="Toggle hidden content">': "<summary>",
    '<p class="caption" role="heading">': '<p class="caption">',
    ' role="doc-biblioentry"': ' role="listitem"',
    'title="Link to this heading"': 'aria-label="Link to this heading"',
    'title="Permalink to this heading"': 'aria-label="Link to this heading"',
}
SECTION_NUMBER = re.compile(r'(?<=<span class="section-number">)([^<]*?)\.?\s*(?=</span>)')
NUMBERED_TITLE = re.compile(r"(\d+(?:\.\d+)*)\. (.*)", re.DOTALL)
OPENING = re.compile(r'\s*<p class="opening">.*?</p>', re.DOTALL)


class PageParts(NamedTuple):
    """Content of a page, split where the template inserts what stands below its heading."""

    head: str  #: everything up to the end of the main heading
    opening: str  #: opening paragraph, if there is one
    rest: str


def correct_markup(body: str) -> str:
    """Return the content of a page with correct names and roles, and numbers without a period.

    >>> correct_markup('<h1><span class="section-number">4. </span>The Case</h1>')
    '<h1><span class="section-number">4 </span>The Case</h1>'
    """
    for wrong, correct in CORRECTIONS.items():
        body = body.replace(wrong, correct)
    return SECTION_NUMBER.sub(r"\1 ", body)


def split_page(body: str) -> PageParts:
    """Return the corrected content of a page in three parts.

    >>> split_page('<h1>Theory</h1><p class="opening">Why?</p><p>Because.</p>')
    PageParts(head='<h1>Theory</h1>', opening='<p class="opening">Why?</p>', rest='<p>Because.</p>')
    """
    head, end, rest = correct_markup(body).partition("</h1>")
    opening = OPENING.match(rest)
    length = opening.end() if opening else 0
    return PageParts(head + end, rest[:length], rest[length:])


def book_contents(tree: str, page_tree: str) -> str:
    """Return the contents of the book (`tree`, as Sphinx writes it) as a page shows them.

    The entry of the page is marked as current and, if it has no sections, gets those of `page_tree`
    (the contents of the page). Numbers are elements of their own, without a period.
    """
    root = lxml.html.fragment_fromstring(tree, create_parent="div")
    page_root = lxml.html.fragment_fromstring(page_tree, create_parent="div")
    current = root.xpath(".//a[@href='#']")
    if current and not root.xpath(".//a[starts-with(@href, '#') and @href != '#']"):
        for sections in page_root.xpath("(.//ul//ul)[1]"):
            current[0].addnext(sections)
    for entry in current:
        entry.set("aria-current", "page")
    for caption in root.xpath(".//*[@role='heading']"):
        del caption.attrib["role"]
    for entry in root.iter("a"):
        if match := NUMBERED_TITLE.match(entry.text or ""):
            number = lxml.html.Element("span", {"class": "toc-number"})
            number.text, number.tail, entry.text = match[1], f" {match[2]}", ""
            entry.insert(0, number)
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in root)
