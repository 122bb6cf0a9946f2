"""The sources of the engine name no text, no table and no side: a study tells it."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from edition.project.vocabulary import Roles

ENGINE = Path(__file__).parent.parent / "src" / "edition"
#: Words of this study and of its subject.
WORDS = re.compile(
    r"soft.?balanc\w*|\bbalancing\b|\brivals?\b|bergfeldt|\blund\b|\b2008\b|\bSCO\b"
    r"|central asia|shanghai|sino-russian",
    re.IGNORECASE,
)
TEXTS = {".py", ".html", ".css", ".js", ".toml", ".svg", ".json", ".bib"}
ROLES = {field.name for field in fields(Roles)}
#: Functions that take the name of a table first.
TAKES_TABLE = {"load", "load_with_names", "links", "linker", "row", "row_anchor", "check_table"}
#: What functions that give addresses know besides tables, whatever the tables are called.
LINKED = {"works", "sections", "labels"}
#: What a variable, parameter or key that holds the name of a table is called.
HOLDS_TABLE = {"table", "table_name", "tables"}


@pytest.fixture(scope="module")
def tables(root: Path) -> set[str]:
    """The names of this study's tables."""
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"] for resource in package["resources"]}


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every file of the engine that is text and its own."""
    for path in sorted(ENGINE.rglob("*")):
        if path.suffix in TEXTS and "vendor" not in path.parts:
            yield path.relative_to(ENGINE).as_posix(), path.read_text(encoding="utf-8")


def words_in(text: str) -> list[str]:
    """The words of this study in a text."""
    return [found[0] for found in WORDS.finditer(text)]


def literals(code: str, names: set[str]) -> Iterator[str]:
    """The strings of a module that equal one of some names, docstrings left out."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Constant) and node.value in names:
            yield f"{node.lineno}: {node.value}"


def role_as_table(code: str) -> Iterator[str]:
    """The places of a module where the name of a role stands for the name of a table."""
    for node in ast.walk(ast.parse(code)):
        held: list[ast.expr | None] = []
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            called = node.func.id if isinstance(node.func, ast.Name) else called
            held = [node.args[0]] if called in TAKES_TABLE else []
            if called in ("links", "linker"):
                held = [each for each in held if getattr(each, "value", "") not in LINKED]
            held += [word.value for word in node.keywords if word.arg in HOLDS_TABLE]
        elif isinstance(node, ast.Compare) and _name(node.left) in HOLDS_TABLE:
            held = list(node.comparators)
        elif isinstance(node, ast.arguments):
            pairs = zip(node.kwonlyargs, node.kw_defaults, strict=True)
            ordered = zip(node.args[::-1], node.defaults[::-1], strict=False)
            held = [value for name, value in [*pairs, *ordered] if name.arg in HOLDS_TABLE]
        for each in held:
            if isinstance(each, ast.Constant) and each.value in ROLES:
                yield f"{each.lineno}: {each.value}"


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Subscript):  # a node of Sphinx's or a cell: node["table"]
        return str(getattr(node.slice, "value", ""))
    return getattr(node, "attr", getattr(node, "id", ""))


def test_the_engine_has_no_word_of_this_study():
    """Neither its code nor its comments, templates, styles and scripts."""
    found = {name: words for name, text in texts() if (words := words_in(text))}
    assert found == {}


def test_the_engine_names_no_table_without_a_role(tables):
    """What it does with a table follows from the table's role or from its description."""
    names = tables - ROLES
    found = {name: list(literals(text, names)) for name, text in texts() if name.endswith(".py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_the_engine_takes_tables_by_role():
    """The name of a role is never used as the name of a table."""
    found = {name: list(role_as_table(text)) for name, text in texts() if name.endswith(".py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        'tables.load("claims", folder)',
        'links("claims", id_)',
        'if node["table"] != "claims":\n    pass',
        'def publish(rows, *, table="events"):\n    pass',
        'def publish(rows, table="events"):\n    pass',
        'publish(rows, table="events")',
    ],
)
def test_a_table_taken_by_its_name_is_found(code):
    """However it is taken."""
    assert list(role_as_table(code))
    assert not list(role_as_table(code.replace("claims", "x").replace("events", "x")))
