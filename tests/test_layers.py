"""Imports point one way, so that each layer can be read, changed and tested without those above."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import softbalancing

PACKAGE = Path(softbalancing.__file__).parent
SPHINX, MATPLOTLIB = {"sphinx", "docutils"}, {"matplotlib"}
#: Where Matplotlib is let in besides `figures`.
DRAW = {"forking", "ext.ebook_cover"}


def modules() -> dict[str, Path]:
    """Every module of the package by its name; a package by its own."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path
    return found


def top(module: str) -> str:
    """The module or package of the first level to which a module belongs."""
    return module.partition(".")[0]


def imports(module: str, code: str, package: bool = False) -> Iterator[str]:
    """What a module imports, at its beginning or later: our modules as ``.name``, others' names."""
    parts = module.split(".") if module else []
    here = parts if package else parts[:-1]
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = here[: len(here) - node.level + 1]
            if node.module:
                yield "." + ".".join([*base, node.module])
            else:
                yield from ("." + ".".join([*base, alias.name]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module


@pytest.fixture(scope="module")
def order(root) -> list[str]:
    """The modules of the first level as CONTRIBUTING.md has them, the highest first."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.partition("\n## Layers of the package\n")[2].partition("\n\n## ")[0]
    rows = [line.split("|")[2] for line in table.splitlines() if line.startswith("|")]
    return re.findall(r"`(\w+)`", " ".join(rows))


def upward(module: str, code: str, order: list[str], package: bool = False) -> list[str]:
    """The modules of ours that one imports though they are not below it."""
    found = (name[1:] for name in imports(module, code, package) if name.startswith("."))
    return [
        name for name in found
        if top(name) in order and top(name) != top(module)
        and order.index(top(name)) < order.index(top(module))
    ]  # fmt: skip


def test_every_module_has_its_place(order):
    """The table names each module of the package once, and none that is no more."""
    known = {top(name) for name in modules()} - {""}
    assert sorted(order) == sorted(known)


def test_no_module_imports_one_of_a_higher_layer(order):
    """What draws a figure does not know of pages, and what reads a table not of figures."""
    wrong = {
        name: found
        for name, path in modules().items()
        if name  # the package itself hands names on, when they are used
        and (found := upward(name, path.read_text("utf-8"), order, path.name == "__init__.py"))
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "module, code, found",
    [
        ("tables", "from .figures import publish", ["figures"]),
        ("tables", "def load():\n    from . import figures, schema", ["figures"]),
        (
            "figures.svg.marks",
            "from ...ext.cards import card\nfrom .rules import css",
            ["ext.cards"],
        ),
        ("ext.cards", "from .. import tables, __version__\nfrom . import labels", []),
    ],
)
def test_an_import_that_points_upward_is_found(order, module, code, found):
    """At the beginning of a module or in a function, from wherever it is."""
    assert upward(module, code, order) == found


def test_sphinx_and_matplotlib_are_known_where_they_are_needed():
    """Rules and tables can be used without either, and figures without Sphinx."""
    for name, path in modules().items():
        found = {each.partition(".")[0] for each in imports(name, path.read_text("utf-8"))}
        assert top(name) == "ext" or not found & SPHINX, name
        assert top(name) == "figures" or name in DRAW or not found & MATPLOTLIB, name
