"""Print the rooms of both packages, each with what belongs there and the rooms that it imports.

    python tools/draw_house.py

A room is a folder of a package, or `cli`.  CONTRIBUTING.md shows what this prints; a test compares.
"""

import ast
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path
from textwrap import wrap

SOURCES = Path(__file__).resolve().parent.parent / "src"
PACKAGES = ("softbalancing", "edition")


@cache
def modules() -> dict[str, Path]:
    """Return the file of every module, by its full name."""
    paths = (path for package in PACKAGES for path in sorted((SOURCES / package).rglob("*.py")))
    names = {path: ".".join(path.relative_to(SOURCES).with_suffix("").parts) for path in paths}
    return {name.removesuffix(".__init__"): path for path, name in names.items()}


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
            source = ".".join([*base, *filter(None, [node.module])])
            yield from (f"{source}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and "." in str(node.value) and node.value in modules():
            yield str(node.value)


def room(name: str) -> str:
    """Return the room of a module or of a name in it; the package for what is in no room."""
    found = ".".join(name.split(".")[:2])
    return found if found in modules() else found.partition(".")[0]


def graph() -> dict[str, set[str]]:
    """Return the rooms that each room imports."""
    found: dict[str, set[str]] = {room(name): set() for name in modules()}
    for name, path in modules().items():
        names = imports(name, path.read_text(encoding="utf-8"), path.name == "__init__.py")
        found[room(name)] |= {room(each) for each in names} - {room(name)}
    rooms = {name for name in found if "." in name and not name.endswith(".__main__")}
    return {name: found[name] & rooms for name in sorted(rooms)}


def picture() -> str:
    """Return the rooms as text, each above those that it imports."""
    rooms, lines = graph(), []
    ordered = {name: sorted(below) for name, below in rooms.items()}
    order = list(TopologicalSorter(ordered).static_order())[::-1]
    for package in (f"{name}." for name in PACKAGES):
        lines.append(f"{package[:-1]}/")
        for name in (each for each in order if each.startswith(package)):
            purpose = ast.get_docstring(ast.parse(modules()[name].read_text("utf-8"))) or ""
            below = [each.removeprefix(package) for each in order if each in rooms[name]]
            lines += wrap(
                " ".join(purpose.split()).partition(". ")[0].rstrip(".") + ".", 100,
                initial_indent=f"  {name.removeprefix(package):12} ", subsequent_indent=" " * 15,
            )  # fmt: skip
            lines.append(f"{'':14} imports: {', '.join(below) or 'no other room'}")
    return "\n".join(lines)


if __name__ == "__main__":
    print(picture())
