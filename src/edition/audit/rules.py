"""The citation audit: slips in a thesis's apparatus, found by rule (pure).

Each rule takes the table of citations and the bibliography and yields findings.
A citation holds two truths: what is ``printed`` and the ``key`` it is resolved
to; a rule looks for places where they cannot both be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields

import pandas as pd

from edition.data.bibliography import parse_names, year_suffix
from edition.data.locators import PageRange, pages_outside, parse_page_range
from edition.data.number_format import format_number

YEAR = re.compile(r"(?P<year>\d{4})(?:\s?(?P<suffix>[a-z])\b)?")
NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]+")
NO_NAMES = {"U", "S", "SCO", "The", "In", "As", "Jr"}


@dataclass(frozen=True)
class Finding:
    """One slip; the fields are the columns of the table of findings."""

    id: str
    rule: str
    section: str
    printed: str
    problem: str
    correction: str
    certainty: str
    found_by: str = "rule"


COLUMNS = [field.name for field in fields(Finding)]


def plain(text: str) -> str:
    """Letters without accents, so that Tønnesson and Tonnesson compare as the same."""
    text = text.replace("ø", "o").replace("Ø", "O")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def printed_names(printed: str) -> list[str]:
    """The surnames in a printed citation (those before the year)."""
    head = YEAR.split(printed)[0]
    return [name for name in NAME.findall(head) if name not in NO_NAMES]


def list_names(work: pd.Series) -> list[str]:
    """The surnames of a work as the thesis's list prints them."""
    for field in ("printed-author", "author", "printed-editor", "editor"):
        if field in work and pd.notna(work[field]):
            return [family for family, _ in parse_names(work[field])]
    return []


def span_of(works: pd.DataFrame, key: str) -> PageRange | None:
    """The pages that the list gives for a work, corrected; None where it gives none."""
    pages = works.pages.get(key)
    return None if pd.isna(pages) else parse_page_range(pages)


def stem(key: str) -> str:
    """A key without the letter at its end: what works of one author and year share."""
    return key.removesuffix(year_suffix(key))


def has_work(works: pd.DataFrame, authors: list[str], year: str) -> bool:
    """Whether the list has a work of these authors and this year."""
    same = works[works.year == year]
    return any(list_names(work) == authors for _, work in same.iterrows())


