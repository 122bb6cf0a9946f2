"""Validate the rows of a table against its Table Schema (no files).

Beside the properties of a Frictionless Table Schema, a field may have ``partialDate`` and
``locator`` (formats of its cells), ``items`` (the separator of a cell with several values),
``references`` (a foreign key of each of these values) and ``label`` (not validated: the cell
holds the label of a section or figure).  A schema may have ``exactlyOne``: columns of which each
row fills one.

Columns that state the same thing are checked against each other.  In a schema, ``rowRules`` are
regular expressions for the cells of some columns, joined by line ends and with hyphens for dots
(as in addresses: ``4.2.1``, ``sec-4-2-1``); the ``rule`` says the same in words.  ``sameRow``
lists columns that, if the first is filled, hold what one row of another table holds, and
``ascending`` lists columns of numbers that do not fall from left to right.  A field with
``sumOf`` is the sum of other columns, divided by the column ``over`` if there is one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import locators, partial_dates
from .descriptors import Constraints, Field, Schema
from .locators import CitableWorks, nearest_hint

#: Characters that XML, HTML or TeX cannot hold: controls but tab and line ends, half pairs.
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")
#: Largest difference of a stated sum or share from its rounded parts.
ROUNDING = 0.0005
#: Unknown values of a column for which the nearest one is looked up.
HINTS = 50
NO_WORKS = CitableWorks()
Record = Mapping[str, str]
#: Function that returns the cells of columns of a table; None if it cannot be read.
Related = Callable[[str, Sequence[str]], Sequence[tuple[str, ...]] | None]
#: Line, column and reason of a violation.
Problem = tuple[int, str, str]


@dataclass(frozen=True, order=True)
class Violation:
    """A violation of a schema: its place and the reason."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


class InvalidInput(ValueError):
    """Input that cannot be used; ``violations`` lists everything that is wrong with it."""

    def __init__(self, heading: str, violations: list[Violation]) -> None:
        self.violations = violations
        super().__init__("\n".join([heading, *(f"  {violation}" for violation in violations)]))


