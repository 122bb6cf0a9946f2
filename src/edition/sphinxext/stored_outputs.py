"""Give notebook pages the outputs that were made before Sphinx started.

Only the edition's own build loads this extension; without it MyST-NB executes the
pages itself, as the stock tool does.
"""

from __future__ import annotations

from pathlib import Path

from nbformat import NotebookNode, from_dict
from pybtex.plugin import find_plugin, register_plugin
from sphinx.application import Sphinx

from edition import __version__
from edition.figures import MIME
from edition.notebooks import execution, pages, receipt

#: What a Python kernel says of itself; pages without it are not colored.
LANGUAGE = {"name": "python", "pygments_lexer": "ipython3"}


def read(text: str, page: str, path: str, outputs: str) -> NotebookNode:
    """A MyST notebook with its kept outputs, for MyST-NB's ``nb_custom_formats``.

    Parameters
    ----------
    text : str
        The page's source.
    page, path : str
        The page's name and file.
    outputs : str
        The folder in which outputs are kept.
    """
    notebook = pages.parse(text, path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kept = execution.stored(page, Path(outputs))["outputs"]
    notebook.metadata["language_info"] = LANGUAGE
    for cell, made in zip(cells, kept, strict=True):
        cell.outputs = [from_dict({"execution_count": None, **shown(output)}) for output in made]
    return notebook


def shown(output: dict) -> dict:
    """An output as the page needs it: of a figure, none of the forms for other programs."""
    figure = output.get("data", {}).get(MIME)
    return {**output, "data": {MIME: figure}} if figure else output


def use_outputs(app: Sphinx) -> None:
    """Name the reader for each page that has outputs: plain pages stay plain."""
    outputs = Path(app.config.edition_outputs)
    formats = {}
    for kept in outputs.rglob("*.json"):
        page = kept.relative_to(outputs).with_suffix("").as_posix()
        path = str(Path(app.srcdir) / f"{page}.md")  # a whole path is a suffix of no other
        given = {"page": page, "path": path, "outputs": str(outputs)}
        formats[path] = (f"{__name__}.read", given)
    app.env.mystnb_config = app.env.mystnb_config.copy(custom_formats=formats)


def note_outputs(app: Sphinx, docname: str, source: list[str]) -> None:
    """A page is read again when its outputs have changed."""
    kept = Path(app.config.edition_outputs) / f"{docname}.json"
    if kept.is_file():
        app.env.note_dependency(str(kept))


def describe_run(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the templates what the receipt says of the page, in words."""
    record = doctree is not None and execution.stored(pagename, Path(app.config.edition_outputs))
    context["reproduction"] = receipt.in_words(record) if record else ""


def allow_parallel(app: Sphinx) -> None:
    """Read pages in parallel with continuous section numbers.

    ``sphinx_multitoc_numbering`` declares nothing, but it only numbers sections once
    all pages are read, and keeps nothing of a page.
    """
    numbering = app.extensions.get("sphinx_multitoc_numbering")
    if numbering:
        numbering.parallel_read_safe = True


def remember_backends() -> None:
    """Look up the bibliography's writers once: each citation asks for them anew.

    Each time that reads the entry points of everything installed, where a plugin that
    is registered is found at once.
    """
    for name in ("plaintext", "docutils"):
        backend = find_plugin("pybtex.backends", name)
        register_plugin("pybtex.backends", name, backend, force=True)


def setup(app: Sphinx) -> dict:
    """Wire the outputs in after MyST-NB has made its configuration."""
    app.add_config_value("edition_outputs", "", "env")
    app.add_config_value("edition_forms", [], "")
    if "comments_config" not in app.config:  # Jupyter Book sets it even for books without comments
        app.add_config_value("comments_config", {}, "")
    remember_backends()
    app.connect("builder-inited", allow_parallel)
    app.connect("builder-inited", use_outputs, priority=900)
    app.connect("source-read", note_outputs)
    app.connect("html-page-context", describe_run)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
