"""Rows, works and places by their keys, each looked up once in a build."""

from functools import cache
from typing import Any, cast

from docutils.nodes import make_id
from sphinx.application import Sphinx

from edition.citing import targets
from edition.citing.targets import Target
from edition.data import data_package, tables
from edition.data.bibliography import Work, read_bibliography
from edition.data.locators import parse_source
from edition.data.table_schema import row_id
from edition.project import location


@cache
def rows_by_id(table: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table by their ids; composite keys are joined by hyphens.

    A table that the project does not have, such as that of a figure of made-up rows, has none.
    """
    if table not in data_package.resources():
        return {}
    schema = data_package.resources()[table]["schema"]
    rows = cast(list[dict[str, Any]], tables.load(table).to_dict("records"))
    return {row_id(row, schema): row for row in rows}


@cache
def rows_citing(table: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table whose ``source`` names a work, by citation key."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows_by_id(table).values():
        for key in dict.fromkeys(locator.key for locator in parse_source(row["source"])):
            found.setdefault(key, []).append(row)
    return found


@cache
def citable_rows(table: str) -> dict[str, Target]:
    """Return the rows of a table that can be cited, by anchor."""
    return targets.by_id(targets.targets_of_rows(location.project_folder(), table))


@cache
def work_labels() -> dict[str, str]:
    """Return how the text names each work (``Li 2007``), by citation key."""
    return {key: work.label for key, work in _works().items()}


@cache
def keys_by_anchor() -> dict[str, str]:
    """Return the citation key of each work by the id of its entry in the list of references."""
    return {make_id(key): key for key in _works()}


def _works() -> dict[str, Work]:
    return read_bibliography(location.project_folder() / "references.bib")


def clear_caches(app: Sphinx) -> None:
    """Forget the tables of an earlier build in the same process."""
    for lookup in (rows_by_id, rows_citing, citable_rows, work_labels, keys_by_anchor):
        lookup.cache_clear()
