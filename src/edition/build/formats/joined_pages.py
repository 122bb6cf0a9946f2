"""Join the written pages into one document, from which the whole book is printed."""

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

import lxml.html
from lxml.builder import E
from lxml.html import HtmlElement

#: Parts of an article that are of no use on paper.
SCREEN_PARTS = (
    ".//a[@class='headerlink' or contains(@class, 'cite')] | .//details | .//*[@class='sidenote']"
    " | .//*[@class='figure-tools' or @class='table-tools' or @class='chapter-meta']"
    " | .//nav"
    " | .//*[contains(@class, 'narrow')] | .//*[contains(@class, 'cell_input')]"
    " | .//*[contains(@class, 'doors') or @class='other-formats']"
)
CARDS = "//aside[@data-number and contains(@class, 'card')]"


@dataclass(frozen=True)
class Heading:
    """A heading: its level from 1, its section number (may be empty), its title, its anchor."""

    level: int
    number: str
    title: str
    id: str


def reading_order(html: Path, screen_only: tuple[str, ...] = ()) -> list[str]:
    """Return the names of the pages as each links the next, but for those with some prefixes."""
    names: list[str] = []
    name = "index"
    while name and name not in names:
        names.append(name)
        links = lxml.html.parse(str(html / f"{name}.html")).xpath("//link[@rel='next']/@href")
        name = _resolve(name, links[0]).removesuffix(".html") if links else ""
    return [name for name in names if not name.startswith(screen_only)]


def join_pages(
    html: Path, screen_only: tuple[str, ...] = ()
) -> tuple[list[HtmlElement], list[Heading]]:
    """Return an ``<article>`` for each page, and all headings in their order.

    Ids are unique in the document, and links between pages internal.
    """
    names = reading_order(html, screen_only)
    articles = [_article(html, name, names) for name in names]
    return articles, [heading for article in articles for heading in _headings(article)]


def _article(html: Path, name: str, names: list[str]) -> HtmlElement:
    page = lxml.html.parse(str(html / f"{name}.html")).getroot()
    article = page.find(".//article")
    for element in article.xpath(SCREEN_PARTS):
        element.drop_tree()
    _append_cards(article, page)
    for element in article.iter():
        if isinstance(element.tag, str) and not _is_drawing(element):
            _make_internal(element, name, names)
    for link in article.xpath(".//svg//a"):
        link.tag = "g"
        link.attrib.pop("href", None)
    article.set("id", _slug(name))
    article.set("class", f"page {_slug(name)}")
    return article


def _append_cards(article: HtmlElement, page: HtmlElement) -> None:
    """Append the cards of the page's claims, numbered like the marks that refer to them."""
    cards = [deepcopy(card) for card in page.xpath(CARDS)]
    if not cards:
        return
    for card in cards:
        for name in ("popover", "aria-label"):
            card.attrib.pop(name, None)
        for layer in card.xpath(".//dt[.='Layer']"):  # the same for all claims
            layer.getnext().drop_tree()
            layer.drop_tree()
    for mark in article.xpath(".//a[contains(@class, 'claim') and @data-card]"):
        mark.set("href", f"#{mark.get('data-card')}")
        mark.text = mark.get("data-number")
    article.append(E.section(E.h2("Claims and their sources"), E.div({"class": "cards"}, *cards)))


def _is_drawing(element: HtmlElement) -> bool:
    """Return whether an element is part of a drawing, whose ids are unique in the whole book."""
    return bool(element.xpath("boolean(ancestor::div[contains(@class, 'drawing')])"))


def _make_internal(element: HtmlElement, name: str, names: list[str]) -> None:
    """Prefix the id of an element of page *name*, and make a link between pages internal."""
    if element.get("id"):
        element.set("id", f"{_slug(name)}--{element.get('id')}")
    address = element.get("href")
    if element.tag != "a" or address is None or "://" in address or address.startswith("mailto:"):
        return
    place, _, fragment = address.partition("#")
    target = _resolve(name, place).removesuffix(".html") if place else name
    if target in names:
        element.set("href", f"#{_slug(target)}" + (f"--{fragment}" if fragment else ""))
    else:
        element.attrib.pop("href")


def _resolve(name: str, address: str) -> str:
    """Return a relative address on page *name* as an address from the root of the book."""
    return normpath(str(PurePosixPath(name).parent / address))


def _slug(name: str) -> str:
    return name.replace("/", "-")


def _headings(article: HtmlElement) -> list[Heading]:
    """Return the headings of an article; sections without an id get one."""
    headings: list[Heading] = []
    for element in article.iter("h1", "h2", "h3"):
        label = element.find("span[@class='section-number']")
        number = "" if label is None else label.text_content().strip()
        title = " ".join(element.text_content().split()).removeprefix(number).strip()
        section = next(element.iterancestors("section"), article)
        if not section.get("id"):
            section.set("id", f"{article.get('id')}--{len(headings)}")
        headings.append(Heading(int(element.tag[1]), number, title, section.get("id")))
    return headings
