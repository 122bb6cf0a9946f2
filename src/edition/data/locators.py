"""Sources as cells cite them: ``key[pages]``, several joined by ``;``, or ``thesis`` (no files).

``thesis`` means the original text itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import pairwise

NUMBER = r"\d{1,4}|[ivxlcdm]+"
PAGE = r"(?:[a-z]?\d+|[ivxlcdm]+)"
DASH = r"\s*[-–]+\s*"
RANGE = rf"{PAGE}(?:{DASH}{PAGE})?"
PAGES = re.compile(rf"{RANGE}(?:\s*,\s*{RANGE})*", re.IGNORECASE)
KEY = r"[^\s;,{}\[\]]+"
SOURCE = re.compile(rf"(?P<key>{KEY})(?:\[(?P<pages>[^\[\]]*)\])?")
ROMAN = dict(zip("ivxlcdm", (1, 5, 10, 50, 100, 500, 1000), strict=True))


@dataclass(frozen=True)
class PageRange:
    """The first and the last page of a work or a citation, and how they are printed."""

    text: str
    first: int
    last: int
    roman: bool = False

    def covers(self, other: PageRange) -> bool:
        """Return whether all pages of another range are in this one."""
        return self.roman == other.roman and self.first <= other.first <= other.last <= self.last


@dataclass(frozen=True)
class Locator:
    """A place in a work: its citation key and the pages; ``""`` for the whole work."""

    key: str
    pages: str

    def text(self, labels: Mapping[str, str]) -> str:
        """Return the place as the text cites it (``Li 2007, p. 488``), given labels of works."""
        label = labels.get(self.key, self.key)
        if not self.pages:
            return label
        several = "-" in self.pages or "," in self.pages
        return f"{label}, {'pp.' if several else 'p.'} {self.pages.replace('-', '–')}"


@dataclass(frozen=True)
class CitableWorks:
    """Works that a source may cite."""

    #: Page range of each work, by citation key; None if it is unknown.
    page_ranges: Mapping[str, PageRange | None] = field(default_factory=dict)
    #: Key and pages of citations outside the page range that are accepted as slips of the text.
    accepted: frozenset[tuple[str, str]] = frozenset()


def parse_source(source: str) -> list[Locator]:
    """Return the works that a ``source`` cell cites; none for ``thesis``.

    Pages are given in one form, with hyphens and a space after each comma: ``36-37, 40``.

    Raises
    ------
    ValueError
        If a part does not have the form ``key[pages]``; the message says why.
    """
    cited = []
    for part in map(str.strip, source.split(";")):
        match = SOURCE.fullmatch(part)
        if not match:
            raise ValueError(f"source: {part!r} is not of the form key[pages]")
        pages = match["pages"]
        if pages is not None and not PAGES.fullmatch(pages.strip()):
            raise ValueError(f"source: the pages {pages!r} are not of the form 488, 488-490 or xii")
        if match["key"] != "thesis":
            cited.append(Locator(match["key"], normalize_pages(pages or "")))
    return cited


def normalize_pages(pages: str) -> str:
    """Return pages with a hyphen in each range and a space after each comma."""
    return re.sub(r"\s*,\s*", ", ", re.sub(DASH, "-", pages.strip()))


def parse_page_range(text: str) -> PageRange | None:
    """Return the first and last page of ``477–497``, ``477-97``, ``xi–xlii`` or ``12``, or None.

    None means that the text is no page range: it may be malformed, or name several.
    """
    match = re.fullmatch(rf"({NUMBER})(?:{DASH}({NUMBER}))?", text.strip(), re.IGNORECASE)
    first, last = (match[1], match[2] or match[1]) if match else ("", "")
    if not match or first.isdigit() != last.isdigit():
        return None
    start, end = _page_number(first), _page_number(last)
    if end < start and last.isdigit():  # 477–97
        end = _page_number(first[: -len(last)] + last)
    text = first if first == last else f"{first}–{last}"
    return PageRange(text, start, end, not first.isdigit()) if start <= end else None


def _page_number(page: str) -> int:
    """Return the number of an Arabic or Roman page."""
    if page.isdigit():
        return int(page)
    values = [ROMAN[letter] for letter in page.lower()]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def pages_outside(pages: str, page_range: PageRange | None) -> Iterator[str]:
    """Yield the parts of a locator's pages that are outside a work's page range."""
    for part in normalize_pages(pages).split(", ") if page_range else ():
        cited = parse_page_range(part)
        if cited and page_range and not page_range.covers(cited):
            yield part


def nearest_hint(value: str, allowed: Collection[str]) -> str:
    """Return ``" (nearest: x)"`` with the allowed value most similar to *value*, or ``""``."""
    same = [each for each in allowed if each.casefold() == value.strip().casefold()]
    matches = same or get_close_matches(value[:200], list(allowed), n=1, cutoff=0.5)
    return f" (nearest: {matches[0]})" if matches else ""


def source_error(text: str, works: CitableWorks) -> str | None:
    """Return why a ``source`` cell is invalid, or None: its form, a work or a page of a work."""
    try:
        cited = parse_source(text)
    except ValueError as error:
        return str(error).removeprefix("source: ")
    for locator in cited:
        key, pages = locator.key, locator.pages
        if key not in works.page_ranges:
            return f"{key!r} is not in references.bib{nearest_hint(key, works.page_ranges)}"
        page_range = works.page_ranges[key]
        outside = next(pages_outside(pages, page_range), None)
        if page_range and outside and (key, pages) not in works.accepted:
            return (
                f"page {outside} of {key} lies outside its pages {page_range.text} "
                "(and is no accepted finding)"
            )
    return None
