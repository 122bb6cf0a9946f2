"""Validation of rows: every kind of invalid cell is reported with line, column and reason."""

import pytest

from edition.data.locators import CitableWorks, parse_page_range, source_error
from edition.data.table_schema import cell_error, validate_rows

SCHEMA = {
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True}},
        {"name": "start", "type": "string", "partialDate": True},
        {"name": "end", "type": "string", "partialDate": True},
        {"name": "kind", "type": "string", "constraints": {"enum": ["treaty", "talks"]}},
        {
            "name": "actors",
            "type": "string",
            "items": ";",
            "references": {"resource": "actors", "fields": "id"},
        },
        {"name": "source", "type": "string", "locator": True},
        {"name": "count", "type": "integer"},
    ],
    "primaryKey": "id",
}
HEADER = [field["name"] for field in SCHEMA["fields"]]
WORKS = CitableWorks(
    {"chung2004": parse_page_range("989-1009"), "li2007": parse_page_range("477-497")},
    frozenset({("li2007", "12")}),
)
GOOD = ["ev-a", "1992", "1995", "talks", "china;russia", "chung2004[990]", "5"]


def found(*rows, header=HEADER):
    """The violations in rows that begin in line 2, as text."""
    numbered = list(enumerate(rows, start=2))
    related = {("actors", "id"): [("china",), ("russia",)]}
    return [
        str(violation)
        for violation in validate_rows(
            "data/events.csv",
            header,
            numbered,
            SCHEMA,
            works=WORKS,
            related=lambda table, columns: related[table, *columns],
        )
    ]


def with_cell(column, value):
    """A good row with one cell replaced."""
    return [value if name == column else cell for name, cell in zip(HEADER, GOOD, strict=True)]


def test_a_valid_row_has_no_violation():
    """Nothing is reported where nothing is wrong."""
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("id", "", "id: is required but empty"),
        ("start", "2005-13", "start: '2005-13' has no month 13"),
        ("start", "2005-02-29", "start: '2005-02-29' has no day 29"),
        (
            "start",
            "spring",
            "start: 'spring' is not a date of the form 1996, 1996-04 or 1996-04-26",
        ),
        ("end", "1991", "end: '1991' is before the start '1992'"),
        ("kind", "treatry", "kind: 'treatry' is not one of treaty, talks (nearest: treaty)"),
        ("actors", "china;rusia", "actors: 'rusia' is not in data/actors.csv (nearest: russia)"),
        (
            "source",
            "chung2005[990]",
            "source: 'chung2005' is not in references.bib (nearest: chung2004)",
        ),
        ("source", "chung2004 p. 990", "source: 'chung2004 p. 990' is not of the form key[pages]"),
        ("source", "chung2004[12]", "source: page 12 of chung2004 lies outside its pages 989–1009"),
        ("count", "five", "count: 'five' is not a whole number"),
        ("id", "<script>alert(1)</script>", "contains markup"),
        ("id", "=cmd|' /C calc'!A0", "begins like a spreadsheet formula"),
        ("id", " ev-a", "has space at its ends"),
    ],
)
def test_a_bad_cell_is_reported_with_line_column_and_reason(column, value, reason):
    """The message says file and line, the column, and why; with the nearest valid value."""
    messages = found(GOOD, with_cell(column, value))
    messages = [message for message in messages if "already occurs" not in message]

    assert len(messages) == 1
    assert messages[0].startswith(f"data/events.csv:3: {column}: ")
    assert reason in messages[0]


def test_a_repeated_key_names_the_line_of_the_first():
    """An id that occurs twice is reported at its second line."""
    assert found(GOOD, GOOD) == ["data/events.csv:3: id: 'ev-a' already occurs in line 2"]


def test_missing_and_extra_columns_are_reported_before_cells():
    """Without its columns a table cannot be read: the header is reported alone, all of it."""
    header = ["id", "start", "end", "kinds", "actors", "source", "count"]

    assert found(GOOD, header=header) == [
        "data/events.csv:1: kind: this column is missing",
        "data/events.csv:1: kinds: no such column in the schema (nearest: kind)",
    ]


def test_a_row_with_too_few_cells_is_reported_and_the_others_are_still_checked():
    """Every violation in a table is reported at once."""
    messages = found(GOOD[:-1], with_cell("kind", "war"))

    assert messages[0] == "data/events.csv:2: row: 6 cells, not 7"
    assert messages[1].startswith("data/events.csv:3: kind: 'war' is not one of")


def test_a_span_compares_dates_only_as_finely_as_both_are_given():
    """A period from March 2005 to 2005 does not run backwards."""
    row = with_cell("start", "2005-03")
    row[HEADER.index("end")] = "2005"

    assert found(row) == []


@pytest.mark.parametrize(
    ("kind", "count", "shown"),
    [("talks", "", None), ("", "5", None), ("talks", "5", "kind and count"), ("", "", "none")],
)
def test_of_columns_that_exclude_each_other_a_row_fills_one(kind, count, shown):
    """Two or none are reported with their line, and with the columns to choose from."""
    row = ["ev-a", "", "", kind, "", "", count]
    schema = {**SCHEMA, "exactlyOne": ["kind", "count"]}

    violations = validate_rows("data/x.csv", HEADER, [(2, row)], schema)
    messages = [str(violation) for violation in violations]

    reason = f"data/x.csv:2: kind: fill one of kind, count: {shown} is filled"
    assert messages == ([reason] if shown else [])


def test_a_page_that_is_an_accepted_slip_passes():
    """A page that the findings list as a slip of the thesis stays as printed."""
    assert found(with_cell("source", "li2007[12]")) == []


def test_helpers_accept_what_they_should():
    """Sources with several works and empty optional cells pass."""
    assert source_error("li2007[482-483];chung2004", WORKS) is None
    assert source_error("thesis", CitableWorks()) is None
    assert cell_error("", {"type": "integer"}, CitableWorks()) is None


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1b", "\x7f", "\x85", "\ufffe", "\ud800"])
def test_a_control_character_is_named(character):
    """What XML and TeX cannot hold is reported by its number."""
    (violation,) = found(with_cell("id", f"ev{character}a"))
    assert violation.endswith(f"contains the control character U+{ord(character):04X}")


def test_rows_of_empty_cells_are_reported_once():
    """The empty rows that spreadsheets write below a table give one message."""
    empty = [""] * len(HEADER)
    assert found(GOOD, empty, empty, empty) == [
        "data/events.csv:3: row: has only empty cells (and 2 more): delete it"
    ]


@pytest.mark.parametrize("text, nearest", [("TRUE", "true"), ("False", "false")])
def test_capitals_that_spreadsheets_write_get_the_right_word(text, nearest):
    """A truth value in capitals is refused, with what to write."""
    error = cell_error(text, {"type": "boolean"}, CitableWorks())
    assert error == f"{text!r} is not true or false (nearest: {nearest})"
