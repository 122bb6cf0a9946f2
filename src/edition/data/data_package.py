"""What describes the tables: `data/datapackage.json`, read once as long as it does not change."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from edition.project.location import project_folder

from .table_schema import InvalidInput, Violation

NAME = "data/datapackage.json"
#: Without these nothing can be said of a table.
NEEDED = ("name", "path", "schema")


class DataPackageError(InvalidInput):
    """A description of the tables that cannot be read."""

    def __init__(self, line: int, reason: str):
        super().__init__(f"{NAME} cannot be read", [Violation(NAME, line, "file", reason)])


def load_descriptor(folder: Path | None = None) -> dict:
    """The data package's descriptor; not to be changed.

    Raises
    ------
    DataPackageError
        When the file is not JSON, or does not describe tables; it says in which line.
    """
    path = (folder or project_folder()) / NAME
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, stamp: int) -> dict:
    try:
        described = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        raise DataPackageError(error.lineno, f"is not JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise DataPackageError(line, "is not UTF-8") from None
    reason = _fault(described)
    if reason:
        raise DataPackageError(1, reason)
    return described


def _fault(described: object) -> str | None:
    """Why JSON is no description of tables, or None; the schemas are not looked into."""
    found = described.get("resources") if isinstance(described, dict) else None
    if not isinstance(found, list):
        return "has no list of resources"
    for number, resource in enumerate(found, 1):
        for name in NEEDED:
            if not isinstance(resource, dict) or name not in resource:
                return f"resource {number} has no {name}"
    return None


def resources(folder: Path | None = None) -> dict[str, dict]:
    """The descriptor of each table, by the table's name, in the package's order."""
    return {resource["name"]: resource for resource in load_descriptor(folder)["resources"]}
