"""Check a table against its Table Schema: pure, no files, every breach at once.

The schemas are Frictionless Table Schemas as `data/datapackage.json` holds them,
with a few field properties of our own (each explained where it is checked):
``partialDate``, ``locator``, and for cells that join several keys ``items`` and
``references`` (a foreign key of the standard holds one value a cell); and one of the
whole schema, ``exactlyOne``: columns of which each row fills one.  ``label`` is not
checked here: such a cell names a section or figure of the book, and leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from . import locators, partial_dates
from .locators import CitableWorks, nearest_hint

NO_WORKS = CitableWorks()
MARKUP = re.compile(r"<\s*/?\s*[a-zA-Z!]")


@dataclass(frozen=True, order=True)
class Violation:
    """One breach of a schema: where it stands and what is wrong with it."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.column}: {self.reason}"


class InvalidInput(ValueError):
    """Input that cannot be used; ``breaches`` lists all that is wrong with it."""

    def __init__(self, heading: str, found: list[Violation]):
        self.violations = found
        super().__init__("\n".join([heading, *(f"  {breach}" for breach in found)]))


def cell_error(text: str, field: Mapping, works: CitableWorks) -> str | None:
    """The first thing wrong with one cell, or None.

    Parameters
    ----------
    text : str
        The cell as it stands in the file.
    field : mapping
        The field's descriptor in the Table Schema.
    works : Works
        What a source may name.
    """
    constraints = field.get("constraints", {})
    if not text:
        return "is required but empty" if constraints.get("required") else None
    if text[0] in "=+@\t" or (text[0] == "-" and field["type"] == "string"):
        return f"{text[:20]!r} begins like a spreadsheet formula"
    if MARKUP.search(text):
        return f"{text[:40]!r} contains markup"
    if text != text.strip():
        return f"{text!r} has space at its ends"
    return _type_error(text, field, constraints) or _format_error(text, field, works)


def _type_error(text: str, field: Mapping, constraints: Mapping) -> str | None:
    kind = field["type"]
    if kind == "integer" and not re.fullmatch(r"-?\d+", text):
        return f"{text!r} is not a whole number"
    if kind == "number" and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return f"{text!r} is not a number"
    if kind == "boolean" and text not in ("true", "false"):
        return f"{text!r} is not true or false"
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


def _format_error(text: str, field: Mapping, works: CitableWorks) -> str | None:
    if field.get("partialDate"):
        return partial_dates.fault(text)
    if field.get("locator"):
        return locators.source_error(text, works)
    return None


def split_values(text: str, field: Mapping) -> list[str]:
    """The single values of a cell: several where the field has an ``items`` separator."""
    if not text:
        return []
    separator = field.get("items")
    return [part.strip() for part in text.split(separator)] if separator else [text]


def validate_rows(
    file: str,
    header: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    schema: Mapping,
    *,
    works: CitableWorks = NO_WORKS,
    related: Callable[[str, str], Sequence[str]] = lambda table, field: (),
) -> list[Violation]:
    """Every breach of *schema* in a table, in file order.

    Parameters
    ----------
    file : str
        The name that the messages give.
    header : sequence of str
        The column names as they stand in the file.
    rows : sequence of (int, sequence of str)
        Line number and cells of each row.
    schema : mapping
        A Frictionless Table Schema.
    works : Works
        What a source may name, for ``locator`` fields.
    related : callable
        ``related(table, field)`` gives the values a foreign key may take.

    Returns
    -------
    list of Breach
    """
    fields = {field["name"]: field for field in schema["fields"]}
    found = _header_violations(file, header, fields)
    if found:  # cells cannot be told apart without their columns
        return found
    for line, cells in rows:
        if len(cells) != len(header):
            found.append(Violation(file, line, "row", f"{len(cells)} cells, not {len(header)}"))
            continue
        row = dict(zip(header, cells, strict=True))
        for name, text in row.items():
            fault = cell_error(text, fields[name], works)
            if fault:
                found.append(Violation(file, line, name, fault))
        found += _span_violations(file, line, row, fields)
        found += _choice_violations(file, line, row, schema.get("exactlyOne", []))
    complete = [
        (line, dict(zip(header, cells, strict=True)))
        for line, cells in rows
        if len(cells) == len(header)
    ]
    found += _key_violations(file, complete, schema)
    found += _foreign_violations(file, complete, schema, fields, related)
    return sorted(found)


