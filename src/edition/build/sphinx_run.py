"""Run Sphinx, through Jupyter Book, on the stored outputs of the pages."""

import contextlib
import io
import os
import re
import shutil
from glob import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from edition.notebooks.execution import available_cores
from edition.notebooks.output_store import output_folder
from edition.notebooks.page_source import docnames
from edition.project.progress import Progress, strip_ansi

from .errors import BuildError

STAGE = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\]")


def sphinx_config(folder: Path) -> dict[str, Any]:
    """Return the configuration of Sphinx that Jupyter Book derives from ``_config.yml``."""
    from jupyter_book.config import get_final_config

    return get_final_config(
        user_yaml=folder / "_config.yml",
        cli_config={"latex_individualpages": False},
        sourcedir=folder,
    )[0]


def import_sphinx(config: dict[str, Any]) -> None:
    """Import Sphinx and its extensions, while the main thread would wait for the kernels."""
    for name in ("jupyter_book.sphinx", "sphinx.builders.html", *config["extensions"]):
        import_module(name)


class _StatusReader(io.TextIOBase):
    """A standard output for Sphinx that turns its percentages into progress."""

    def __init__(self, progress: Progress) -> None:
        self._progress, self._percent = progress, 0

    def write(self, text: str) -> int:
        stage = STAGE.search(strip_ansi(text))
        if stage:
            percent = int(stage[2]) + 100 * (stage[1] == "writing output")
            if percent > self._percent:
                self._progress.advance(stage[1], by=percent - self._percent)
                self._percent = percent
        return len(text)


def run_sphinx(
    folder: Path,
    target: Path,
    config: dict[str, Any],
    progress: Progress,
    *,
    builder: str = "html",
    overrides: dict[str, Any] | None = None,
) -> None:
    """Read the pages that have changed, and write all pages to a new folder.

    *config* is the result of `sphinx_config`, from which *overrides* differ.

    Raises
    ------
    BuildError
        If Sphinx fails or warns; the message holds all warnings.
    """
    from jupyter_book.sphinx import build_sphinx

    # Some values that a builder overrides would make another builder read all pages again.
    doctrees = folder / "_build" / (".doctrees" if builder == "html" else f".doctrees-{builder}")
    values = {
        "extensions": [*config["extensions"], "edition.sphinxext.stored_outputs"],
        "latex_individualpages": False,
        "nb_execution_mode": "off",
        # Sphinx would find every file that one of its parsers reads, such as a page's notebook.
        "include_patterns": [f"{escape(docname)}.md" for docname in docnames(folder)],
        "external_toc_exclude_missing": False,
        "edition_outputs": str(output_folder(folder)),
        **(overrides or {}),
    }
    os.environ["DOCUTILSCONFIG"] = ""  # no settings of the user
    progress.step("reading and writing pages", 200)
    warnings = io.StringIO()
    with (
        contextlib.redirect_stderr(warnings),
        contextlib.redirect_stdout(_StatusReader(progress)),
    ):
        status = build_sphinx(
            folder, target, path_config=folder / "_config.yml", confoverrides=values,
            doctreedir=doctrees, noconfig=True, warningiserror=True, keep_going=True,
            jobs=available_cores() + 1,  # one process only distributes the pages to be written
            builder=builder,
        )  # fmt: skip
    if isinstance(status, KeyboardInterrupt):
        raise status
    if status:
        # Sphinx repeats warnings only for pages that it reads again.
        shutil.rmtree(doctrees, ignore_errors=True)
        report = strip_ansi(warnings.getvalue()).replace(f"{folder}{os.sep}", "")
        raise BuildError(report.strip() or str(status))
