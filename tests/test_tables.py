"""Loading of tables: typed columns, and one error that lists every violation."""

import pandas as pd
import pytest

from edition.data import data_package, tables
from edition.data.table_schema import validate_rows
from edition.data.tables import TableError, load


def spoil(project, old, new, name="events.csv", count=1):
    """Replace text in a table of the copied project."""
    path = project / "data" / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is no longer in {name}: choose another cell to spoil"
    path.write_text(text.replace(old, new, count), encoding="utf-8")


def test_every_table_of_the_edition_is_sound(root):
    """`make check` finds nothing in what is committed."""
    assert [str(violation) for violation in tables.validate_tables(root)] == []


def test_columns_are_typed_and_dates_stay_text(root):
    """Whole numbers, truth values and text have their types; a year gains no month."""
    sections, quantities = load("sections", root), load("quantities", root)

    assert sections.page.dtype == pd.Int64Dtype()
    assert quantities.forecast.dtype == pd.BooleanDtype()
    assert load("events", root).start.dropna().str.fullmatch(r"\d{4}(-\d\d){0,2}").all()


def test_an_unknown_table_is_answered_with_the_known_ones(root):
    """A wrong name lists the right ones."""
    with pytest.raises(KeyError, match="no table 'event'.*events"):
        load("event", root)


def test_every_violation_is_in_one_error(project):
    """Two bad cells in two columns are reported together, each with its line."""
    path = project / "data" / "sections.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace("2.1,4,", "2.1,four,")
    lines[5] = lines[5].replace("sec-3", "section three")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    with pytest.raises(TableError) as error:
        load("sections", project)

    assert "2 cells break data/datapackage.json" in str(error.value)
    assert "data/sections.csv:4: page: 'four' is not a whole number" in str(error.value)
    assert "data/sections.csv:6: label: 'section three' does not match" in str(error.value)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "sections.csv:1: file: is empty"),
        (b"number,title\n1,caf\xe9\n", "sections.csv:2: file: is not UTF-8"),
        (None, "sections.csv:1: file: is missing"),
    ],
)
def test_an_unreadable_file_is_reported_like_a_violation(project, content, reason):
    """Empty, missing and wrongly encoded files name file and line."""
    path = project / "data" / "sections.csv"
    path.unlink() if content is None else path.write_bytes(content)

    assert reason in str(tables.validate_table("sections", project)[0])


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(project):
    """Files saved by a spreadsheet load as the same table."""
    path = project / "data" / "actors.csv"
    before = load("actors", project)
    text = path.read_text(encoding="utf-8")
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    pd.testing.assert_frame_equal(load("actors", project), before)


def test_a_dangling_foreign_key_names_the_table_it_should_be_in(project):
    """A coding of a claim that does not exist is reported with the nearest claim."""
    codings = load("codings", project)
    claim = codings.claim[0]
    spoil(project, f",{claim},", f",{claim}9,", "codings.csv")

    message = str(tables.validate_table("codings", project)[0])

    assert f"claim: '{claim}9' is not in data/claims.csv (nearest: c-" in message


def test_a_changed_file_is_read_again(project):
    """No stale table: an edit is seen by the next load."""
    before = load("facts", project).name[0]
    spoil(project, before, "Another name", "facts.csv")

    assert load("facts", project).name[0] == "Another name"


def test_a_table_in_a_folder_is_named_with_its_folder(project):
    """A violation in an independent table says in which folder of `data/` the file lies."""
    spoil(project, "2020,", "year,", "independent/gdp.csv")

    message = str(tables.validate_table("gdp", project)[0])

    assert message.startswith("data/independent/gdp.csv:")
    assert "year: 'year' is not a whole number" in message


def test_loaded_tables_are_recorded(root):
    """The outputs of a page depend on the tables that it loads."""
    load("theories", root)

    assert "theories" in tables.loaded_tables()


def test_the_schema_is_a_valid_frictionless_package(root):
    """An independent reader accepts the descriptor and every table."""
    from frictionless import Package

    report = Package(str(root / "data" / "datapackage.json")).validate()

    assert report.valid, report.flatten(["title", "rowNumber", "fieldName", "message"])[:5]


