"""Sources as cells cite them: ``key[pages]``, several joined by ``;``, or ``thesis`` (no files).

``thesis`` means the original text itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

LOCATOR = re.compile(r"(?P<key>[a-z0-9]+)(?:\[(?P<pages>\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)\])?")
#: First and last page.
PageRange = tuple[int, int]


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

    Raises
    ------
    ValueError
        If a part does not have the form ``key[pages]``.
    """
    cited = []
    for part in source.split(";"):
        match = LOCATOR.fullmatch(part.strip())
        if not match:
            raise ValueError(f"source: {part.strip()!r} is not of the form key[pages]")
        if match["key"] != "thesis":
            cited.append(Locator(match["key"], match["pages"] or ""))
    return cited


def parse_page_range(text: str) -> PageRange | None:
    """Return the first and last page of ``477–497``, ``477-497`` or ``12``; None if malformed."""
    match = re.fullmatch(r"(\d{1,4})(?:\s*[-–]+\s*(\d{1,4}))?", text.strip())
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def pages_outside(pages: str, page_range: PageRange | None) -> Iterator[str]:
    """Yield the parts of a locator's pages that are outside a work's page range."""
    for part in pages.split(", ") if pages and page_range else ():
        cited = parse_page_range(part)
        if cited and page_range and (cited[0] < page_range[0] or cited[1] > page_range[1]):
            yield part


def nearest_hint(value: str, allowed: Collection[str]) -> str:
    """Return ``" (nearest: x)"`` with the allowed value most similar to *value*, or ``""``."""
    matches = get_close_matches(value, list(allowed), n=1, cutoff=0.5)
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
                f"page {outside} of {key} lies outside its pages {page_range[0]}–{page_range[1]} "
                "(and is no accepted finding)"
            )
    return None
