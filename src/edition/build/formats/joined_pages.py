"""The written pages as one document: what a print of the whole book is made from."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import normpath

import lxml.html
from lxml.builder import E

#: Pages that serve the screen: tables are downloads, the how-tos are about the pages themselves.
LEFT_OUT = ("apparatus/data", "apparatus/tables/", "apparatus/how-to-")
#: Parts of a page without use on paper.
SCREEN = (
    "//a[@class='headerlink' or contains(@class, 'cite')] | //details | //*[@class='sidenote']"
    " | //*[@class='figure-tools' or @class='table-tools' or @class='chapter-meta']"
    " | //nav"
    " | //*[contains(@class, 'narrow')] | //*[contains(@class, 'cell_input')]"
    " | //*[contains(@class, 'doors') or @class='other-forms']"
)
CARDS = "//aside[@data-number and contains(@class, 'card')]"
HEADINGS = ("h1", "h2", "h3")


@dataclass(frozen=True)
class Heading:
    """A line of the contents."""

    level: int
    number: str
    title: str
    id: str


def reading_order(html: Path) -> list[str]:
    """The pages as they follow one another, those left out that serve the screen only."""
    names, name = [], "index"
    while name and name not in names:
        names.append(name)
        page = lxml.html.parse(str(html / f"{name}.html"))
        following = page.xpath("//link[@rel='next']/@href")
        name = _resolved(name, following[0]).removesuffix(".html") if following else ""
    return [name for name in names if not name.startswith(LEFT_OUT)]


def join(html: Path) -> tuple[list, list[Heading]]:
    """Every page as an article, links between them made internal, and the contents.

    Parameters
    ----------
    html : Path
        The built book.

    Returns
    -------
    list of element
        One ``<article>`` a page.
    list of Heading
        Every heading that has a place in the contents, in order.
    """
    names = reading_order(html)
    articles = [_article(html, name, names) for name in names]
    return articles, [heading for article in articles for heading in _headings(article)]


def _article(html: Path, name: str, names: list[str]):
    page = lxml.html.parse(str(html / f"{name}.html")).getroot()
    article = page.find(".//article")
    for element in article.xpath(SCREEN.replace("//", ".//")):
        element.drop_tree()
    _add_claims(article, page)
    for element in article.iter():
        if isinstance(element.tag, str) and not _drawn(element):
            _rename(element, name, names)
    for link in article.xpath(".//svg//a"):
        link.tag = "g"
        link.attrib.pop("href", None)
    article.set("id", _slug(name))
    article.set("class", f"page {_slug(name)}")
    return article


def _add_claims(article, page) -> None:
    """Set the claims of a page at its end, numbered as their marks are."""
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


def _drawn(element) -> bool:
    """Whether an element is part of a drawing, whose ids are unique in the whole book."""
    return bool(element.xpath("boolean(ancestor::div[contains(@class, 'drawing')])"))


def _rename(element, name: str, names: list[str]) -> None:
    """Make an id one of the whole book, and a link to another page one within it."""
    if element.get("id"):
        element.set("id", f"{_slug(name)}--{element.get('id')}")
    address = element.get("href")
    if element.tag != "a" or address is None or "://" in address or address.startswith("mailto:"):
        return
    place, _, fragment = address.partition("#")
    target = _resolved(name, place).removesuffix(".html") if place else name
    if target in names:
        element.set("href", f"#{_slug(target)}" + (f"--{fragment}" if fragment else ""))
    else:
        element.attrib.pop("href")


def _resolved(name: str, address: str) -> str:
    return normpath(str(PurePosixPath(name).parent / address))


def _slug(name: str) -> str:
    return name.replace("/", "-")


def _headings(article) -> list[Heading]:
    """The headings of an article, each with an id of its own."""
    found = []
    for element in article.iter(*HEADINGS):
        number = element.find("span[@class='section-number']")
        head = "" if number is None else number.text_content().strip()
        title = " ".join(element.text_content().split()).removeprefix(head).strip()
        section = next(element.iterancestors("section"), article)
        if not section.get("id"):
            section.set("id", f"{article.get('id')}--{len(found)}")
        found.append(Heading(int(element.tag[1]), head, title, section.get("id")))
    return found
