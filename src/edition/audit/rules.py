"""Rules of the citation audit (no files, no tables).

Each rule yields the slips of one kind.  A citation records two things: what is ``printed``, and
the ``key`` of the work that it means; rules look for contradictions between the two, and between
the list of references and the works themselves.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from edition.data.bibliography import year_suffix
from edition.data.locators import PageRange, pages_outside, parse_page_range
from edition.data.number_format import format_number
from edition.data.person_names import without_accents

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
        return self.fields.get("surnames", "").split("; ")

    @property
    def listed_year(self) -> str:
        """Year as the list prints it."""
        return self.fields.get("printed-year", self.fields["year"])

    @property
    def page_range(self) -> PageRange | None:
        """First and last page of the work itself, if known."""
        return parse_page_range(self.fields.get("pages", ""))


@dataclass(frozen=True)
class Apparatus:
    """Citations in order of appearance, and the list of references by citation key."""

    citations: Sequence[Citation]
    works: Mapping[str, Work]
    capitalized_words: frozenset[str] = frozenset()  #: words in citations that are not surnames

    def label(self, key: str) -> str:
        """Return the label of a work, or the key of one that the list lacks."""
        return self.works[key].label if key in self.works else key

    def resolved(self) -> Iterator[tuple[Citation, Work]]:
        """Yield each citation of a work that is in the list, with that work."""
        for citation in self.citations:
            if citation.key in self.works:
                yield citation, self.works[citation.key]


@dataclass(frozen=True)
class Slip:
    """A slip in a citation, or in a field of a work in the list (then ``printed`` is given)."""

    place: Citation | Work
    problem: str
    correction: str = ""
    certainty: Literal["certain", "probable", "open"] = "open"
    printed: str = ""
    field: str = ""


def year_without_entry(apparatus: Apparatus) -> Iterator[Slip]:
    """Find printed years that differ from the year under which the list has the work."""
    for citation, work in apparatus.resolved():
        match = YEAR.search(citation.printed)
        if not match or match["year"] == work.listed_year:
            continue
        if match["year"] == work.fields["year"]:
            problem = f"the list dates the work {work.listed_year}; the year cited is the right one"
            yield Slip(citation, problem, certainty="certain")
            continue
        other = any(
            each.listed_year == match["year"] and each.surnames == work.surnames
            for each in apparatus.works.values()
        )
        count = "another" if other else "no"
        problem = f"the list has {count} work of {match['year']} by this author"
        yield Slip(citation, problem, work.label, "probable")


def page_outside_range(apparatus: Apparatus) -> Iterator[Slip]:
    """Find pages outside the page range of the work; one slip a citation."""
    for citation, work in apparatus.resolved():
        page_range = work.page_range
        outside = list(pages_outside(citation.pages, page_range))
        if outside and page_range and not citation.ibid:
            pages = " and ".join(outside).replace("-", "–")
            several = len(outside) > 1 or "-" in outside[0]
            subject = f"pages {pages} lie" if several else f"page {pages} lies"
            listed = page_range.text
            yield Slip(citation, f"{subject} outside the pages {listed} that the list gives")


def wrong_suffix(apparatus: Apparatus) -> Iterator[Slip]:
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
        yield Slip(citation, problem, work.label, "probable")


def _without_suffix(key: str) -> str:
    """Return what the citation keys of works of one author and year share."""
    return key.removesuffix(year_suffix(key))


def author_spelling(apparatus: Apparatus) -> Iterator[Slip]:
    """Find surnames that the text spells differently from the list."""
    for citation, work in apparatus.resolved():
        listed = {without_accents(part) for name in work.surnames for part in name.split()}
        listed |= {without_accents(word) for word in apparatus.capitalized_words}
        names = NAME.findall(YEAR.split(citation.printed)[0])
        unlisted = [name for name in names if without_accents(name) not in listed]
        if unlisted and not citation.ibid:
            problem = f"the list has no author spelled {' or '.join(unlisted)}"
            yield Slip(citation, problem, work.label, "certain")


def ibid_target(apparatus: Apparatus) -> Iterator[Slip]:
    """Find each *ibid.* that cannot mean the work cited just before it."""
    previous = ""
    for citation in apparatus.citations:
        if citation.ibid and previous:
            work = apparatus.works.get(previous)
            label = apparatus.label(previous)
            problem = f"the work cited just before is {label}, which cannot be meant"
            if citation.key != previous:
                page = f", p. {citation.pages}" if citation.pages else ""
                yield Slip(citation, problem, apparatus.label(citation.key) + page, "probable")
            elif work and any(pages_outside(citation.pages, work.page_range)):
                yield Slip(citation, problem)
        previous = citation.key


def cited_without_entry(apparatus: Apparatus) -> Iterator[Slip]:
    """Find citations of works that the list lacks."""
    for citation in apparatus.citations:
        if citation.key not in apparatus.works:
            yield Slip(citation, "the list has no such work")


def never_cited(apparatus: Apparatus) -> Iterator[Slip]:
    """Find works of the list that the text never cites."""
    cited = {citation.key for citation in apparatus.citations}
    for key, work in apparatus.works.items():
        if key not in cited:
            problem = "the list has this work, the text never cites it"
            yield Slip(work, problem, certainty="certain", printed=work.label)


def malformed_range(apparatus: Apparatus) -> Iterator[Slip]:
    """Find pages in the list that are not a page range."""
    for work in apparatus.works.values():
        pages = work.fields.get("printed-pages") or work.fields.get("pages")
        if pages and parse_page_range(pages) is None:
            problem, printed = f"{work.label}: {pages} is no range of pages", f"pp. {pages}"
            if work.page_range:
                yield Slip(work, problem, f"pp. {work.fields['pages']}", "certain", printed)
            else:
                yield Slip(work, problem, printed=printed)


def list_misprint(apparatus: Apparatus) -> Iterator[Slip]:
    """Find fields, other than pages, that the list prints differently from the work itself."""
    for work in apparatus.works.values():
        for column, printed in work.fields.items():
            field = column.removeprefix("printed-")
            if field not in (column, "pages"):
                said, correction = _list_slip(work, field, printed)
                problem = f"{work.label}: the list {said}"
                yield Slip(work, problem, correction, "certain", printed, field)


def _list_slip(work: Work, field: str, printed: str) -> tuple[str, str]:
    """Return what the list does wrong in a field, and the right form."""
    right = work.fields.get(field, "")
    if field == "author" and not right:
        return "gives the editor as author", f"{work.fields['editor']} (ed.)"
    if field in ("author", "editor"):
        people, listed = right.split(" and "), len(work.surnames)
        if printed.split(", ")[::-1] == right.split(", "):
            return f"exchanges the given and the family name of the {field}", right
        right = "; ".join(people)
        if listed < len(people) and not printed.endswith("et al."):
            counts = f"{format_number(listed)} of the {format_number(len(people))}"
            return f"names {counts} {field}s", right
    return f"misprints the {'title of the book' if field == 'booktitle' else field}", right


def quotation_without_page(apparatus: Apparatus) -> Iterator[Slip]:
    """Find quotations without a page, from works that have pages."""
    for citation in apparatus.citations:
        work = apparatus.works.get(citation.key)
        unpaged = work and work.fields["type"] in ("misc", "online")
        if citation.quoted and not citation.pages and not citation.ibid and not unpaged:
            yield Slip(citation, "a direct quotation is given without a page")


#: Prefix of the ids of findings, and function, of each rule.
RULES: dict[str, tuple[str, Callable[[Apparatus], Iterator[Slip]]]] = {
    "year-without-entry": ("year", year_without_entry),
    "page-outside-range": ("page", page_outside_range),
    "suffix": ("suffix", wrong_suffix),
    "author-spelling": ("author", author_spelling),
    "ibid-target": ("ibid", ibid_target),
    "cited-without-entry": ("entry", cited_without_entry),
    "never-cited": ("never", never_cited),
    "malformed-range": ("range", malformed_range),
    "list-misprint": ("list", list_misprint),
    "quotation-without-page": ("quote", quotation_without_page),
}
