"""Read ``references.bib``: works with their names, dates and labels, and all of it as a table."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from string import ascii_lowercase

import pandas as pd

from edition.project.files import cache_by_file

from .bibtex_entries import BibEntry, parse_entries
from .latex_text import decode_latex
from .locators import DASH, KEY, PageRange, parse_page_range
from .partial_dates import MONTHS, parse_date
from .person_names import NameList, parse_names, without_accents
from .table_schema import CONTROL, InvalidInput, Violation, decode_utf8

FIELDS = (
    "author editor title booktitle journal school publisher address year volume number "
    "month pages howpublished doi url note annote keywords"
).split()
ROLES = ("author", "editor")
#: Names as the original prints them: ``Kerr, David, & Swinton, Laura C.``, ``Doe, Jo et al.``
AMPERSAND, ET_AL = re.compile(r",?\s+\\?&\s+"), re.compile(r",?\s+et al\.?$")
#: Fields without which an entry cannot be printed, by its type; of ``a/b`` one is enough.
REQUIRED = {
    "article": "author title journal year",
    "book": "author/editor title publisher year",
    "booklet": "author title year",
    "inbook": "author/editor title publisher year",
    "incollection": "author title booktitle publisher year",
    "inproceedings": "author title booktitle year",
    "mastersthesis": "author title school year",
    "phdthesis": "author title school year",
    "techreport": "author title institution year",
    "unpublished": "author title note year",
}
#: What stands for the year of a work that has none.
UNDATED = ("n.d.", "in press", "forthcoming", "in preparation", "submitted")
#: Fields that hold no LaTeX.
VERBATIM = ("doi", "eprint", "url")
ADDRESS = re.compile(r"(?:https?|ftp)://[^\s/]\S*")
DOI = re.compile(r"10\.\d+\S*/\S+")
MONTH_NUMBERS = {
    text: number
    for number, name in enumerate(map(str.lower, MONTHS), 1)
    for text in (name, name[:3], name[:4], str(number), f"{number:02}")
}
#: What follows the year of works of the same names and year.
LETTERS = [*ascii_lowercase, *map("".join, product(ascii_lowercase, repeat=2))]


class BibliographyError(InvalidInput):
    """A bibliography that cannot be used."""


@dataclass(frozen=True)
class Work:
    """An entry of the bibliography; its type and its fields have the names that BibTeX has."""

    key: str
    type: str
    source: Mapping[str, str]  #: fields in LaTeX, with those that are inherited
    fields: Mapping[str, str]  #: fields in plain text
    #: By field: ``author``, ``editor``, ``printed-author`` …; ``cited-author`` holds the names by
    #: which the text cites the work if they are others.
    names: Mapping[str, NameList]
    #: Year, month and day of the publication, or of its start and its end; none if undated.
    dates: tuple[tuple[int, ...], ...] = ()
    letter: str = ""  #: distinguishes works of the same names and year

    @property
    def cited_names(self) -> str:
        """How the text names the authors or editors; the title if there are none."""
        roles = ("cited-author", "author", "editor")
        people = next((self.names[role] for role in roles if role in self.names), None)
        title = self.fields.get("shorttitle", self.fields["title"])
        return people.short if people else f"“{title}”"

    @property
    def cited_as(self) -> str:
        """How the text cites a work under other names than its authors’; else nothing."""
        return self.label if "cited-author" in self.names else ""

    @property
    def cited_year(self) -> str:
        """The year with the letter: ``2005a``, ``n.d.-a``."""
        return self.fields["year"] + ("-" if self.letter and not self.dates else "") + self.letter

    @property
    def label(self) -> str:
        """How the text cites the work: ``Lieber & Alexander 2005a``."""
        return f"{self.cited_names} {self.cited_year}"

    @property
    def sort_key(self) -> str:
        """What a list of references is sorted by: names without accents, then the year."""
        people = self.names.get("author") or self.names.get("editor") or self.fields["title"]
        return f"{without_accents(str(people)).casefold()}\n{self.cited_year}"


@cache_by_file
def read_bibliography(path: Path) -> dict[str, Work]:
    """Return the works of a BibTeX file by citation key, in file order; callers must not change it.

    Raises
    ------
    BibliographyError
        If the file or entries cannot be used; it lists all that is wrong, with line and field.
    """
    try:
        text = decode_utf8(path.read_bytes(), path.name)
    except InvalidInput as error:
        raise BibliographyError(f"{path.name} cannot be read", error.violations) from None
    entries, problems = parse_entries(text)
    for line, content in enumerate(text.split("\n"), 1):
        if control := CONTROL.search(content):
            reason = f"contains the control character U+{ord(control[0]):04X}"
            problems.append((line, "file", reason))
    works = [_read_work(entry) for entry in entries]
    _check_keys(entries)
    problems += [problem for entry in entries for problem in entry.problems]
    if problems:
        violations = [Violation(path.name, *problem) for problem in sorted(problems)]
        raise BibliographyError(f"{path.name} cannot be read", violations)
    return {work.key: work for work in _with_letters(works)}


def _check_keys(entries: Sequence[BibEntry]) -> None:
    """Report keys that cannot be cited, and those that Sphinx makes the same anchor of."""
    first: dict[str, BibEntry] = {}
    for entry in entries:
        letters = re.sub("[^a-z0-9]+", "-", without_accents(entry.key).lower())
        anchor = re.sub("^[-0-9]+|-+$", "", letters)
        other = first.setdefault(anchor, entry)
        if entry.key == "thesis":
            entry.report("key", "this key stands for the original text")
        elif not (anchor and re.fullmatch(KEY, entry.key)):
            reason = "a key has a letter and no space, comma, semicolon or bracket"
            entry.report("key", reason)
        elif other is not entry:
            same = "" if other.key == entry.key else f" {other.key}, whose address is the same,"
            entry.report("key", f"the key{same} already occurs in line {other.line}")


def _read_work(entry: BibEntry) -> Work:
    """Return an entry as a work; what is wrong with it is reported in the entry."""
    readable = not entry.problems  # else a field may only seem to be missing
    plain = ((name, _plain_value(name, value)) for name, value in entry.fields.items())
    fields = {name: value for name, value in plain if value}
    names = dict(_read_names(entry))
    fields |= {name: str(people) for name, people in names.items() if name in ROLES}
    dates = _read_date(entry, fields)
    if "pages" in fields:
        fields["pages"] = re.sub(DASH, "–", fields["pages"])
    if "url" in fields and not ADDRESS.fullmatch(fields["url"]):
        entry.report("url", f"{fields['url']!r} is no address, which begins with https://")
    if "doi" in fields and not DOI.fullmatch(fields["doi"]):
        entry.report("doi", f"{fields['doi']!r} is no DOI such as 10.1000/182")
    for required in REQUIRED.get(entry.type, "title year").split() if readable else ():
        choice = required.split("/")
        if not fields.keys() & set(choice):
            entry.report(required, f"the field {' or '.join(map(repr, choice))} is missing")
    shown = {name: fields[name] for name in ("doi", "url", "year", "month") if name in fields}
    source = {n: v for n, v in (entry.fields | shown).items() if n not in ("date", "pubstate")}
    return Work(entry.key, entry.type, source, fields, names, dates, year_suffix(entry.key))


def _plain_value(name: str, value: str) -> str:
    """Return the value of a field in plain text."""
    if name not in VERBATIM:
        return decode_latex(value)
    value = value.replace(r"\textasciitilde", "~").removeprefix(r"\url")
    value = re.sub(r"[\\{}\s]", "", value)
    return re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", value) if name == "doi" else value


def _read_names(entry: BibEntry) -> Iterator[tuple[str, NameList]]:
    for name in (*ROLES, "cited-author", *(f"printed-{role}" for role in ROLES)):
        if name in entry.fields:
            text = entry.fields[name]
            if name.startswith("printed-"):
                text = AMPERSAND.sub(" and ", ET_AL.sub(" and others", text))
            try:
                yield name, parse_names(text)
            except ValueError as error:
                entry.report(name, str(error))


def _read_date(entry: BibEntry, fields: dict[str, str]) -> tuple[tuple[int, ...], ...]:
    """Return when a work was published; year and month in *fields* become what is printed."""
    name = next((name for name in ("date", "year", "pubstate") if name in fields), "")
    value = re.sub(r"^(\d\d)(\d\d)[/–](\d\d)$", r"\1\2/\1\3", fields.get(name, ""))
    undated = [text for text in UNDATED if _letters_of(text) == _letters_of(value)]
    if not name or undated:
        fields |= {"year": undated[0]} if undated else {}
        return ()
    try:
        parts = [part.strip(" ?~%") for part in re.split("[/–]", value) if part]
        dates = [tuple(filter(None, parse_date(part))) for part in parts or [value]]
    except ValueError as error:
        entry.report(name, f"{error}, and none of {', '.join(UNDATED)}")
        fields["year"] = value
        return ()
    month = MONTH_NUMBERS.get(fields.get("month", "").lower().rstrip("."))
    if len(dates) == len(dates[0]) == 1 and month:
        dates = [(*dates[0], month)]
    fields["year"] = "–".join(dict.fromkeys(str(year) for year, *_ in dates))
    if dates[0][1:]:
        fields["month"] = MONTHS[dates[0][1] - 1]
    return tuple(dates)


def _letters_of(text: str) -> str:
    return "".join(filter(str.isalpha, text.lower()))


def _with_letters(works: Sequence[Work]) -> list[Work]:
    """Return works with letters, by which the text tells those of the same names and year apart.

    The letters are those at the end of the keys, or follow the order of the file if the keys
    do not distinguish the works.
    """
    groups: dict[tuple[str, str], list[Work]] = defaultdict(list)
    for work in works:
        groups[work.cited_names, work.fields["year"]].append(work)
    letters: dict[str, str] = {}
    for group in groups.values():
        if len({work.letter for work in group}) < len(group):
            letters |= dict(zip((work.key for work in group), LETTERS, strict=False))
    return [replace(work, letter=letters.get(work.key, work.letter)) for work in works]


def year_suffix(key: str) -> str:
    """Return the letter that distinguishes two works of one author and year (``lieber2005a``)."""
    match = re.search(r"\d{4}([a-z])$", key)
    return match[1] if match else ""


def bibliography_table(path: Path) -> pd.DataFrame:
    """Return the bibliography as a table.

    Parameters
    ----------
    path : Path
        A BibTeX file.

    Returns
    -------
    DataFrame
        One row per entry in file order: ``key``, ``type``, ``label`` (as the text cites it,
        ``Kerr & Swinton 1999``), ``names`` (the label without its year), ``surnames`` (joined by
        ``;``, as the original prints them), every field of `FIELDS` in plain text (``NA`` if
        absent) and each ``printed-…`` field.
    """
    return _table(path).copy()


@cache_by_file
def _table(path: Path) -> pd.DataFrame:
    rows = []
    for work in read_bibliography(path).values():
        row = {"key": work.key, "type": work.type, "label": work.label, "names": work.cited_names}
        shown_names = ("printed-author", "cited-author", "author", "printed-editor", "editor")
        if people := next(filter(None, map(work.names.get, shown_names)), None):
            row["surnames"] = "; ".join(name.surname for name in people.people)
        shown = (name for name in work.fields if name in FIELDS or name.startswith("printed-"))
        rows.append(row | {name: work.fields[name] for name in shown})
    columns = ["key", "type", "label", "names", "surnames", *FIELDS]
    columns += dict.fromkeys(name for row in rows for name in row if name not in columns)
    return pd.DataFrame(rows, columns=columns).astype("string")


def page_ranges(path: Path) -> dict[str, PageRange | None]:
    """Return the page range of each work by citation key; None if its entry has none."""
    works = read_bibliography(path).values()
    return {work.key: parse_page_range(work.fields.get("pages", "")) for work in works}