def year_without_entry(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A printed year that is not the year of the work that is meant."""
    for row in citations.itertuples():
        found = YEAR.search(row.printed)
        if not found or row.key not in works.index or found["year"] == works.year[row.key]:
            continue
        other = has_work(works, list_names(works.loc[row.key]), found["year"])
        yield Finding(
            f"f-year-{row.id}", "year-without-entry", row.section, row.printed,
            f"the list has {'another' if other else 'no'} work of {found['year']} by this author",
            works.label[row.key], "probable",
        )  # fmt: skip


def page_outside_range(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """Pages that lie outside those the list gives for the work, in one finding a citation."""
    for row in citations[~citations.ibid].itertuples():
        if row.key not in works.index or pd.isna(row.pages):
            continue
        span = span_of(works, row.key)
        wrong = list(pages_outside(row.pages, span))
        if wrong:
            several = len(wrong) > 1 or "-" in wrong[0]
            pages = " and ".join(wrong).replace("-", "–")
            said = f"pages {pages} lie" if several else f"page {pages} lies"
            yield Finding(
                f"f-page-{row.id}", "page-outside-range", row.section, row.printed,
                f"{said} outside the pages {span[0]}–{span[1]} that the list gives",
                "", "open",
            )  # fmt: skip


def suffix_missing(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A year without the letter that tells works apart, or with another than that of the work."""
    lettered = Counter(stem(key) for key in works.index if year_suffix(key))
    for row in citations.itertuples():
        found = YEAR.search(row.printed)
        letter = (found["suffix"] or "") if found else ""
        if not found or row.key not in works.index or letter == year_suffix(row.key):
            continue
        if not letter:
            count = lettered[stem(row.key)]
            several = f"{format_number(count)} work{'s' * (count != 1)}"
            problem = f"the list has {several} of this year; the letter is missing"
        elif stem(row.key) + letter in works.index:
            problem = f"the letter {letter!r} is that of another work of this author and year"
        else:
            problem = f"no work of this author and year has the letter {letter!r}"
        yield Finding(
            f"f-suffix-{row.id}", "suffix", row.section, row.printed, problem,
            works.label[row.key], "probable",
        )  # fmt: skip


def author_spelling(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A surname that the text spells otherwise than the list."""
    for row in citations[~citations.ibid].itertuples():
        if row.key not in works.index:
            continue
        listed = {plain(part) for name in list_names(works.loc[row.key]) for part in name.split()}
        odd = [name for name in printed_names(row.printed) if plain(name) not in listed]
        if odd:
            yield Finding(
                f"f-author-{row.id}", "author-spelling", row.section, row.printed,
                f"the list has no author spelled {' or '.join(odd)}",
                works.label[row.key], "certain",
            )  # fmt: skip


def ibid_target(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """An ibid. that cannot mean the work cited just before it."""
    before = None
    for row in citations.itertuples():
        if row.ibid and before is not None:
            span = span_of(works, before)
            wrong = pd.notna(row.pages) and any(pages_outside(row.pages, span))
            if row.key != before or wrong:
                meant = works.label.get(row.key, row.key)
                yield Finding(
                    f"f-ibid-{row.id}", "ibid-target", row.section, row.printed,
                    f"the work cited just before is {works.label.get(before, before)}, "
                    "which cannot be meant",
                    f"{meant}, p. {row.pages}" if row.key != before else "",
                    "probable" if row.key != before else "open",
                )  # fmt: skip
        before = row.key


def cited_without_entry(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A work that the text cites and the list lacks."""
    for row in citations[~citations.key.isin(works.index)].itertuples():
        yield Finding(
            f"f-entry-{row.id}", "cited-without-entry", row.section, row.printed,
            "the list has no such work", "", "open",
        )  # fmt: skip


def never_cited(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A work in the list that the text never cites."""
    for key in works.index.difference(citations.key, sort=False):
        yield Finding(
            f"f-never-{key}", "never-cited", "7", works.label[key],
            "the list has this work, the text never cites it", "", "certain",
        )  # fmt: skip


def malformed_range(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """Pages in the list that are no range of pages."""
    printed = works["printed-pages"] if "printed-pages" in works else works.pages
    for key, pages in printed.fillna(works.pages).dropna().items():
        if parse_page_range(pages) is None:
            right = works.pages[key]
            known = right if parse_page_range(right) else ""
            yield Finding(
                f"f-range-{key}", "malformed-range", "7", f"pp. {pages}",
                f"{works.label[key]}: {pages} is no range of pages",
                f"pp. {known}" if known else "", "certain" if known else "open",
            )  # fmt: skip


def list_misprint(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """A field that the list prints otherwise than the work itself has it."""
    for column in (name for name in works.columns if name.startswith("printed-")):
        field = column.removeprefix("printed-")
        word = {"booktitle": "title of the book"}.get(field, field)
        for key, printed in works[column].dropna().items():
            if field != "pages":  # a malformed range is its own rule
                yield Finding(
                    f"f-list-{key}-{field}", "list-misprint", "7", printed,
                    f"{works.label[key]}: the list misprints the {word}",
                    works[field][key], "certain",
                )  # fmt: skip


def quotation_without_page(citations: pd.DataFrame, works: pd.DataFrame) -> Iterator[Finding]:
    """Words in quotation marks whose citation gives no page, of a work that has pages."""
    for row in citations[citations.quoted & citations.pages.isna()].itertuples():
        if row.ibid or row.key in works.index and works.type[row.key] == "misc":
            continue
        yield Finding(
            f"f-quote-{row.id}", "quotation-without-page", row.section, row.printed,
            "a direct quotation is given without a page", "", "open",
        )  # fmt: skip


RULES: dict[str, Callable[[pd.DataFrame, pd.DataFrame], Iterator[Finding]]] = {
    "year-without-entry": year_without_entry,
    "page-outside-range": page_outside_range,
    "suffix": suffix_missing,
    "author-spelling": author_spelling,
    "ibid-target": ibid_target,
    "cited-without-entry": cited_without_entry,
    "never-cited": never_cited,
    "malformed-range": malformed_range,
    "list-misprint": list_misprint,
    "quotation-without-page": quotation_without_page,
}
