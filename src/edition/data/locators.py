"""Sources as cells write them: ``key[pages]``, several joined by ``;``, or ``thesis`` (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

LOCATOR = re.compile(r"(?P<key>[a-z0-9]+)(?:\[(?P<pages>\d+(?:-\d+)?(?:, \d+(?:-\d+)?)*)\])?")
PageRange = tuple[int, int]


@dataclass(frozen=True)
class Locator:
    """One work at one place: ``li2007[488]``; pages are ``""`` for the whole work."""

    key: str
    pages: str

    def text(self, labels: Mapping[str, str]) -> str:
        """``Li 2007, p. 488``, with the work's label from *labels*."""
        head = labels.get(self.key, self.key)
        if not self.pages:
            return head
        several = "-" in self.pages or "," in self.pages
        return f"{head}, {'pp.' if several else 'p.'} {self.pages.replace('-', '–')}"


@dataclass(frozen=True)
class CitableWorks:
    """What a source may name: works with their page ranges, and pages accepted outside them."""

    spans: Mapping[str, PageRange | None] = field(default_factory=dict)
    accepted: frozenset[tuple[str, str]] = frozenset()


def parse_source(source: str) -> list[Locator]:
    """The works of a ``source`` cell; none for ``thesis``.

    Raises
    ------
    ValueError
        When a part is not of the form ``key[pages]``.
    """
    found = []
    for part in source.split(";"):
        match = LOCATOR.fullmatch(part.strip())
        if not match:
            raise ValueError(f"source: {part.strip()!r} is not of the form key[pages]")
        if match["key"] != "thesis":
            found.append(Locator(match["key"], match["pages"] or ""))
    return found


def parse_page_range(text: str) -> PageRange | None:
    """First and last page of ``477–497``, ``477-497`` or ``12``; None when malformed or empty."""
    match = re.fullmatch(r"(\d{1,4})(?:\s*[-–]+\s*(\d{1,4}))?", text.strip())
    if not match:
        return None
    first, last = int(match[1]), int(match[2] or match[1])
    return (first, last) if first <= last else None


def pages_outside(pages: str, span: PageRange | None) -> Iterator[str]:
    """The parts of a locator's pages that lie outside a work's page range."""
    for part in pages.split(", ") if pages and span else ():
        cited = parse_page_range(part)
        if cited and (cited[0] < span[0] or cited[1] > span[1]):
            yield part


def nearest_hint(value: str, allowed: Mapping | list) -> str:
    """``" (nearest: x)"`` with the allowed value closest to *value*, or ``""``."""
    found = get_close_matches(value, list(allowed), n=1, cutoff=0.5)
    return f" (nearest: {found[0]})" if found else ""


def source_error(text: str, works: CitableWorks) -> str | None:
    """Why *text* is no source, or None: its form, an unknown work, a page that the work lacks."""
    try:
        found = parse_source(text)
    except ValueError as error:
        return str(error).removeprefix("source: ")
    for locator in found:
        if locator.key not in works.spans:
            return (
                f"{locator.key!r} is not in references.bib{nearest_hint(locator.key, works.spans)}"
            )
        if (locator.key, locator.pages) in works.accepted:
            continue
        span = works.spans[locator.key]
        for part in pages_outside(locator.pages, span):
            return (
                f"page {part} of {locator.key} lies outside its pages {span[0]}–{span[1]} "
                "(and is no accepted finding)"
            )
    return None
