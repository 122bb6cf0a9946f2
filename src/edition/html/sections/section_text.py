"""The text of a finished page, section by section, without what only a screen can use."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit

import lxml.html
from lxml.html import HtmlElement


def has_class(*names: str) -> str:
    """Return the XPath condition that an element has one of these classes."""
    return " or ".join(f"contains(concat(' ', @class, ' '), ' {name} ')" for name in names)


#: Controls, drawings and repeated content, which are of no use away from the page.
SCREEN_ONLY = (
    f".//*[{has_class('headerlink', 'cite', 'sidenote', 'cell_input', 'drawing', 'figure-tools')}]"
    f" | .//*[{has_class('figure-source', 'fn-bracket')}] | .//details | .//hr"
    f" | .//*[{has_class('citation')}]/*[{has_class('label')}]"
)
NOTE = f".//aside[{has_class('footnote')}]"
NOTE_REFERENCE = f".//a[{has_class('footnote-reference')}]"
CAPTION = f".//figure[@id=$name]//*[{has_class('caption-text')}]"
#: Class of the marks in the prose that name rows, by the role of the rows' table.
MARK_CLASSES = {"claims": "claim", "events": "events", "quantities": "quantities"}


@dataclass(frozen=True)
class Block:
    """A paragraph or a note, with ids of rows, works and notes that it names, in order."""

    section: str  #: number
    text: str  #: on one line, without marks and numbers of notes
    claims: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    notes: tuple[int, ...] = ()


class PageText:
    """The text of one page, from the HTML of its content.

    References to notes become elements ``note-ref`` that hold the number of the note. `page` is the
    address of the page, relative to the book's root. `address` turns such an address into one that
    is valid where the text will stand. `numbers` holds the number of each section by its anchor.
    """

    def __init__(
        self, body: str, page: str, address: Callable[[str], str], numbers: Mapping[str, str]
    ) -> None:
        self.tree = lxml.html.fragment_fromstring(body, create_parent="div")
        self.numbers = numbers
        for element in self.tree.xpath(SCREEN_ONLY):
            if element.getparent() is not None:
                element.drop_tree()
        self.notes: dict[int, HtmlElement] = {
            _pop_number(note): note for note in self.tree.xpath(NOTE)
        }
        note_numbers = {f"#{note.get('id')}": number for number, note in self.notes.items()}
        for reference in self.tree.xpath(NOTE_REFERENCE):
            mark = lxml.html.Element("note-ref")
            mark.text = str(note_numbers[reference.get("href")])
            replace_element(reference, mark)
        for link in self.tree.iter("a"):
            link.set("href", resolve_link(page, link.get("href", ""), address))
            link.attrib.pop("title", None)
        for note_list in self.tree.xpath(f".//aside[{has_class('footnote-list')}]"):
            note_list.drop_tree()
        for number in self.tree.xpath(f".//span[{has_class('section-number')}]"):
            number.text = f"{number.text.strip().rstrip('.')} "
        for works in self.tree.xpath(f".//*[{has_class('citation-list')}]"):
            works.tag = "ul"
        for work in self.tree.xpath(f".//*[{has_class('citation')}]"):
            work.tag = "li"

    def section(self, anchor: str) -> HtmlElement:
        """Return the element of a section, by its anchor."""
        (section,) = self.tree.xpath(".//section[@id=$id]", id=anchor)
        return section

    def caption(self, figure: str) -> str:
        """Return the caption of a figure without its number, by the name of the figure."""
        return plain_text(self.tree.xpath(CAPTION, name=figure)[0])

    def paragraphs(self, anchor: str) -> list[Block]:
        """Return the paragraphs of a section, including those of its subsections."""
        elements = self.section(anchor).xpath(".//p[not(ancestor::figure)]")
        return [self._block(element, self._section_number(element)) for element in elements]

    def section_notes(self, anchor: str) -> dict[int, Block]:
        """Return the notes that a section refers to, by number."""
        return {
            number: self._block(self.notes[number], self.numbers[anchor])
            for number in _note_numbers(self.section(anchor))
        }

    def _section_number(self, element: HtmlElement) -> str:
        sections = (each.get("id") for each in element.iterancestors("section"))
        return next((self.numbers[id_] for id_ in sections if id_ in self.numbers), "")

    def _block(self, element: HtmlElement, section: str) -> Block:
        rows = {
            role: tuple(dict.fromkeys(_card_ids(element, f".//a[{has_class(class_)}]")))
            for role, class_ in MARK_CLASSES.items()
        }
        links = element.xpath(f".//span[{has_class('bibtex-citation')}]//a")
        works = tuple(dict.fromkeys(link.get("href").rpartition("#")[2] for link in links))
        notes = tuple(_note_numbers(element))
        return Block(section, plain_text(element), **rows, works=works, notes=notes)


def _pop_number(note: HtmlElement) -> int:
    """Remove the label of a note and return the number in it."""
    (label,) = note.xpath(f"*[{has_class('label')}]")
    number = int("".join(filter(str.isdigit, label.text_content())))
    label.drop_tree()
    return number


def _note_numbers(element: HtmlElement) -> Iterator[int]:
    return (int(mark.text) for mark in element.iter("note-ref"))


def _card_ids(element: HtmlElement, path: str) -> Iterable[str]:
    return (link.get("data-card", "").removeprefix("card-") for link in element.xpath(path))


def replace_element(old: HtmlElement, new: HtmlElement) -> None:
    """Replace an element, leaving the text after it in place."""
    new.tail = old.tail
    old.getparent().replace(old, new)


def plain_text(element: HtmlElement) -> str:
    """Return the text of an element on one line, without the numbers of notes."""
    parts = element.xpath(".//text()[not(ancestor::note-ref)]")
    return " ".join("".join(parts).split())


def resolve_link(page: str, href: str, address: Callable[[str], str]) -> str:
    """Return a link of a page as it must read where the text will stand (see `PageText`)."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return href
    path = normpath(join(dirname(page), parts.path)) if parts.path else page
    return address(f"{path}#{parts.fragment}" if parts.fragment else path)