def decode_utf8(data: bytes, file: str) -> str:
    """Return the text of a file, with or without a byte-order mark.

    Raises
    ------
    InvalidInput
        If it is not UTF-8; the violation has the line of the first wrong byte.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before, after = error.object[: error.start], error.object[error.start :]
        start, end = re.search(rb"\S{0,30}$", before), re.match(rb"\S{0,30}", after)
        word = ((start[0] if start else b"") + (end[0] if end else b"")).decode("cp1252", "replace")
        guess = f" (as Windows-1252 it would read {word!r} here): save it as UTF-8"
        violation = Violation(file, before.count(b"\n") + 1, "file", f"is not UTF-8{guess}")
        raise InvalidInput(f"{file} cannot be read", [violation]) from None


def validate_rows(
    file: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    schema: Schema,
    *,
    works: CitableWorks = NO_WORKS,
    related: Related = lambda table, columns: (),
) -> list[Violation]:
    """Return every violation of a schema in a table, sorted by line and column.

    If the header is wrong, only its violations are returned. `file` is the name for the messages,
    `header` the column names as they are in the file, `rows` the line number and cells of each row,
    and `works` are those that ``locator`` fields may cite. ``related(table, columns)`` returns the
    cells of columns of a table, row by row, which foreign keys may have; None if it cannot be read.
    """
    fields = {field["name"]: field for field in schema["fields"]}
    problems = list(_header_problems(header, fields))
    if not problems:  # cells belong to columns only if the header is right
        records: dict[int, Record] = {}
        empty = [line for line, cells in rows if not any(cells)]
        if empty:  # spreadsheets write them below the last row
            more = f" (and {len(empty) - 1} more)" if empty[1:] else ""
            problems.append((empty[0], "row", f"has only empty cells{more}: delete it"))
        for line, cells in rows:
            if not any(cells):
                continue
            if len(cells) != len(header):
                only_empty = len(cells) > len(header) and not any(cells[len(header) :])
                advice = ": delete the empty ones at its end" if only_empty else ""
                problems.append((line, "row", f"{len(cells)} cells, not {len(header)}{advice}"))
                continue
            before = len(problems)
            records[line] = record = dict(zip(header, cells, strict=True))
            for name, text in record.items():
                if error := cell_error(text, fields[name], works):
                    problems.append((line, name, error))
            problems += _period_problems(line, record, fields)
            problems += _choice_problems(line, record, schema.get("exactlyOne", ()))
            if len(problems) == before:  # else what follows from an invalid cell
                problems += _agreement_problems(line, record, schema)
        problems += _primary_key_problems(records, primary_key(schema))
        problems += _foreign_key_problems(records, schema, fields, related)
        problems += _same_row_problems(records, schema, related)
    return sorted(Violation(file, *problem) for problem in problems)


def cell_error(text: str, field: Field, works: CitableWorks) -> str | None:
    """Return the first reason why a cell is invalid, or None; a source may cite `works`."""
    constraints = field.get("constraints", {})
    if not text:
        return "is required but empty" if constraints.get("required") else None
    if control := CONTROL.search(text):
        return f"{text[:40]!r} contains the control character U+{ord(control[0]):04X}"
    if text[0] in "=+@\t" or (text[0] == "-" and field["type"] == "string"):
        return f"{text[:20]!r} begins like a spreadsheet formula"
    if MARKUP.search(text) and not field.get("plain"):
        return f"{text[:40]!r} contains markup"
    if text != text.strip():
        return f"{text!r} has space at its ends"
    if error := _type_error(text, field["type"]) or _constraint_error(text, constraints):
        return error
    if field.get("partialDate"):
        return partial_dates.date_error(text)
    return locators.source_error(text, works) if field.get("locator") else None


def _type_error(text: str, type_: str) -> str | None:
    if type_ == "integer" and not re.fullmatch(r"-?\d+", text):
        return f"{text!r} is not a whole number"
    if type_ == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{text!r} is not a number"
    if type_ == "boolean" and text not in ("true", "false"):
        return f"{text!r} is not true or false{nearest_hint(text, ('true', 'false'))}"
    return None


def _constraint_error(text: str, constraints: Constraints) -> str | None:
    allowed = constraints.get("enum")
    if allowed and text not in allowed:
        return f"{text!r} is not one of {', '.join(allowed)}{nearest_hint(text, allowed)}"
    pattern = constraints.get("pattern")
    if pattern and not re.fullmatch(pattern, text):
        return f"{text!r} does not match {pattern}"
    limit = constraints.get("maxLength")
    if limit and len(text) > limit:
        return f"has {len(text)} characters, more than {limit}"
    return None


def _header_problems(header: Sequence[str], fields: Mapping[str, Field]) -> Iterator[Problem]:
    if fields.keys().isdisjoint(header):
        names = ", ".join(name[:20] for name in header[:5])
        yield 1, "file", f"has none of the columns {', '.join(fields)}, but {names!r}"
        return
    for name in fields:
        if name not in header:
            yield 1, name, "this column is missing"
    unnamed = [number for number, name in enumerate(header, 1) if not name]
    if unnamed:  # spreadsheets write them after the last column
        more = f" (and {len(unnamed) - 1} more)" if unnamed[1:] else ""
        yield 1, f"column {unnamed[0]}", f"has no name{more}: delete it, if its cells are empty"
    for name in filter(None, dict.fromkeys(header)):
        if name not in fields:
            yield 1, name, f"no such column in the schema{nearest_hint(name, list(fields))}"
        if header.count(name) > 1:
            yield 1, name, "this column occurs twice"


def _period_problems(line: int, record: Record, fields: Mapping[str, Field]) -> Iterator[Problem]:
    """A period (columns ``start`` and ``end``, both partial dates) must not run backward."""
    start, end = record.get("start"), record.get("end")
    if not (start and end and fields["start"].get("partialDate")):
        return
    if partial_dates.date_error(start) or partial_dates.date_error(end):
        return
    if partial_dates.first_day(start) > partial_dates.last_day(end):
        yield line, "end", f"{end!r} is before the start {start!r}"


def _choice_problems(line: int, record: Record, columns: Sequence[str]) -> Iterator[Problem]:
    """A row must fill exactly one of the columns in ``exactlyOne``."""
    filled = [name for name in columns if record[name]]
    if columns and len(filled) != 1:
        reason = f"fill one of {', '.join(columns)}: {' and '.join(filled) or 'none'} is filled"
        yield line, columns[0], reason


def _agreement_problems(line: int, record: Record, schema: Schema) -> Iterator[Problem]:
    """Columns of a row that state the same thing must agree."""
    for rule in schema.get("rowRules", ()):
        cells = [record[name] for name in rule["fields"]]
        if not re.fullmatch(rule["pattern"], "\n".join(cells).replace(".", "-")):
            columns, stated = ", ".join(rule["fields"]), ", ".join(map(repr, cells))
            yield line, rule["fields"][0], f"{columns} disagree: {stated} ({rule['rule']})"
    for names in schema.get("ascending", ()):
        values = [float(record[name]) for name in names if record[name]]
        if values != sorted(values):
            yield line, names[0], f"{', '.join(names)} must not fall: {values}"
    for field in schema["fields"]:
        parts, whole, text = field.get("sumOf", []), field.get("over", ""), record[field["name"]]
        cells = [record[name] for name in (*parts, *filter(None, [whole]))]
        if not (parts and text and all(cells)):
            continue
        total = sum(float(record[name]) for name in parts)
        expected = total / (float(record[whole]) or 1) if whole else total
        if abs(float(text) - expected) > ROUNDING:
            stated = f"{' + '.join(parts)}{' over ' * bool(whole)}{whole}"
            yield line, field["name"], f"is {text}, but {stated} is {expected:.4f}"


def _same_row_problems(
    records: Mapping[int, Record], schema: Schema, related: Related
) -> Iterator[Problem]:
    for same in schema.get("sameRow", ()):
        first, *others = same["fields"]
        rows = related(same["reference"]["resource"], same["reference"]["fields"]) or ()
        known = {row[0]: row[1:] for row in rows}
        for line, record in records.items():
            cells = tuple(record[name] for name in others)
            there = known.get(record[first], cells)
            if cells != there:
                place = f"{first} {record[first]} is in {', '.join(there)!r}"
                yield line, others[0], f"is {', '.join(cells)!r}, but {place}"


def _primary_key_problems(records: Mapping[int, Record], key: Sequence[str]) -> Iterator[Problem]:
    first: dict[tuple[str, ...], int] = {}
    for line, record in records.items() if key else ():
        value = tuple(record[name] for name in key)
        if first.setdefault(value, line) != line:
            yield line, key[0], f"{'/'.join(value)!r} already occurs in line {first[value]}"


def _foreign_key_problems(
    records: Mapping[int, Record],
    schema: Schema,
    fields: Mapping[str, Field],
    related: Related,
) -> Iterator[Problem]:
    for name, (table, column) in foreign_keys(schema).items():
        rows = related(table, [column])
        if rows is None:
            continue
        allowed = [value for (value,) in rows]
        known = set(allowed)
        place = f"data/{table}.csv" if table else "this table"
        unknown = 0
        for line, record in records.items():
            for value in split_values(record[name], fields[name].get("items")):
                if value not in known:
                    unknown += 1  # the nearest value takes long to find
                    hint = nearest_hint(value, allowed) if unknown <= HINTS else ""
                    yield line, name, f"{value!r} is not in {place}{hint}"


def split_values(text: str, separator: str | None = ";") -> list[str]:
    """Return the values of a cell; without a separator the cell is one value."""
    if not text:
        return []
    return [part.strip() for part in text.split(separator)] if separator else [text]


def primary_key(schema: Schema) -> tuple[str, ...]:
    """Return the columns that together identify a row; none if the schema has no primary key."""
    columns = schema.get("primaryKey", ())
    return (columns,) if isinstance(columns, str) else tuple(columns)


def row_id(row: Mapping[Any, Any], schema: Schema) -> str:
    """Return the id of a row: the values of its primary key, joined by hyphens."""
    return "-".join(str(row[name]) for name in primary_key(schema))


def foreign_keys(schema: Schema) -> dict[str, tuple[str, str]]:
    """Return table and column that each foreign key refers to; ``""`` is the table itself."""
    references = {key["fields"]: key["reference"] for key in schema.get("foreignKeys", ())}
    for field in schema["fields"]:
        if "references" in field:
            references[field["name"]] = field["references"]
    return {name: (each["resource"], each["fields"]) for name, each in references.items()}
