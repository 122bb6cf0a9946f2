"""Load the shared tables: ``load("events")`` reads, checks and types one.

`data/datapackage.json` describes every table; nothing about columns is said
anywhere else.
"""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from pathlib import Path

import pandas as pd

from edition.project.location import project_folder

from . import bibliography
from .data_package import resources
from .locators import CitableWorks
from .table_schema import InvalidInput, Violation, split_values, validate_rows

DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
}
_loaded: set[str] = set()


class TableError(InvalidInput):
    """Tables that break their schema."""

    def __init__(self, found: list[Violation]):
        count = f"{len(found)} cell{'s' * (len(found) != 1)} break"
        super().__init__(f"{count} data/datapackage.json", found)


def read_rows(folder: Path, place: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header and numbered rows of a CSV file; a byte-order mark and CRLF do no harm.

    Parameters
    ----------
    folder : Path
        The project's folder.
    place : str
        The file's path under `data/`, as the data package gives it.

    Raises
    ------
    TableError
        When the file is missing, empty or not UTF-8.
    """
    name = f"data/{place}"
    try:
        text = (folder / name).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise TableError([Violation(name, 1, "file", "is missing")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise TableError([Violation(name, line, "file", "is not UTF-8")]) from None
    reader = csv.reader(io.StringIO(text, newline=""))
    rows = [(reader.line_num, cells) for cells in reader if cells]
    if not rows:
        raise TableError([Violation(name, 1, "file", "is empty")])
    return rows[0][1], rows[1:]


def _values(folder: Path, table: str, field: str) -> list[str]:
    header, rows = read_rows(folder, resources(folder)[table]["path"])
    if field not in header:
        return []
    place = header.index(field)
    return [cells[place] for _, cells in rows if len(cells) > place]


def citable_works(folder: Path) -> CitableWorks:
    """What a source may name: the bibliography, and the pages accepted as the thesis's slips.

    A page outside a work's range is accepted exactly where the table of findings has it:
    there the finding ``f-page-<id>`` stands for the citation of that id.
    """
    spans = bibliography.page_ranges(folder / "references.bib")
    if not {"citations", "findings"} <= set(resources(folder)):
        return CitableWorks(spans)
    header, rows = read_rows(folder, resources(folder)["citations"]["path"])
    at = {name: header.index(name) for name in ("id", "key", "pages") if name in header}
    findings = set(_values(folder, "findings", "id"))
    accepted = {
        (cells[at["key"]], cells[at["pages"]])
        for _, cells in (rows if len(at) == 3 else ())
        if len(cells) == len(header) and f"f-page-{cells[at['id']]}" in findings
    }
    return CitableWorks(spans, frozenset(accepted))


def validate_table(name: str, folder: Path | None = None) -> list[Violation]:
    """Every breach in the table *name*, in file order; none when it is sound."""
    folder = folder or project_folder()
    return list(_violations(name, folder, _stamp(folder)))


def _stamp(folder: Path) -> tuple:
    """The state of all that a table's soundness depends on.

    Foreign keys make that the other tables and the bibliography too.
    """
    data = folder / "data"
    tables = [data / resource["path"] for resource in resources(folder).values()]
    watched = [*tables, data / "datapackage.json", folder / "references.bib"]
    return tuple(map(_state, watched))


def _state(path: Path) -> tuple:
    try:
        found = path.stat()
    except FileNotFoundError:
        return (str(path),)
    return str(path), found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _violations(name: str, folder: Path, stamp: tuple) -> list[Violation]:
    resource = resources(folder)[name]
    try:
        header, rows = read_rows(folder, resource["path"])
        return validate_rows(
            f"data/{resource['path']}",
            header,
            rows,
            resource["schema"],
            works=citable_works(folder),
            related=lambda table, field: _values(folder, table or name, field),
        )
    except TableError as error:
        return error.violations


def validate_tables(folder: Path | None = None) -> list[Violation]:
    """Every breach in every table of the project."""
    folder = folder or project_folder()
    return [breach for name in resources(folder) for breach in validate_table(name, folder)]


@lru_cache(maxsize=64)
def _checked(name: str, folder: Path, stamp: tuple) -> pd.DataFrame:
    found = _violations(name, folder, stamp)
    if found:
        raise TableError(found)
    resource = resources(folder)[name]
    header, rows = read_rows(folder, resource["path"])
    raw = pd.DataFrame([cells for _, cells in rows], columns=header, dtype="string")
    raw = raw.mask(raw == "", pd.NA)
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    return pd.DataFrame({column: _typed(raw[column], fields[column]) for column in header})


def _typed(column: pd.Series, field: dict) -> pd.Series:
    if field["type"] == "boolean":
        column = column.map({"true": True, "false": False}, na_action="ignore")
    return column.astype(DTYPES[field["type"]])


def load(name: str, folder: Path | None = None) -> pd.DataFrame:
    """Read, check and type the table *name*.

    Parameters
    ----------
    name : str
        A table of `data/datapackage.json`, such as ``"events"``.
    folder : Path, optional
        The project's folder; found from the current one when left out.

    Returns
    -------
    DataFrame
        One row per row of the file, in its order, the columns as the schema
        describes them: text as ``string``, whole numbers as ``Int64``, others as
        ``Float64``, truth values as ``boolean``; an empty cell is ``NA``.  Partial
        dates stay text (``1996``, ``2001-09-11``), so that none gains precision.

    Raises
    ------
    KeyError
        When there is no such table; the message lists the tables.
    TableError
        When cells break the schema; the message lists every breach with file,
        line, column, reason and the nearest valid value.
    DataPackageError
        When the tables' description itself cannot be read.
    """
    folder = folder or project_folder()
    known = resources(folder)
    if name not in known:
        raise KeyError(f"no table {name!r} in data/datapackage.json; tables: {', '.join(known)}")
    _loaded.add(name)
    return _checked(name, folder, _stamp(folder)).copy()


def load_works(folder: Path | None = None) -> pd.DataFrame:
    """The project's `references.bib` as a table (see `bibliography.bibliography_table`)."""
    return bibliography.bibliography_table((folder or project_folder()) / "references.bib")


def loaded_tables() -> list[str]:
    """Names of the tables that this process has loaded so far, sorted."""
    return sorted(_loaded)


def reset_loaded_tables() -> None:
    """Begin to count anew which tables are loaded."""
    _loaded.clear()


def split_cell(cell: object, separator: str = ";") -> list[str]:
    """The single values of a cell that joins several (``actors``, ``source``)."""
    return [] if pd.isna(cell) else split_values(str(cell), {"items": separator})
