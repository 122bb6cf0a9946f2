"""Print the rooms of both packages, each with what belongs there and the rooms that it imports.

    python tools/draw_house.py

A room is a folder of a package, or `cli`.  CONTRIBUTING.md shows what this prints, and
`tests/test_layers.py` tests that it does.
"""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "src"
PACKAGES = ("softbalancing", "edition")


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module, by its full name."""
    paths = [path for package in PACKAGES for path in (SOURCES / package).rglob("*.py")]
    names = (".".join(path.relative_to(SOURCES).with_suffix("").parts) for path in paths)
    return {
        name.removesuffix(".__init__"): path
        for name, path in sorted(zip(names, paths, strict=True))
    }


def imports(module: str, code: str, package: bool = False) -> Iterator[str]:
    """Yield the full names of what a module imports, wherever in the file it does so.

    A string that is the name of a module counts, as extensions are loaded by their names.
    """
    parts = module.split(".")[: None if package else -1]
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = parts[: len(parts) - node.level + 1] if node.level else []
            source = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{source}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and "." in str(node.value) and node.value in modules():
            yield str(node.value)


def room(name: str) -> str:
    """Return the room of a module or of a name in it; the package for what is in no room."""
    package, _, rest = name.partition(".")
    found = f"{package}.{rest.partition('.')[0]}"
    return found if found in modules() else package


def graph() -> dict[str, set[str]]:
    """Return the rooms that each room imports."""
    found: dict[str, set[str]] = {room(name): set() for name in modules()}
    for name, path in modules().items():
        names = imports(name, path.read_text(encoding="utf-8"), path.name == "__init__.py")
        found[room(name)] |= {room(each) for each in names} - {room(name), *PACKAGES}
    return {
        name: {each for each in rooms if each in found}
        for name, rooms in found.items()
        if name not in (*PACKAGES, *(f"{package}.__main__" for package in PACKAGES))
    }


def picture() -> str:
    """Return the rooms as text, each above those that it imports."""
    rooms, lines = graph(), []
    order = list(
        TopologicalSorter({name: sorted(rooms[name]) for name in sorted(rooms)}).static_order()
    )
    for package in PACKAGES:
        lines += [f"{package}/"]
        for name in (name for name in reversed(order) if name.startswith(f"{package}.")):
            purpose = (
                ast.get_docstring(ast.parse(modules()[name].read_text(encoding="utf-8"))) or ""
            )
            below = (each for each in reversed(order) if each in rooms[name])
            listed = (
                ", ".join(each.removeprefix(f"{package}.") for each in below) or "no other room"
            )
            texts = [
                " ".join(purpose.split()).partition(". ")[0].rstrip(".") + ".",
                f"imports: {listed}",
            ]
            wrapped = [line for text in texts for line in textwrap.wrap(text, 84)]
            head = f"  {name.removeprefix(f'{package}.')}"
            lines += [f"{head if i == 0 else '':14} {line}" for i, line in enumerate(wrapped)]
    return "\n".join(lines)


if __name__ == "__main__":
    print(picture())
