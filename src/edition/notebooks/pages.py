"""The pages that are notebooks, and the hash of all that their outputs depend on."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from edition.data.data_package import resources
from edition.project import vocabulary

if TYPE_CHECKING:
    from nbformat import NotebookNode

PACKAGE = Path(__file__).parent.parent
#: Parts of the package that run after the outputs are made.
AFTERWARDS = {"build", "citing", "cli.py", "html", "sphinxext", "theme", "__main__.py"}


@dataclass(frozen=True)
class Page:
    """A page of the book that is a notebook."""

    name: str
    path: Path
    text: str
    notebook: NotebookNode

    @property
    def cells(self) -> list[NotebookNode]:
        """Its code cells."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    def line(self, cell: int, offset: int = 0) -> int:
        """The line of the source file on which line *offset* of a code cell stands."""
        index = [i for i, c in enumerate(self.notebook.cells) if c.cell_type == "code"][cell]
        start = self.notebook.metadata["source_map"][index]
        head = self.cells[cell].source.split("\n", 1)[0]
        rest = self.text.splitlines()[start:]
        # The cell's options stand between its fence and its code.
        return start + 1 + (rest.index(head) if head in rest else 0) + offset


def digest(*parts: bytes | str) -> str:
    """SHA-256 over several parts, each kept apart from the next."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def digest_files(paths: Iterable[Path], base: Path) -> str:
    """The hash of several files, names included."""
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    return digest(*(part for name, path in files for part in (name, path.read_bytes())))


def parse(text: str, path: str | Path) -> NotebookNode:
    """A MyST notebook's cells, as the book's parser will see them too."""
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    config = MdParserConfig(enable_extensions={"colon_fence"})
    return read_myst_markdown_notebook(text, config, add_source_map=True, path=path)


def names(folder: Path) -> list[str]:
    """Every page that the table of contents names, without suffix, sorted."""
    contents = yaml.safe_load((folder / "_toc.yml").read_text(encoding="utf-8"))
    found = set()
    for named in _named(contents):
        found |= set(folder.glob(f"{named.removesuffix('.md')}.md"))
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in found)


def _named(node: object) -> Iterable[str]:
    if isinstance(node, list):
        for part in node:
            yield from _named(part)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key in ("root", "file", "glob") else _named(value)


def notebooks(folder: Path) -> list[Page]:
    """The pages that are notebooks, in the order of their names."""
    found = ((name, folder / f"{name}.md") for name in names(folder))
    pages = (_page(name, path, path.read_text(encoding="utf-8")) for name, path in found)
    return [page for page in pages if page]


@lru_cache(maxsize=256)
def _page(name: str, path: Path, text: str) -> Page | None:
    from myst_nb.core.read import is_myst_markdown_notebook

    return Page(name, path, text, parse(text, path)) if is_myst_markdown_notebook(text) else None


@lru_cache
def package_digest(whole: bool = False) -> str:
    """Return the hash of the sources of engine and study: those that outputs depend on, or all."""
    used = [
        path for path in _sources(PACKAGE)
        if whole or path.relative_to(PACKAGE).parts[0] not in AFTERWARDS
    ]  # fmt: skip
    study, files = vocabulary.study_sources()
    return digest(digest_files(used, PACKAGE), digest_files(files, study))


def _sources(package: Path) -> list[Path]:
    return [p for p in package.rglob("*") if p.is_file() and p.parent.name != "__pycache__"]


def tools_digest(folder: Path) -> str:
    """The hash of what computes: this package, the locked environment, the interpreter."""
    lock = folder / "requirements.txt"
    return digest(package_digest(), lock.read_bytes() if lock.is_file() else b"", sys.version)


def key(page: Page, tables: Iterable[str], folder: Path) -> str:
    """What a page's outputs depend on, given the tables that it loads, as one hash."""
    common = ("references.bib", "data/datapackage.json")
    paths = [folder / path for path in (*common, *_paths(tables, folder))]
    cells = [(cell.source, cell.metadata) for cell in page.cells]
    return digest(
        json.dumps(cells, sort_keys=True),
        digest_files((path for path in paths if path.is_file()), folder),
        tools_digest(folder),
    )


def inputs(folder: Path) -> str:
    """The hash of every input that a kernel could read while it runs."""
    files = [path for path in (folder / "data").rglob("*") if path.is_file()]
    return digest_files([*files, folder / "references.bib"], folder)


def _paths(tables: Iterable[str], folder: Path) -> list[str]:
    places = {name: resource["path"] for name, resource in resources(folder).items()}
    return [f"data/{places[name]}" for name in tables if name in places]
