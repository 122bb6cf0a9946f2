"""Entries of a BibTeX file, with fields and types named as BibTeX names them.

What biblatex and reference managers write otherwise is brought into that one form here.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import bibtexparser
from bibtexparser.model import Block, Entry, ParsingFailedBlock

from .latex_text import brace_depths, is_braced, outside_braces
from .partial_dates import MONTHS
from .table_schema import Problem, nearest_hint

#: Types of BibTeX, and those for the types of biblatex; any other is ``misc``.
STANDARD_TYPES = (
    "article book booklet dataset inbook incollection inproceedings manual mastersthesis misc "
    "online patent phdthesis proceedings software techreport unpublished"
).split()
TYPES = {name: name for name in STANDARD_TYPES} | {
    "bookinbook": "inbook", "collection": "book", "conference": "inproceedings",
    "electronic": "online", "inreference": "incollection", "mvbook": "book",
    "mvcollection": "book", "mvproceedings": "proceedings", "mvreference": "book",
    "reference": "book", "report": "techreport", "suppbook": "inbook",
    "suppcollection": "incollection", "suppperiodical": "article", "thesis": "phdthesis",
    "www": "online",
}  # fmt: skip
#: What biblatex prints for its keys in the field ``type``.
KINDS = {
    "bathesis": "Bachelor's thesis", "mathesis": "Master's thesis", "phdthesis": "PhD thesis",
    "techreport": "Technical Report", "resreport": "Research Report",
}  # fmt: skip
#: Fields of BibTeX for those of biblatex.
FIELDS = {"annotation": "annote", "journaltitle": "journal", "location": "address"}
#: Fields of biblatex whose text follows that of another after a colon.
SUBTITLES = {"subtitle": "title", "booksubtitle": "booktitle", "journalsubtitle": "journal"}
#: What an entry takes from the one that its ``crossref`` names.
INHERITED = (
    "booktitle journal editor publisher address institution school organization "
    "volume number series edition isbn issn date year month"
).split()

# What it cannot read is reported as a violation, not logged.
logging.getLogger("bibtexparser").addHandler(logging.NullHandler())


@dataclass
class BibEntry:
    """An entry; ``problems`` lists what is wrong with it, with line, field and reason."""

    key: str
    type: str
    line: int
    fields: dict[str, str] = field(default_factory=dict)  #: as the file has them, LaTeX included
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def report(self, name: str, reason: str, line: int = 0) -> None:
        """Add a problem of a field, in its line or that of the entry if no line is given."""
        line = line or self.lines.get(name, self.line)
        self.problems.append((line, name, f"{self.key}: {reason}"))


def parse_entries(text: str) -> tuple[list[BibEntry], list[Problem]]:
    """Return the entries of a BibTeX file in their order, and what cannot be read of it."""
    library = bibtexparser.parse_string(text, parse_stack=[])
    strings = {name[:3].lower(): name for name in MONTHS}
    problems: list[Problem] = []
    for string in library.strings:
        try:
            strings[string.key.lower()] = _value(string.value, strings)
        except ValueError as error:
            problems.append((_line(string), string.key, str(error)))
    entries = []
    for block in library.blocks:
        # An entry whose key or field occurs twice is inside of a block that has failed.
        entry = getattr(block, "ignore_error_block", None) or block
        if isinstance(entry, Entry):
            entries.append(_read_entry(entry, strings))
        elif isinstance(block, ParsingFailedBlock):
            problems.append((_line(block), "entry", _failure(block)))
    _inherit(entries)
    return entries, problems


def _line(block: Block) -> int:
    return (block.start_line or 0) + 1


def _failure(block: ParsingFailedBlock) -> str:
    """Return why a block cannot be read at all."""
    head = " ".join((block.raw or "").split()).partition(",")[0][:40]
    reason = " ".join(str(getattr(block.error, "abort_reason", block.error)).split())
    return f"{head!r} cannot be read; a brace, quote or comma is missing: {reason.rstrip('. ')}"


def _value(text: str, strings: Mapping[str, str]) -> str:
    """Return a value, which is in braces or quotes, a number, a string, or these joined by ``#``.

    Raises
    ------
    ValueError
        If it is none of these, or its braces do not match.
    """
    depths = brace_depths(text)
    if not depths or min(depths) < 0 or depths[-1]:
        raise ValueError(f"the braces of {text[:40]!r} do not match" if text else "has no value")
    quoted = len(text) > 1 and text[0] == text[-1] == '"' and '"' not in outside_braces(text[1:-1])
    if quoted or is_braced(text):
        return text[1:-1]
    if "#" in text:
        return "".join(_value(part.strip(), strings) for part in text.split("#"))
    if not text.isdigit() and text.lower() not in strings:
        raise ValueError(f"{text[:40]!r} is neither in braces or quotes nor the name of a string")
    return strings.get(text.lower(), text)


def _read_entry(entry: Entry, strings: Mapping[str, str]) -> BibEntry:
    """Return an entry with its fields in the form of BibTeX; empty ones are left out."""
    read = BibEntry(entry.key, TYPES.get(entry.entry_type.lower(), "misc"), _line(entry))
    for each in entry.fields:
        name, line = each.key.lower(), (each.start_line or 0) + 1
        if name in read.lines:
            reason = f"the field {name!r} already occurs in line {read.lines[name]}"
            read.report(name, reason, line)
            continue
        read.lines[name] = line
        try:
            if value := _value(each.value, strings).strip():
                read.fields[name] = value
        except ValueError as error:
            read.report(name, str(error))
    if read.type in ("mastersthesis", "phdthesis"):
        _rename(read, "institution", "school")
    if read.fields.get("type") in KINDS:
        read.fields["type"] = KINDS[read.fields["type"]]
    for old, new in FIELDS.items():
        _rename(read, old, new)
    for subtitle, title in SUBTITLES.items():
        if subtitle in read.fields and title in read.fields:
            read.fields[title] += f": {read.fields.pop(subtitle)}"
    return read


def _rename(entry: BibEntry, old: str, new: str) -> None:
    """Give a field another name, unless the entry has a field of that name."""
    if old in entry.fields and new not in entry.fields:
        entry.fields[new], entry.lines[new] = entry.fields.pop(old), entry.lines[old]


def _inherit(entries: Sequence[BibEntry]) -> None:
    """Give entries the fields that they lack from those that their ``crossref`` names."""
    by_key = {entry.key: entry for entry in entries}

    def resolve(entry: BibEntry, children: tuple[str, ...]) -> None:
        parent_key = entry.fields.pop("crossref", "")
        if not parent_key:
            return
        parent = by_key.get(parent_key)
        if parent is None or parent_key in (*children, entry.key):
            hint = nearest_hint(parent_key, by_key) if parent is None else ""
            entry.report("crossref", f"{parent_key!r} is no other entry{hint}")
            return
        resolve(parent, (*children, entry.key))
        fields = {name: parent.fields[name] for name in INHERITED if name in parent.fields}
        if {"date", "year"} & set(entry.fields):
            fields = {n: v for n, v in fields.items() if n not in ("date", "year", "month")}
        if "title" in parent.fields and entry.type.startswith(("article", "in")):
            fields["journal" if entry.type == "article" else "booktitle"] = parent.fields["title"]
        entry.fields = fields | entry.fields

    for entry in entries:
        resolve(entry, ())
