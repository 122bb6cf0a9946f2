"""Extension that gives MyST-NB the cell outputs that were made before Sphinx started.

Only the edition's own build loads it; ``jupyter-book build`` executes the pages itself.
"""

from pathlib import Path
from typing import Any, cast

from docutils import nodes
from myst_nb.sphinx_ import SphinxEnvType
from nbformat import NotebookNode, from_dict
from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx

from edition import __version__
from edition.figures import MIME
from edition.notebooks import receipt
from edition.notebooks.output_store import Output, read_record
from edition.notebooks.page_source import parse_notebook

#: Kernel metadata of a notebook; without it MyST-NB does not highlight code.
LANGUAGE_INFO = {"name": "python", "pygments_lexer": "ipython3"}


def read_notebook(text: str, page: str, path: str, outputs: str) -> NotebookNode:
    """Return a MyST notebook with its stored outputs, for ``nb_custom_formats`` of MyST-NB.

    `text` is the source of the page named `page` in the file `path`; `outputs` is the folder of
    all stored outputs.
    """
    notebook = parse_notebook(text, path)
    notebook.metadata["language_info"] = LANGUAGE_INFO
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    record = read_record(page, Path(outputs))
    for cell, stored in zip(cells, record["outputs"] if record else (), strict=True):
        cell.outputs = [
            from_dict({"execution_count": None, **without_fallbacks(output)}) for output in stored
        ]
    return notebook


def without_fallbacks(output: Output) -> Output:
    """Return an output; of a published figure without the formats for other programs."""
    figure = output.get("data", {}).get(MIME)
    return {**output, "data": {MIME: figure}} if figure else output


def register_notebooks(app: Sphinx) -> None:
    """Make MyST-NB read each page that has stored outputs by `read_notebook`."""
    folder = Path(app.config.edition_outputs)
    formats = {}
    for stored in folder.rglob("*.json"):
        page = stored.relative_to(folder).with_suffix("").as_posix()
        # MyST-NB matches formats by suffix; a whole path is the suffix of one file only.
        path = str(Path(app.srcdir) / f"{page}.md")
        arguments = {"page": page, "path": path, "outputs": str(folder)}
        formats[path] = (f"{__name__}.{read_notebook.__name__}", arguments)
    env = cast(SphinxEnvType, app.env)
    env.mystnb_config = env.mystnb_config.copy(custom_formats=formats)


def note_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """Make a page outdated when its stored outputs change."""
    stored = Path(app.config.edition_outputs) / f"{docname}.json"
    if stored.is_file():
        app.env.note_dependency(str(stored))


def add_receipt_context(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Give the templates a sentence on when and how the page's outputs were made."""
    outputs = Path(app.config.edition_outputs)
    record = read_record(pagename, outputs) if doctree is not None else None
    context["reproduction"] = receipt.summary(record) if record else ""


def allow_parallel_reading(app: Sphinx) -> None:
    """Declare ``sphinx_multitoc_numbering`` safe for parallel reading.

    Jupyter Book loads it, it declares nothing, and Sphinx then reads all pages in one process.
    It numbers sections only after all pages are read, and keeps no data of a page.
    """
    numbering = app.extensions.get("sphinx_multitoc_numbering")
    if numbering:
        numbering.parallel_read_safe = True


def cache_pybtex_backends() -> None:
    """Register the backends of pybtex that sphinxcontrib-bibtex looks up for each citation.

    Each look-up of a backend that is not registered reads the entry points of all installed
    packages.
    """
    for name in ("plaintext", "docutils"):
        backend = find_plugin("pybtex.backends", name)
        register_plugin("pybtex.backends", name, backend, force=True)


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to MyST-NB once its configuration is made."""
    if "comments_config" not in app.config:  # Jupyter Book sets it even for books without comments
        app.add_config_value("comments_config", {}, "")
    app.add_config_value("edition_outputs", "", "env")
    app.add_config_value("edition_formats", [], "")  # paths of the PDF and the EPUB
    cache_pybtex_backends()
    app.connect("builder-inited", allow_parallel_reading)
    app.connect("builder-inited", register_notebooks, priority=900)
    app.connect("source-read", note_outputs)
    app.connect("html-page-context", add_receipt_context)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
