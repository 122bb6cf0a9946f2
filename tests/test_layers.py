"""The folders of `src/` are the layers: imports between them point one way."""

import ast
import re
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from draw_house import PACKAGES, SOURCES, graph, imports, modules, picture, room

SPHINX, MATPLOTLIB = {"sphinx", "docutils"}, {"matplotlib", "mpl_toolkits"}
#: Matplotlib outside of `figures`: preloaded for kernels, and drawing the cover of the EPUB.
DRAWING = {"edition.notebooks.fork_server", "edition.sphinxext.epub.cover"}
FIGURE_KINDS = {"timelines", "matrices", "regions", "trends"}
#: What every kind of figure has under the same name, and `figures` for all of them.
PARTS_OF_FIGURES = {"spec", "chart", "draw", "describe"}
#: Libraries that the study computes with.
STUDY_LIBRARIES = {"pandas", "numpy", "krippendorff", "scipy"}
#: The commands of the study.
COMMANDS = "softbalancing.reading.commands"
AT_THE_ROOT = {"__init__", "__main__", "cli"}


def imported(name: str) -> set[str]:
    """Return the full names of what a module imports."""
    path = modules()[name]
    return set(imports(name, path.read_text(encoding="utf-8"), path.name == "__init__.py"))


def libraries(name: str) -> set[str]:
    """Return the packages, other than the standard library, that a module imports from."""
    return {each.partition(".")[0] for each in imported(name)} - sys.stdlib_module_names


def docstring(path: Path) -> str:
    """Return the docstring of a file, or nothing."""
    return ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""


def test_the_graph_of_the_rooms_has_no_cycle():
    """A room can be read, changed and tested without those that import it."""
    try:
        list(TopologicalSorter(graph()).static_order())
    except CycleError as error:
        pytest.fail(f"rooms import each other: {' → '.join(error.args[1])}")


@pytest.mark.parametrize(
    "module, code, found",
    [
        ("edition.data.tables", "from ..figures import publish", "edition.figures"),
        ("edition.data.tables", "def load():\n    from edition import html", "edition.html"),
        ("edition.data.tables", "import edition.html.table_markup", "edition.html"),
        ("edition.data", "from ..html.table_markup import table", "edition.html"),
        (
            "edition.figures.svg.elements",
            "if TYPE_CHECKING:\n    from ...sphinxext.page_cards import add",
            "edition.sphinxext",
        ),
        ("edition.build.pipeline", "LATER = ['edition.cli']", "edition.cli"),
        ("edition.data.tables", "from . import locators", "edition.data"),
    ],
)
def test_an_import_is_found_wherever_it_stands(module, code, found):
    """At the beginning of a module, in a function, for types only, or as a name to be loaded."""
    package = modules()[module].name == "__init__.py"
    assert found in {room(name) for name in imports(module, code, package)}


def test_nothing_is_flat_at_a_root():
    """Beside the start of a package every module is in a room."""
    for package in PACKAGES:
        assert {path.stem for path in (SOURCES / package).glob("*.py")} <= AT_THE_ROOT


def test_rooms_take_nothing_but_the_version_from_the_root():
    """The names that a package's root hands on are for pages; a room names the room it needs."""
    wrong = {
        (name, each)
        for name in modules()
        for each in imported(name)
        if room(name) not in PACKAGES and room(each) in PACKAGES
    }
    assert {each for _, each in wrong} <= {"edition.__version__"}, wrong


def test_the_engine_does_not_know_the_study():
    """Another text can be published without this one."""
    engine = [name for name in modules() if name.startswith("edition.")]
    assert [name for name in engine if "softbalancing" in libraries(name)] == []


def test_the_study_knows_the_engine_and_how_to_compute():
    """It draws nothing and writes no page by itself."""
    study = [name for name in modules() if name.startswith("softbalancing.")]
    found = {name: libraries(name) - STUDY_LIBRARIES - set(PACKAGES) for name in study}
    assert {name: rest for name, rest in found.items() if rest} == {COMMANDS: {"typer"}}


def test_sphinx_and_matplotlib_are_known_where_they_are_needed():
    """Tables, rules and figures can be used without Sphinx, tables and rules without Matplotlib."""
    knows_sphinx = {name for name in modules() if libraries(name) & SPHINX}
    knows_matplotlib = {name for name in modules() if libraries(name) & MATPLOTLIB}
    assert {room(name) for name in knows_sphinx} == {"edition.sphinxext"}
    assert {room(name) for name in knows_matplotlib - DRAWING} == {"edition.figures"}


def test_the_theme_has_no_python():
    """It is templates, styles and scripts."""
    assert list((SOURCES / "edition" / "theme").rglob("*.py")) == []


def test_kinds_of_figures_do_not_know_each_other():
    """What two of them need stands beside them."""
    for name in modules():
        kind = (name.removeprefix("edition.figures.").split("."))[0]
        if name.startswith("edition.figures.") and kind in FIGURE_KINDS:
            others = {f"edition.figures.{each}" for each in FIGURE_KINDS - {kind}}
            found = [each for each in imported(name) if each.startswith(tuple(others))]
            assert found == [], name


def test_every_room_says_what_belongs_there():
    """In two sentences, of which the first stands in the picture of the house."""
    for name in graph():
        if name.rpartition(".")[2] not in AT_THE_ROOT:
            said = docstring(modules()[name])
            assert len(re.findall(r"[.!?](?=\s|$)", said)) == 2, f"{name}: {said!r}"


def test_every_folder_has_a_docstring():
    """Folders within a room say what they hold, too."""
    assert [p for p in SOURCES.rglob("__init__.py") if not docstring(p)] == []


def test_no_name_of_a_file_stands_for_two_things():
    """A file is told from others by its name, without its folder."""
    seen: dict[str, list[str]] = {}
    for name, path in modules().items():
        if path.name not in ("__init__.py", "__main__.py"):
            seen.setdefault(path.stem, []).append(name)
    twice = {stem: names for stem, names in seen.items() if len(names) > 1}
    figures = {
        stem
        for stem, names in twice.items()
        if stem in PARTS_OF_FIGURES and all(room(name) == "edition.figures" for name in names)
    }
    assert {stem: names for stem, names in twice.items() if stem not in figures} == {}


def test_contributing_opens_with_the_picture_of_the_house(root):
    """What it shows is what `tools/draw_house.py` reads from the code."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawn = f"\n```text\n{picture()}\n```\n"
    assert drawn in text.partition("\n## ")[0], f"CONTRIBUTING.md lacks this picture:\n{drawn}"
