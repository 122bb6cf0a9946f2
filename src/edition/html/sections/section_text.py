"""A written page taken apart: its sections without what only a screen can use (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import lxml.html
from lxml.builder import E


def having(*names: str) -> str:
    """An XPath condition: the element has one of these classes."""
    return " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)


#: Controls, copies and drawings: of no use away from the page.
SCREEN = (
    f".//*[{having('headerlink', 'cite', 'sidenote', 'cell_input', 'drawing', 'figure-tools')}]"
    f" | .//*[{having('figure-source', 'fn-bracket')}] | .//details | .//hr"
    f" | .//*[{having('citation')}]/*[{having('label')}]"
)
NOTE = f".//aside[{having('footnote')}]"
REFERENCE = f".//a[{having('footnote-reference')}]"
CAPTION = f".//figure[@id=$name]//*[{having('caption-text')}]"
MARKS = {"claims": "claim", "events": "events", "quantities": "quantities"}


@dataclass(frozen=True)
class Block:
    """A paragraph or a note, and the rows and works that it names.

    Attributes
    ----------
    section : str
        The number of the section it stands in.
    text : str
        Its text, without marks.
    claims, events, quantities, works : tuple of str
        Ids of the rows and keys of the works, in order.
    notes : tuple of int
        The notes that hang on it.
    """

    section: str
    text: str
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


class Text:
    """The text of one page.

    Parameters
    ----------
    body : str
        The page's content as HTML.
    page : str
        Its address, relative to the book's root.
    address : callable
        Makes of an address relative to the root one that holds where the text will stand.
    numbers : mapping
        The number of each section, by its anchor.
    """

    def __init__(self, body: str, page: str, address: Callable[[str], str], numbers: dict):
        self.tree = lxml.html.fragment_fromstring(body, create_parent="div")
        self.numbers = numbers
        for each in self.tree.xpath(SCREEN):
            if each.getparent() is not None:
                each.drop_tree()
        self.notes = {_number(note): note for note in self.tree.xpath(NOTE)}
        names = {f"#{note.get('id')}": number for number, note in self.notes.items()}
        for reference in self.tree.xpath(REFERENCE):
            mark = E("note-ref", str(names[reference.get("href")]))
            mark.tail = reference.tail
            reference.getparent().replace(reference, mark)
        for link in self.tree.iter("a"):
            link.set("href", absolute(page, link.get("href", ""), address))
            link.attrib.pop("title", None)
        for listing in self.tree.xpath(f".//aside[{having('footnote-list')}]"):
            listing.drop_tree()
        for number in self.tree.xpath(f".//span[{having('section-number')}]"):
            number.text = f"{number.text.strip().rstrip('.')} "
        for each in self.tree.xpath(f".//*[{having('citation-list')}]"):
            each.tag = "ul"
        for each in self.tree.xpath(f".//*[{having('citation')}]"):
            each.tag = "li"

    def section(self, id_: str):
        """The element of a section, by its anchor."""
        (found,) = self.tree.xpath(".//section[@id=$id]", id=id_)
        return found

    def caption(self, name: str) -> str:
        """The caption of a figure, without its number."""
        return plain(self.tree.xpath(CAPTION, name=name)[0])

    def blocks(self, id_: str) -> list[Block]:
        """The paragraphs of a section, those of the sections within it included."""
        paragraphs = self.section(id_).xpath(".//p[not(ancestor::figure)]")
        return [self._block(paragraph) for paragraph in paragraphs]

    def notes_of(self, id_: str) -> dict[int, Block]:
        """The notes that hang on a section."""
        section = self.numbers[id_]
        return {
            number: self._block(self.notes[number], section) for number in _notes(self.section(id_))
        }

    def _block(self, element, section: str = "") -> Block:
        around = (self.numbers.get(each.get("id")) for each in element.iterancestors("section"))
        section = section or next(filter(None, around), "")
        rows = {
            table: tuple(dict.fromkeys(_cards(element, f".//a[{having(name)}]")))
            for table, name in MARKS.items()
        }
        cited = f".//span[{having('bibtex-citation')}]//a"
        works = (link.get("href").rpartition("#")[2] for link in element.xpath(cited))
        return Block(
            section, plain(element), **rows, works=tuple(dict.fromkeys(works)),
            notes=tuple(_notes(element)),
        )  # fmt: skip


def _number(note) -> int:
    """The number of a note, which stands before it; only its text remains."""
    (label,) = note.xpath(f"*[{having('label')}]")
    number = int("".join(filter(str.isdigit, label.text_content())))
    label.drop_tree()
    return number


def _notes(element) -> Iterator[int]:
    return (int(mark.text) for mark in element.iter("note-ref"))


def _cards(element, path: str) -> Iterable[str]:
    return (link.get("data-card", "").removeprefix("card-") for link in element.xpath(path))


def plain(element) -> str:
    """The text of an element on one line, without the numbers of notes."""
    parts = element.xpath(".//text()[not(ancestor::note-ref)]")
    return " ".join("".join(parts).split())


def absolute(page: str, href: str, address: Callable[[str], str]) -> str:
    """Where a link of a page leads, for a text that stands elsewhere."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = normpath(join(dirname(page), parts.path)) if parts.path else page
    return address(f"{path}#{parts.fragment}" if parts.fragment else path)