def _header_violations(file: str, header: Sequence[str], fields: Mapping) -> list[Violation]:
    found = [
        Violation(file, 1, name, "this column is missing") for name in fields if name not in header
    ]
    found += [
        Violation(file, 1, name, f"no such column in the schema{nearest_hint(name, list(fields))}")
        for name in header
        if name not in fields
    ]
    found += [
        Violation(file, 1, name, "this column stands twice")
        for name in dict.fromkeys(header)
        if list(header).count(name) > 1
    ]
    return found


def _span_violations(file: str, line: int, row: Mapping, fields: Mapping) -> list[Violation]:
    """A span (fields ``start`` and ``end``, both partial dates) must not run backwards."""
    start, end = row.get("start"), row.get("end")
    if not (start and end and fields["start"].get("partialDate")):
        return []
    if (
        partial_dates.fault(start)
        or partial_dates.fault(end)
        or partial_dates.first_day(start) <= partial_dates.last_day(end)
    ):
        return []
    return [Violation(file, line, "end", f"{end!r} is before the start {start!r}")]


def _choice_violations(
    file: str, line: int, row: Mapping, columns: Sequence[str]
) -> list[Violation]:
    """Of the columns named by ``exactlyOne`` a row fills one and leaves the others empty."""
    filled = [name for name in columns if row[name]]
    if not columns or len(filled) == 1:
        return []
    reason = f"fill one of {', '.join(columns)}: {' and '.join(filled) or 'none'} is filled"
    return [Violation(file, line, columns[0], reason)]


def _key_violations(
    file: str, rows: Sequence[tuple[int, Mapping]], schema: Mapping
) -> list[Violation]:
    primary = primary_key(schema)
    first: dict[tuple, int] = {}
    found = []
    for line, row in rows if primary else ():
        value = tuple(row[name] for name in primary)
        if value in first:
            reason = f"{'/'.join(value)!r} stands already in line {first[value]}"
            found.append(Violation(file, line, primary[0], reason))
        first.setdefault(value, line)
    return found


def primary_key(schema: Mapping) -> tuple[str, ...]:
    """The columns that together name a row; none where the schema has no primary key."""
    columns = schema.get("primaryKey", ())
    return (columns,) if isinstance(columns, str) else tuple(columns)


def row_id(row: Mapping, schema: Mapping) -> str:
    """What names a row: its key, or the values of several columns joined; empty without a key."""
    return "-".join(str(row[name]) for name in primary_key(schema))


def foreign_keys(schema: Mapping) -> dict[str, tuple[str, str]]:
    """Table and column that each field's values must be in; ``""`` is the table itself."""
    found = {
        key["fields"]: (key["reference"]["resource"], key["reference"]["fields"])
        for key in schema.get("foreignKeys", [])
    }
    for field in schema["fields"]:
        if "references" in field:
            found[field["name"]] = (field["references"]["resource"], field["references"]["fields"])
    return found


def _foreign_violations(file, rows, schema, fields, related) -> list[Violation]:
    found = []
    for name, (table, column) in foreign_keys(schema).items():
        allowed = list(related(table, column))
        known = set(allowed)
        place = f"data/{table}.csv" if table else "this table"
        for line, row in rows:
            for value in split_values(row[name], fields[name]):
                if value not in known:
                    reason = f"{value!r} is not in {place}{nearest_hint(value, allowed)}"
                    found.append(Violation(file, line, name, reason))
    return found