def test_every_table_and_column_is_described(root):
    """The documentation of the tables is complete, and no file is left out."""
    described = data_package.resources(root)

    files = {path.relative_to(root / "data").as_posix() for path in (root / "data").rglob("*.csv")}
    assert {resource["path"] for resource in described.values()} == files
    for name, resource in described.items():
        assert resource["path"].rpartition("/")[2] == f"{name}.csv"
        assert (root / "apparatus" / "tables" / f"{name}.md").is_file(), f"{name} has no page"
    for resource in described.values():
        assert resource["description"] and resource["layer"] in ("thesis", "coded", "edition")
        assert all(field["description"] for field in resource["schema"]["fields"])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda text: text.replace(",", ";").encode(), "1: file: uses ';' as separator: save"),
        (lambda text: text.replace(",", "\t").encode(), "1: file: uses tabs as separator: save"),
        (lambda text: f"sep=,\r\n{text}".encode("utf-8-sig"), "1: file: begins with a line for"),
        (lambda text: text.encode("utf-16"), "1: file: is UTF-16: save it as UTF-8"),
        (lambda text: b"PK\3\4" + text.encode(), "1: file: is a spreadsheet file: save it"),
        (lambda text: text.replace("Introduction", '"Introduction', 1).encode(),
         "2: file: has an unpaired quotation mark"),
        (lambda text: text.replace("title", "heading", 1).encode(), "1: heading: no such column"),
        (lambda text: text.encode() + b",,,,,,\r\n", "25: row: has only empty cells"),
        (lambda text: text.encode("utf-16-be"), "1: file: is UTF-16: save it as CSV UTF-8"),
        (lambda text: b"%PDF-1.7\n" + text.encode(), "1: file: has none of the columns number, "),
        (lambda text: text.replace("\n", ",,,\n").encode(),
         "1: column 8: has no name (and 2 more): delete it, if its cells are empty"),
        (lambda text: text.replace("duction", "du\xe7\xe3o", 1).encode("cp1252", "replace"),
         "2: file: is not UTF-8 (as Windows-1252 it would read '"),
    ],
)  # fmt: skip
def test_a_structural_fault_is_one_message(project, change, reason):
    """Another dialect of CSV is named, and nothing that follows from it in any table."""
    path = project / "data" / "sections.csv"
    path.write_bytes(change(path.read_text(encoding="utf-8")))

    violations = [str(violation) for violation in tables.validate_tables(project)]

    assert any(line.startswith(f"data/sections.csv:{reason}") for line in violations)
    assert len(violations) <= 2  # a wrong name is unknown, and the right one is missing


@pytest.mark.parametrize("escaped", [r"\u000b", r"\ud800", "\x9f"])
def test_a_control_character_in_the_description_is_reported_with_its_line(project, escaped):
    """Texts of `datapackage.json` are published too."""
    spoil(project, '"title": "The', f'"title": "{escaped}The', "datapackage.json")
    with pytest.raises(data_package.DataPackageError, match=r"json:4: file: contains the control"):
        data_package.load_descriptor(project)


def test_a_pair_of_escapes_and_a_backslash_are_no_control_characters(project):
    """A character outside the basic plane may be escaped as two halves."""
    spoil(project, '"title": "The', r'"title": "\ud83d\ude00 \\u000b The', "datapackage.json")
    assert data_package.load_descriptor(project)["title"].startswith("\U0001f600 \\u000b")


