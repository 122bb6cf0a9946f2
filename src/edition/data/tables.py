"""Load and validate the tables that ``data/datapackage.json`` describes."""

import copy
import csv
import io
from collections.abc import Collection, Hashable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from edition.project import vocabulary
from edition.project.location import project_folder

from . import bibliography
from .data_package import resources
from .descriptors import Resource, Schema
from .locators import CitableWorks, normalize_pages
from .table_schema import InvalidInput, Violation, decode_utf8, split_values, validate_rows

#: Pandas type of each type of the Table Schema.
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
#: Columns that hold years.
YEARS = ("year", "from_year", "to_year")
_loaded: set[str] = set()


class TableError(InvalidInput):
    """Tables that violate their schema."""

    def __init__(self, violations: list[Violation]) -> None:
        count = f"{len(violations)} cell{'s' * (len(violations) != 1)} break"
        super().__init__(f"{count} data/datapackage.json", violations)


def load(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read, validate and type a table.

    Parameters
    ----------
    name : str
        A table of ``data/datapackage.json``, such as ``"events"``.
    folder : Path, optional
        The project's folder; found from the current folder by default.

    Returns
    -------
    DataFrame
        The rows and columns of the file in their order.  Text is ``string``, whole numbers are
        ``Int64``, other numbers ``Float64``, truth values ``boolean``; an empty cell is ``NA``.
        Partial dates remain text (``1996``, ``2001-09-11``), so that none gains precision.

    Raises
    ------
    KeyError
        If there is no such table; the message lists the tables.
    TableError
        If cells violate the schema; the message lists every violation with file, line, column,
        reason and the nearest valid value.
    DataPackageError
        If the description of the tables cannot be read.
    """
    folder = folder or project_folder()
    known = resources(folder)
    if name not in known:
        raise KeyError(f"no table {name!r} in data/datapackage.json; tables: {', '.join(known)}")
    _loaded.add(name)
    return _load(name, folder, _input_state(folder)).copy()


@lru_cache(maxsize=64)
def _load(name: str, folder: Path, state: Hashable) -> pd.DataFrame:
    violations = _validate(name, folder, state)
    if violations:
        raise TableError(violations)
    resource = resources(folder)[name]
    return _read_typed(folder / "data" / resource["path"], resource["schema"])


def _read_typed(file: Path | io.BytesIO, schema: Schema) -> pd.DataFrame:
    dtypes: dict[Hashable, Any] = {
        field["name"]: DTYPES[field["type"]] for field in schema["fields"]
    }
    return pd.read_csv(
        file, dtype=dtypes, usecols=dtypes.__contains__, encoding="utf-8-sig",
        keep_default_na=False, na_values=[""],
    )  # fmt: skip


def load_content(
    content: bytes,
    file: str,
    name: str,
    folder: Path | None = None,
    *,
    more: Collection[str] = (),
    optional: Collection[str] = (),
    plain: Collection[str] = (),
) -> pd.DataFrame:
    """Read the content of a file that has the form of a table, and check it against the project.

    It may have *more* columns, which are left out, and empty cells in the *optional* columns.
    Cells of the *plain* columns are never printed in pages, so that they may hold markup.
    The messages call it *file*; for the rest see `load`.
    """  # fmt: skip
    folder = folder or project_folder()
    schema: Schema = copy.deepcopy(resources(folder)[name]["schema"])
    for field in schema["fields"]:
        if field["name"] in optional:
            field.get("constraints", {}).pop("required", None)
        field["plain"] = field["name"] in plain
    header, rows = parse_rows(content, file)
    kept = [position for position, column in enumerate(header) if column not in more]
    rows = [(line, [*(cells[position] for position in kept if position < len(cells)),
                    *cells[len(header):]]) for line, cells in rows]  # fmt: skip
    violations = validate_rows(
        file, [header[position] for position in kept], rows, schema, works=citable_works(folder),
        related=lambda table, columns: _related(folder, table or name, columns),
    )  # fmt: skip
    if violations:
        raise TableError(violations)
    return _read_typed(io.BytesIO(content), schema)


def load_works(folder: Path | None = None) -> pd.DataFrame:
    """Return ``references.bib`` as a table (see `bibliography.bibliography_table`)."""
    return bibliography.bibliography_table((folder or project_folder()) / "references.bib")


def loaded_tables() -> list[str]:
    """Return the names of the tables that this process has loaded, sorted."""
    return sorted(_loaded)


def reset_loaded_tables() -> None:
    """Forget which tables have been loaded."""
    _loaded.clear()


def validate_tables(folder: Path | None = None) -> list[Violation]:
    """Return every violation in every table of the project."""
    folder = folder or project_folder()
    return [violation for name in resources(folder) for violation in validate_table(name, folder)]


def validate_table(name: str, folder: Path | None = None) -> list[Violation]:
    """Return every violation in one table."""
    folder = folder or project_folder()
    return list(_validate(name, folder, _input_state(folder)))


@lru_cache(maxsize=64)
def _validate(name: str, folder: Path, state: Hashable) -> list[Violation]:
    resource = resources(folder)[name]
    try:
        header, rows = read_rows(folder, resource["path"])
        return validate_rows(
            f"data/{resource['path']}", header, rows, resource["schema"],
            works=citable_works(folder),
            related=lambda table, columns: _related(folder, table or name, columns),
        )  # fmt: skip
    except TableError as error:
        return error.violations


def _input_state(folder: Path) -> Hashable:
    """Return modification time and size of all tables, their schema and the bibliography.

    All of them, because foreign keys make the validity of one table depend on the others.
    """
    paths = [folder / "data" / resource["path"] for resource in resources(folder).values()]
    paths += [folder / "data" / "datapackage.json", folder / "references.bib"]
    states = [path.stat() if path.is_file() else None for path in paths]
    return tuple(state and (state.st_mtime_ns, state.st_size) for state in states)


def read_rows(folder: Path, path: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the numbered rows of a CSV file, given its path below ``data/``.

    It may begin with a byte-order mark.

    Raises
    ------
    TableError
        If the file is missing, empty, not UTF-8, or no comma-separated table.
    """
    name = f"data/{path}"
    try:
        content = (folder / name).read_bytes()
    except FileNotFoundError:
        raise TableError([Violation(name, 1, "file", "is missing")]) from None
    return parse_rows(content, name)


def parse_rows(content: bytes, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return the header and the numbered rows of a CSV file with this content; see `read_rows`."""
    line, rows = 1, []
    try:
        reason = _format_error(content)
        text = "" if reason else decode_utf8(content, name)
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            line = reader.line_num + 1  # where the next row begins
            if cells:
                rows.append((reader.line_num, cells))
        if rows:
            return rows[0][1], rows[1:]
        line, reason = 1, reason or "is empty"
    except InvalidInput as error:
        raise TableError(error.violations) from None
    except csv.Error as error:
        reason = f"has an unpaired quotation mark in the row that begins here ({error})"
    raise TableError([Violation(name, line, "file", reason)])


def _format_error(content: bytes) -> str:
    """Return why a file is another format than comma-separated UTF-8; empty if it is not."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is UTF-16: save it as UTF-8 (in spreadsheets: CSV UTF-8, comma delimited)"
    if content.startswith(b"PK\3\4"):
        return "is a spreadsheet file: save it as CSV UTF-8"
    even, odd = (content[start:1000:2].count(0) for start in (0, 1))
    if even + odd > 2:  # a single one is reported with its cell
        is_utf16 = max(even, odd) > 10 * min(even, odd) + 2
        return f"is {'UTF-16' if is_utf16 else 'no text'}: save it as CSV UTF-8"
    first = content.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].strip()
    if first.lower().replace(b'"', b"").startswith(b"sep="):
        return "begins with a line for spreadsheets, 'sep=': delete this line; columns need commas"
    for separator, label in ((b";", "';'"), (b"\t", "tabs"), (b"|", "'|'")):
        if separator in first and b"," not in first:
            return f"uses {label} as separator: save it with commas"
    return ""


def _related(folder: Path, table: str, columns: Sequence[str]) -> list[tuple[str, ...]] | None:
    """Return the cells of some columns of a table; None if it cannot be read or lacks one.

    A table that cannot be read is reported once, not again for each row that refers to it.
    """
    if table not in resources(folder):
        return []
    try:
        header, rows = read_rows(folder, resources(folder)[table]["path"])
    except TableError:
        return None
    if not set(columns) <= set(header):
        return None
    indexes = [header.index(column) for column in columns]
    return [tuple(cells[i] for i in indexes) for _, cells in rows if len(cells) > max(indexes)]


def citable_works(folder: Path) -> CitableWorks:
    """Return the works of the bibliography, and the page slips that are accepted.

    A citation outside the page range of its work is accepted if the table of findings has a
    row ``f-page-<id of the citation>``.
    """
    page_ranges = bibliography.page_ranges(folder / "references.bib")
    roles = vocabulary.current(folder).roles
    if not {roles.citations, roles.findings} <= set(resources(folder)):
        return CitableWorks(page_ranges)
    findings = _related(folder, roles.findings, ["id"])
    citations = _related(folder, roles.citations, ["id", "key", "pages"])
    if findings is None or citations is None:  # which slips are accepted is unknown
        return CitableWorks(dict.fromkeys(page_ranges))
    found = set(findings)
    slips = (row for row in citations if (f"f-page-{row[0]}",) in found)
    accepted = frozenset((key, normalize_pages(pages)) for _, key, pages in slips)
    return CitableWorks(page_ranges, accepted)


def split_cell(cell: str | None) -> list[str]:
    """Return the values of a cell that joins several by ``;``; none for ``NA``."""
    return [] if pd.isna(cell) else split_values(str(cell))


def temporal_coverage(resource: Resource, frame: pd.DataFrame) -> str:
    """Return the first and last year in the dates of a table: ``1991/2023``; empty without any."""
    dated = [
        field["name"] for field in resource["schema"]["fields"]
        if field.get("partialDate") or field["name"] in YEARS
    ]  # fmt: skip
    years = sorted(str(date)[:4] for name in dated for date in frame[name].dropna())
    return "/".join(dict.fromkeys([years[0], years[-1]])) if years else ""
