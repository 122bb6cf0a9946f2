"""What Sphinx writes of a page, made fit for ours: contents, headings, accessible names (pure)."""

from __future__ import annotations

import re
from dataclasses import dataclass

import lxml.html
from lxml.builder import E

#: Names that hide the visible one; roles that are deprecated or lack their level.
REPAIRS = {
    '<summary aria-label="Toggle hidden content">': "<summary>",
    '<p class="caption" role="heading">': '<p class="caption">',
    ' role="doc-biblioentry"': ' role="listitem"',
    'title="Link to this heading"': 'aria-label="Link to this heading"',
    'title="Permalink to this heading"': 'aria-label="Link to this heading"',
}
NUMBER = re.compile(r'(?<=<span class="section-number">)([^<]*?)\.?\s*(?=</span>)')
NUMBERED = re.compile(r"(\d+(?:\.\d+)*)\. (.*)", re.DOTALL)
OPENING = re.compile(r'\s*<p class="opening">.*?</p>', re.DOTALL)


@dataclass(frozen=True)
class Parts:
    """A page's content in three: up to the end of its heading, its opening paragraph, the rest."""

    head: str
    opening: str
    rest: str


def repaired(body: str) -> str:
    """A page's content with the names and roles it should have, and no stop after numbers.

    >>> repaired('<h1><span class="section-number">4. </span>The Case</h1>')
    '<h1><span class="section-number">4 </span>The Case</h1>'
    """
    for stock, ours in REPAIRS.items():
        body = body.replace(stock, ours)
    return NUMBER.sub(r"\1 ", body)


def parts(body: str) -> Parts:
    """A page's content, repaired, taken apart where its head and its map stand.

    >>> parts('<h1>Theory</h1>\\n<p class="opening">Why?</p><p>Because.</p>')
    Parts(head='<h1>Theory</h1>', opening='\\n<p class="opening">Why?</p>', rest='<p>Because.</p>')
    """
    head, end, rest = repaired(body).partition("</h1>")
    opening = OPENING.match(rest)
    split = opening.end() if opening else 0
    return Parts(head + end, rest[:split], rest[split:])


def contents(tree: str, own: str) -> str:
    """The contents of the book as a page shows them.

    Parameters
    ----------
    tree : str
        The book's tree, as Sphinx writes it for the page.
    own : str
        The page's own tree.

    Returns
    -------
    str
        The book's tree with the page's sections beneath its entry, where the tree holds
        titles only; the entry is marked as the current one, and numbers, without a stop,
        stand in a span of their own, so that they can hang.
    """
    root = lxml.html.fragment_fromstring(tree, create_parent="div")
    sections = lxml.html.fragment_fromstring(own, create_parent="div").xpath("(.//ul//ul)[1]")
    here = root.xpath(".//a[@href='#']")
    if here and not root.xpath(".//a[starts-with(@href, '#') and @href != '#']"):
        for below in sections:
            here[0].addnext(below)
    for entry in here:
        entry.set("aria-current", "page")
    for caption in root.xpath(".//*[@role='heading']"):
        del caption.attrib["role"]
    for entry in root.iter("a"):
        found = NUMBERED.match(entry.text or "")
        if found:
            entry.text = ""
            number = E.span(found[1], {"class": "toc-number"})
            number.tail = f" {found[2]}"
            entry.insert(0, number)
    return "".join(lxml.html.tostring(child, encoding="unicode") for child in root)
