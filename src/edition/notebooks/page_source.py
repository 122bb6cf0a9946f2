"""Find the pages of the book, and parse those that are MyST notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from edition.project.files import read_yaml

if TYPE_CHECKING:
    from nbformat import NotebookNode


@dataclass(frozen=True)
class Page:
    """A page that is a notebook, without outputs."""

    docname: str  #: path of its file without suffix, relative to the project's folder
    path: Path
    text: str
    notebook: NotebookNode

    @property
    def code_cells(self) -> list[NotebookNode]:
        """The code cells in their order."""
        return [cell for cell in self.notebook.cells if cell.cell_type == "code"]

    def line_number(self, cell: int, offset: int = 0) -> int:
        """Return the line of the file that holds line *offset* of a code cell."""
        index = [i for i, c in enumerate(self.notebook.cells) if c.cell_type == "code"][cell]
        start = self.notebook.metadata["source_map"][index]
        first = self.code_cells[cell].source.split("\n", 1)[0]
        lines = self.text.splitlines()[start:]
        # The source map names the fence; options of the cell may stand between it and the code.
        return start + 1 + (lines.index(first) if first in lines else 0) + offset


def parse_notebook(text: str, path: str | Path) -> NotebookNode:
    """Return the cells of a MyST notebook, parsed with the settings of the book."""
    from myst_nb.core.read import read_myst_markdown_notebook
    from myst_parser.config.main import MdParserConfig

    config = MdParserConfig(enable_extensions={"colon_fence"})
    return read_myst_markdown_notebook(text, config, add_source_map=True, path=path)


def docnames(folder: Path) -> list[str]:
    """Return the docname of every page that the table of contents lists, sorted.

    A page is a file with the suffix ``.md``; notebooks beside it are copies.
    """
    contents = read_yaml(folder / "_toc.yml")
    patterns = {f"{entry.removesuffix('.md')}.md" for entry in _toc_entries(contents)}
    # Unlike `Path.glob` it follows linked folders and leaves out the hidden files of editors.
    paths = {path for each in patterns for path in glob(each, root_dir=folder, recursive=True)}
    return sorted(Path(path).with_suffix("").as_posix() for path in paths)


def _toc_entries(node: object) -> Iterable[str]:
    """Yield the files and patterns that a part of the table of contents lists."""
    if isinstance(node, list):
        for part in node:
            yield from _toc_entries(part)
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from [value] if key in ("root", "file", "glob") else _toc_entries(value)


def notebook_pages(folder: Path) -> list[Page]:
    """Return the pages that are notebooks, sorted by docname."""
    paths = ((docname, folder / f"{docname}.md") for docname in docnames(folder))
    pages = (_parse_page(name, path, path.read_text(encoding="utf-8")) for name, path in paths)
    return [page for page in pages if page]


@lru_cache(maxsize=256)
def _parse_page(docname: str, path: Path, text: str) -> Page | None:
    from myst_nb.core.read import is_myst_markdown_notebook

    if not is_myst_markdown_notebook(text):
        return None
    return Page(docname, path, text, parse_notebook(text, path))