@pytest.mark.parametrize(
    ("table", "columns", "reason"),
    [
        ("events", {"precision": "year", "start": "2005-05-01"}, "precision: precision, start"),
        ("events", {"precision": "open", "start": "2005-05-01"}, "precision: precision, start"),
        ("events", {"precision": "undated", "start": "2005"}, "precision: precision, start"),
        ("events", {"precision": "decade", "end": ""}, "precision: precision, start, end disagree"),
        ("events", {"precision": "decade", "start": "1965", "end": "1969"}, "precision: precision"),
        ("events", {"precision": "open-decade", "start": "1980"}, "precision: precision, start"),
        ("events", {"precision": "after", "start": ""}, "precision: precision, start, end"),
        ("events", {"outside_date": "2005", "outside_source": ""}, "outside_date: outside_date"),
        ("sections", {"number": "4.2.1", "parent": "4.1"}, "number: number, parent, level"),
        ("sections", {"number": "4.2.1", "level": "2"}, "number: number, parent, level"),
        ("sections", {"number": "4.2.1", "label": "sec-4-2-2"}, "number: number, label disagree"),
        ("sections", {"number": "4.2.1", "chapter": "05-x"}, "number: number, chapter disagree"),
        ("outline", {"id": "o-2-1", "label": "sec-2-2"}, "id: id, label disagree"),
        ("claims", {"id": "c-1-01", "section": "2.1"}, "id: id, section disagree"),
        ("claims", {"footnote": "1", "section": "4.2.1"}, "section: is '4.2.1', but footnote 1 is"),
        ("quantities", {"footnote": "1", "section": "7"}, "section: is '7', but footnote 1"),
        ("citations", {"ibid": "true", "printed": "2005, p. 46"}, "printed: printed, ibid"),
        ("citations", {"printed": "2005, p. 46", "pages": "47"}, "printed: printed, pages"),
        ("citations", {"printed": "2005, p. 46", "pages": ""}, "printed: printed, pages"),
        ("codings", {"indicator": "trade-ties"}, "id: id, claim, indicator disagree"),
        ("expectations", {"topic": "t-us-preponderance"}, "id: id, topic, explanation disagree"),
        ("cuts", {"claim": "c-1-02"}, "id: id, claim disagree"),
        ("lanes", {"id": "l-1-debate-01", "figure": "fig-4-year"}, "id: id, figure disagree"),
        ("actors", {"sco_role": "founder", "sco_since": ""}, "sco_role: sco_role, sco_since"),
        ("places", {"section": "1", "sections": "2.1"}, "section: section, sections disagree"),
        ("places", {"longitude": "", "latitude": "1.0"}, "longitude: longitude, latitude"),
        ("outcomes", {"outcome": "missed", "until": ""}, "outcome: outcome, against, tables"),
        ("outcomes", {"tolerance": ""}, "quantity: quantity, tolerance"),
        ("measures", {"to_year": "2001"}, "base_from_year: base_from_year, base_to_year"),
        ("predictions", {"measure": "arms"}, "id: id, explanation, measure, judge"),
        ("predictions", {"strength": "0"}, "expectation: expectation, strength"),
        ("treaties", {"from_year": "2019"}, "from_year: from_year, to_year must not fall"),
        ("unga_votes", {"same": "700"}, "same: same, both_voted, roll_calls_in_year must not fall"),
        ("unga_ideal_points", {"all_q95": "-9.0"}, "all_q05: all_q05, ideal_point_all, all_q95"),
        ("china_crude_imports", {"russia_share": "0.2"}, "russia_share: is 0.2, but from"),
        ("china_gas_imports", {"lng_total_bcm": "99.0"}, "total_imports_bcm: is "),
        ("arms_transfers", {"china_total": "9.0"}, "russia_share_of_china_imports: is "),
    ],
)  # fmt: skip
def test_columns_that_state_the_same_must_agree(root, table, columns, reason):
    """A cell that contradicts another one of its row, or of the row it names, is reported."""
    resource = data_package.resources(root)[table]
    header, rows = tables.read_rows(root, resource["path"])
    footnotes = load("footnotes", root)
    key = columns.get("number")
    line, cells = next(row for row in rows if not key or key in row[1])
    changed = dict(zip(header, cells, strict=True)) | columns
    violations = validate_rows(
        "x", header, [(line, list(changed.values()))], resource["schema"],
        works=tables.citable_works(root),
        related=lambda name, names: (
            list(footnotes[list(names)].astype(str).itertuples(index=False, name=None))
            if name == "footnotes" else None
        ),
    )  # fmt: skip
    assert any(str(violation).startswith(f"x:{line}: {reason}") for violation in violations)
