"""Reading the built book: its pages, their headings, anchors and links."""

import csv
import json
import os
import re
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CODE = ("pre", "code", "script", "style")


class Page:
    """One built page.

    Parameters
    ----------
    path : Path
        The file.
    address : str
        Its address as seen from the book's folder: ``chapters/02-background.html``.
    """

    def __init__(self, path: Path, address: str):
        self.path, self.address = path, address

    @cached_property
    def html(self) -> str:
        """The page's source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> lxml.html.HtmlElement:
        """The parsed page."""
        return lxml.html.document_fromstring(self.html)

    @cached_property
    def ids(self) -> list[str]:
        """Every id of the page, in order, with its repetitions."""
        return self.tree.xpath("//@id")

    def all(self, path: str) -> list:
        """What the XPath *path* finds."""
        return self.tree.xpath(path)

    def at(self, id_: str):
        """The element with an id, or None."""
        return next(iter(self.tree.xpath("//*[@id=$id]", id=id_)), None)

    def linked(self) -> set[str]:
        """Every address that the page leads to or loads, as written."""
        return set(
            self.tree.xpath("//@href | //@src | //*[local-name()='a']/@*[name()='xlink:href']")
        )


def pages_of(book: Path) -> dict[str, Page]:
    """Every page of the built book by its address."""
    found = (path.relative_to(book).as_posix() for path in sorted(book.rglob("*.html")))
    return {address: Page(book / address, address) for address in found}


def rows(root: Path, table: str) -> list[dict[str, str]]:
    """The rows of a table, as written."""
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    path = next(each["path"] for each in package["resources"] if each["name"] == table)
    with (root / "data" / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def search_documents(book: Path) -> list[dict[str, str]]:
    """What the search of a built book looks through, one dictionary a result."""
    script = (book / "_static" / "search-documents.js").read_text(encoding="utf-8")
    columns = json.loads(script.removeprefix("window.searchDocuments=").rstrip().rstrip(";"))
    page, addresses = "", []
    for address in columns["href"]:  # without its page if that of the address before is the same
        page = page if address.startswith("#") else address.partition("#")[0]
        addresses.append(page + address if address.startswith("#") else address)
    columns["href"] = addresses
    return [
        dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)
    ]


def text(element, without: str = "") -> str:
    """The text of an element on one line, without the parts that have one of these classes."""
    if without:
        element = lxml.html.fromstring(lxml.html.tostring(element, with_tail=False))
        for part in element.xpath(f"descendant::*[{has_class(*without.split())}]"):
            part.drop_tree()
    return " ".join(element.text_content().split())


def has_class(*names: str) -> str:
    """An XPath condition: the element has one of these classes."""
    return " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)


def heading_of(element) -> lxml.html.HtmlElement | None:
    """The heading that an anchor belongs to: within it, or the first one after it."""
    names = " or ".join(f"self::{name}" for name in HEADINGS)
    within = element.xpath(f"descendant-or-self::*[{names}]")
    return next(iter(within or element.xpath(f"following::*[{names}]")), None)


def titled(heading) -> str:
    """A heading as printed: number and title, without the controls beside it."""
    return text(heading, without="cite headerlink")


def section_of(element) -> str:
    """The number of the section in which an element stands."""
    for section in element.xpath("ancestor::section")[::-1]:
        heading = heading_of(section)
        number = heading.xpath(f"*[{has_class('section-number')}]")
        if number:
            return text(number[0]).rstrip(".")
    return ""


def prose(page: Page) -> str:
    """What a reader sees on a page, code left out."""
    skipped = " or ".join(f"ancestor::{name}" for name in CODE)
    return " ".join(page.all(f"//body//text()[not({skipped})]"))


def aim(page: str, address: str) -> tuple[str, str] | None:
    """Which file and fragment an address leads to; None where it leaves the book.

    Parameters
    ----------
    page : str
        Where the address is written, as seen from the book's folder.
    address : str
        The address as written.
    """
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return None
    path = unquote(parts.path)
    here = os.path.normpath(os.path.join(os.path.dirname(page), path)) if path else page
    return here, unquote(parts.fragment)


def urls_in_css(style: str) -> list[str]:
    """The addresses that a style sheet loads."""
    return [found.strip("'\" ") for found in re.findall(r"url\(([^)]*)\)", style)]
