"""Read ``data/datapackage.json``, the description of all tables."""

import json
import re
from pathlib import Path

from edition.project.files import cache_by_file
from edition.project.location import project_folder

from .descriptors import Package, Resource
from .table_schema import CONTROL, InvalidInput, Violation

NAME = "data/datapackage.json"
#: One escaped character of JSON, or two that form a pair.
ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]"
)
TYPES = ("string", "integer", "number", "boolean")
#: Properties without which a table cannot be read.
REQUIRED = ("name", "path", "schema")


class DataPackageError(InvalidInput):
    """A data package that cannot be read."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"{NAME} cannot be read", [Violation(NAME, line, "file", reason)])


def load_descriptor(folder: Path | None = None) -> Package:
    """Return the descriptor of the data package; callers must not change it.

    Raises
    ------
    DataPackageError
        If the file is not JSON or does not describe tables.
    """
    return _load((folder or project_folder()) / NAME)


@cache_by_file
def _load(path: Path) -> Package:
    try:
        content = path.read_bytes()
        descriptor = json.loads(content)
        for line, text in enumerate(content.decode("utf-8-sig").split("\n"), 1):
            if control := CONTROL.search(text):
                raise DataPackageError(line, f"contains the control character {control[0]!r}")
            for escaped in ESCAPE.finditer(text):
                if CONTROL.search(json.loads(f'"{escaped[0]}"')):
                    raise DataPackageError(line, f"contains the control character {escaped[0]}")
    except json.JSONDecodeError as error:
        raise DataPackageError(error.lineno, f"is not JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataPackageError(line, "is not UTF-8") from None
    reason = _structure_error(descriptor)
    if reason:
        raise DataPackageError(1, reason)
    for table in descriptor["resources"]:  # the standard requires neither
        table.setdefault("title", table["name"])
        for described in (table, *table["schema"]["fields"]):
            described.setdefault("description", "")
    return descriptor


def _structure_error(descriptor: object) -> str | None:
    """Return why JSON does not describe tables, or None; keys are not examined."""
    tables = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(tables, list):
        return "has no list of resources"
    for number, table in enumerate(tables, 1):
        for name in REQUIRED:
            if not isinstance(table, dict) or name not in table:
                return f"resource {number} has no {name}"
        fields = table["schema"].get("fields") if isinstance(table["schema"], dict) else None
        if not isinstance(fields, list) or not fields:
            return f"resource {number} has no fields in its schema"
        for column in fields:
            if not isinstance(column, dict) or not column.get("name"):
                return f"resource {number} has a field without name"
            if column.get("type") not in TYPES:
                return f"resource {number}: {column['name']} has no type of {', '.join(TYPES)}"
    return None


def resources(folder: Path | None = None) -> dict[str, Resource]:
    """Return the descriptor of each table by its name, in the order of the package."""
    return {resource["name"]: resource for resource in load_descriptor(folder)["resources"]}
