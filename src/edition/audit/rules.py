"""Rules of the citation audit (no files, no tables).

Each rule yields a finding for every slip of one kind.  A citation records two things: what is
``printed``, and the ``key`` of the work that it means; rules look for contradictions between
the two, and between the list of references and the works themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from edition.data.bibliography import parse_names, year_suffix
from edition.data.locators import PageRange, pages_outside, parse_page_range
from edition.data.number_format import format_number

YEAR = re.compile(r"(?P<year>\d{4})(?:\s?(?P<suffix>[a-z])\b)?")
NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+")


@dataclass(frozen=True)
class Citation:
    """An in-text citation; ``pages`` is empty if it gives none."""

    id: str
    section: str
    printed: str
    key: str
    pages: str
    ibid: bool
    quoted: bool


@dataclass(frozen=True)
class Work:
    """A work in the list of references, with every field of its entry that is not empty.

    A field ``printed-…`` holds what the list prints if that differs from the work itself.
    """

    key: str
    label: str
    fields: Mapping[str, str]

    @property
    def surnames(self) -> list[str]:
        """Surnames as the list prints them."""
        for field in ("printed-author", "author", "printed-editor", "editor"):
            if field in self.fields:
                return [family for family, _ in parse_names(self.fields[field])]
        return []

    @property
    def page_range(self) -> PageRange | None:
        """First and last page of the work itself, if known."""
        return parse_page_range(self.fields.get("pages", ""))


@dataclass(frozen=True)
class Apparatus:
    """What the rules examine.

    Attributes
    ----------
    citations : sequence of Citation
        In order of appearance.
    works : mapping of str to Work
        Works of the list of references, by citation key, in the order of the list.
    capitalized_words : frozenset of str
        Capitalized words in citations that are not surnames.
    list_section : str
        Section of the text that is its list of references.
    """

    citations: Sequence[Citation]
    works: Mapping[str, Work]
    capitalized_words: frozenset[str] = frozenset()
    list_section: str = ""

    def label(self, key: str) -> str:
        """Return the label of a work, or the key of one that the list lacks."""
        return self.works[key].label if key in self.works else key

    def resolved(self) -> Iterator[tuple[Citation, Work]]:
        """Yield each citation of a work that is in the list, with that work."""
        for citation in self.citations:
            if citation.key in self.works:
                yield citation, self.works[citation.key]


@dataclass(frozen=True)
class Finding:
    """A slip; the fields are the columns of the table of findings."""

    id: str
    rule: str
    section: str
    printed: str
    problem: str
    correction: str
    certainty: str
    found_by: str = "rule"


Rule = Callable[[Apparatus], Iterator[Finding]]


def year_without_entry(apparatus: Apparatus) -> Iterator[Finding]:
    """Find printed years that differ from the year of the work."""
    for citation, work in apparatus.resolved():
        match = YEAR.search(citation.printed)
        if not match or match["year"] == work.fields["year"]:
            continue
        other = any(
            each.fields["year"] == match["year"] and each.surnames == work.surnames
            for each in apparatus.works.values()
        )
        yield Finding(
            f"f-year-{citation.id}", "year-without-entry", citation.section, citation.printed,
            f"the list has {'another' if other else 'no'} work of {match['year']} by this author",
            work.label, "probable",
        )  # fmt: skip


def page_outside_range(apparatus: Apparatus) -> Iterator[Finding]:
    """Find pages outside the page range of the work; one finding a citation."""
    for citation, work in apparatus.resolved():
        page_range = work.page_range
        outside = list(pages_outside(citation.pages, page_range))
        if citation.ibid or not page_range or not outside:
            continue
        pages = " and ".join(outside).replace("-", "–")
        several = len(outside) > 1 or "-" in outside[0]
        subject = f"pages {pages} lie" if several else f"page {pages} lies"
        yield Finding(
            f"f-page-{citation.id}", "page-outside-range", citation.section, citation.printed,
            f"{subject} outside the pages {page_range[0]}–{page_range[1]} that the list gives",
            "", "open",
        )  # fmt: skip


def wrong_suffix(apparatus: Apparatus) -> Iterator[Finding]:
    """Find years whose letter is missing or that of another work."""
    lettered = Counter(_without_suffix(key) for key in apparatus.works if year_suffix(key))
    for citation, work in apparatus.resolved():
        match = YEAR.search(citation.printed)
        letter = (match["suffix"] or "") if match else ""
        if not match or letter == year_suffix(work.key):
            continue
        stem = _without_suffix(work.key)
        if not letter:
            count = f"{format_number(lettered[stem])} work{'s' * (lettered[stem] != 1)}"
            problem = f"the list has {count} of this year; the letter is missing"
        elif stem + letter in apparatus.works:
            problem = f"the letter {letter!r} is that of another work of this author and year"
        else:
            problem = f"no work of this author and year has the letter {letter!r}"
        yield Finding(
            f"f-suffix-{citation.id}", "suffix", citation.section, citation.printed, problem,
            work.label, "probable",
        )  # fmt: skip


def _without_suffix(key: str) -> str:
    """Return what the citation keys of works of one author and year share."""
    return key.removesuffix(year_suffix(key))


def author_spelling(apparatus: Apparatus) -> Iterator[Finding]:
    """Find surnames that the text spells differently from the list."""
    for citation, work in apparatus.resolved():
        listed = {_without_accents(part) for name in work.surnames for part in name.split()}
        names = NAME.findall(YEAR.split(citation.printed)[0])
        unlisted = [
            name for name in names
            if name not in apparatus.capitalized_words and _without_accents(name) not in listed
        ]  # fmt: skip
        if unlisted and not citation.ibid:
            yield Finding(
                f"f-author-{citation.id}", "author-spelling", citation.section, citation.printed,
                f"the list has no author spelled {' or '.join(unlisted)}", work.label, "certain",
            )  # fmt: skip


def _without_accents(text: str) -> str:
    """Return a name in plain letters, so that Tønnesson and Tonnesson are equal."""
    text = text.replace("ø", "o").replace("Ø", "O")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def ibid_target(apparatus: Apparatus) -> Iterator[Finding]:
    """Find each *ibid.* that cannot mean the work cited just before it."""
    previous = ""
    for citation in apparatus.citations:
        if citation.ibid and previous:
            work, other = apparatus.works.get(previous), citation.key != previous
            if other or (work and any(pages_outside(citation.pages, work.page_range))):
                page = f", p. {citation.pages}" if citation.pages else ""
                yield Finding(
                    f"f-ibid-{citation.id}", "ibid-target", citation.section, citation.printed,
                    f"the work cited just before is {apparatus.label(previous)}, "
                    "which cannot be meant",
                    f"{apparatus.label(citation.key)}{page}" if other else "",
                    "probable" if other else "open",
                )  # fmt: skip
        previous = citation.key


def cited_without_entry(apparatus: Apparatus) -> Iterator[Finding]:
    """Find citations of works that the list lacks."""
    for citation in apparatus.citations:
        if citation.key not in apparatus.works:
            yield Finding(
                f"f-entry-{citation.id}", "cited-without-entry", citation.section,
                citation.printed, "the list has no such work", "", "open",
            )  # fmt: skip


def never_cited(apparatus: Apparatus) -> Iterator[Finding]:
    """Find works of the list that the text never cites."""
    cited = {citation.key for citation in apparatus.citations}
    for key, work in apparatus.works.items():
        if key not in cited:
            yield Finding(
                f"f-never-{key}", "never-cited", apparatus.list_section, work.label,
                "the list has this work, the text never cites it", "", "certain",
            )  # fmt: skip


def malformed_range(apparatus: Apparatus) -> Iterator[Finding]:
    """Find pages in the list that are not a page range."""
    for key, work in apparatus.works.items():
        pages = work.fields.get("printed-pages") or work.fields.get("pages")
        if pages and parse_page_range(pages) is None:
            correct = work.fields["pages"] if work.page_range else ""
            yield Finding(
                f"f-range-{key}", "malformed-range", apparatus.list_section, f"pp. {pages}",
                f"{work.label}: {pages} is no range of pages",
                f"pp. {correct}" if correct else "", "certain" if correct else "open",
            )  # fmt: skip


def list_misprint(apparatus: Apparatus) -> Iterator[Finding]:
    """Find fields, other than pages, that the list prints differently from the work itself."""
    for key, work in apparatus.works.items():
        for column, printed in work.fields.items():
            field = column.removeprefix("printed-")
            if field in (column, "pages"):
                continue
            name = {"booktitle": "title of the book"}.get(field, field)
            yield Finding(
                f"f-list-{key}-{field}", "list-misprint", apparatus.list_section, printed,
                f"{work.label}: the list misprints the {name}", work.fields[field], "certain",
            )  # fmt: skip


def quotation_without_page(apparatus: Apparatus) -> Iterator[Finding]:
    """Find quotations without a page, from works that have pages."""
    for citation in apparatus.citations:
        work = apparatus.works.get(citation.key)
        unpaged = work and work.fields["type"] == "misc"
        if citation.quoted and not citation.pages and not citation.ibid and not unpaged:
            yield Finding(
                f"f-quote-{citation.id}", "quotation-without-page", citation.section,
                citation.printed, "a direct quotation is given without a page", "", "open",
            )  # fmt: skip


RULES: dict[str, Rule] = {
    "year-without-entry": year_without_entry,
    "page-outside-range": page_outside_range,
    "suffix": wrong_suffix,
    "author-spelling": author_spelling,
    "ibid-target": ibid_target,
    "cited-without-entry": cited_without_entry,
    "never-cited": never_cited,
    "malformed-range": malformed_range,
    "list-misprint": list_misprint,
    "quotation-without-page": quotation_without_page,
}
