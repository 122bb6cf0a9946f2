"""Build the book: check, execute, read, write, account for it, and only then publish it.

What takes long to import is imported where it is used: a build that has nothing to do ends
the sooner, and in another the process that kernels are forked from is started first.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from edition.data.table_schema import InvalidInput, Violation
from edition.notebooks import fork_server, pages
from edition.project import book_formats, identity
from edition.project.progress import Progress, strip_ansi

IGNORED = {"_build", "node_modules", "__pycache__"}
STAGE = re.compile(r"(reading sources|writing output)\.\.\. \[ *(\d+)%\]")


class BuildError(Exception):
    """The book cannot be built; the message says where and why."""


def check(folder: Path) -> list[Violation]:
    """Every breach in the bibliography and the tables."""
    from edition.data import bibliography, tables

    works = folder / "references.bib"
    if not works.is_file():
        return [Violation(works.name, 1, "file", "is missing")]
    try:
        bibliography.parse_bibliography(works)
        return tables.validate_tables(folder)
    except InvalidInput as error:  # without keys or schemas the tables cannot be checked
        return error.violations


def build(folder: Path, progress: Progress) -> bool:
    """Build the book in ``_build/html``; a failed build leaves the last good one there.

    Parameters
    ----------
    folder : Path
        The project's folder.
    progress : Progress
        Is told of every step.

    Returns
    -------
    bool
        False when nothing has changed since the last build, so that nothing was done.

    Raises
    ------
    BuildError
        With the whole report, one breach, failing cell or warning to a line.
    """
    with opened(folder) as inputs:
        return update(folder.resolve(), inputs, progress)


@contextlib.contextmanager
def opened(folder: Path) -> Iterator[str]:
    """The project, locked for whoever makes something of it; gives the hash of its inputs.

    The hash is taken before anything is read: what is edited during the making is not in
    what was made, or nobody knows whether it is.
    """
    folder = folder.resolve()
    os.environ["EDITION_HOME"] = str(folder)
    set_epoch(folder)
    with lock(folder):
        yield fingerprint(folder)


def update(folder: Path, inputs: str, progress: Progress) -> bool:
    """Build the book of a project that `opened` has locked; False when nothing has changed."""
    stamp = folder / "_build" / ".stamp"
    html = folder / "_build" / "html"
    forms = book_formats.current_formats(folder, inputs)
    state = inputs + pages.digest_files(forms, folder)
    before, _, untouched = (stamp.read_text() if stamp.is_file() else "").partition("\n")
    intact = untouched == signature(html)
    if intact and before == state:
        return False
    _make(folder, forms, progress)
    stamp.write_text(f"{state}\n{signature(html)}")
    return True


def prepare(folder: Path, progress: Progress) -> dict:
    """Check the tables and bring the outputs up to date; returns Sphinx's configuration."""
    with fork_server.warm(folder) as warm:  # gets ready while the tables are checked
        progress.step("checking the tables", 1)
        found = check(folder)
        if found:
            raise BuildError("\n".join(map(str, found)))
        progress.advance("all sound")

        from edition.notebooks import execution

        config = configuration(folder)
        failures = execution.refresh(
            folder,
            warm=warm,
            timeout=config["nb_execution_timeout"],
            begun=lambda count: progress.step("executing pages", count),
            done=progress.advance,
            meanwhile=lambda: preload(config),
        )
    if failures:
        raise BuildError("\n\n".join(map(str, failures)))
    return config


def _make(folder: Path, forms: list[Path], progress: Progress) -> None:
    config = prepare(folder, progress)
    made = folder / "_build" / ".next"
    shutil.rmtree(made, ignore_errors=True)
    run_sphinx(folder, made, config, progress, more={"edition_forms": list(map(str, forms))})
    for form in forms:
        shutil.copyfile(form, made / form.name)
    from . import artifacts

    progress.step("writing notebooks, receipt and archive", 3)
    artifacts.publish(folder, made, progress)
    swap(made, folder / "_build" / "html")


def set_epoch(folder: Path) -> None:
    """Take ``SOURCE_DATE_EPOCH`` from the last commit, unless it is set."""
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ["SOURCE_DATE_EPOCH"] = f"{identity.build_time(folder).timestamp():.0f}"


@contextlib.contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Wait for another build of the same project to end."""
    place = folder / "_build"
    place.mkdir(exist_ok=True)
    with (place / ".lock").open("w") as file:
        with contextlib.suppress(ImportError):  # Windows
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sources(folder: Path) -> Iterator[Path]:
    """Every file of the project that a build could read."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(n for n in folders if n not in IGNORED and not n.startswith("."))
        yield from (Path(place) / name for name in sorted(files))


def fingerprint(folder: Path) -> str:
    """All inputs of a build as one hash."""
    current = identity.build_identity(folder)
    package = pages.package_digest(whole=True)
    return pages.digest(pages.digest_files(sources(folder), folder), repr(current), package)


def signature(html: Path) -> str:
    """What tells whether the built book has been touched, cheaply."""
    files = ((path, path.stat()) for path in sorted(html.rglob("*")) if path.is_file())
    return pages.digest(*(f"{p} {s.st_size} {s.st_mtime_ns}" for p, s in files))


def configuration(folder: Path) -> dict:
    """Sphinx's configuration, as Jupyter Book makes it from ``_config.yml``."""
    from jupyter_book.config import get_final_config

    return get_final_config(
        user_yaml=folder / "_config.yml",
        cli_config={"latex_individualpages": False},
        sourcedir=folder,
    )[0]


def preload(config: dict) -> None:
    """Import what Sphinx will need, at a time when there is nothing else to do."""
    for name in ("jupyter_book.sphinx", "sphinx.builders.html", *config["extensions"]):
        import_module(name)


class _Status(io.TextIOBase):
    """Reads Sphinx's messages for how far it is."""

    def __init__(self, progress: Progress):
        self._progress, self._at = progress, 0

    def write(self, text: str) -> int:
        found = STAGE.search(strip_ansi(text))
        if found:
            at = int(found[2]) + 100 * (found[1] == "writing output")
            if at > self._at:
                self._progress.advance(found[1], by=at - self._at)
                self._at = at
        return len(text)


def run_sphinx(
    folder: Path,
    target: Path,
    config: dict,
    progress: Progress,
    *,
    builder: str = "html",
    more: dict | None = None,
) -> None:
    """Read and write what has changed, into an empty folder."""
    from jupyter_book.sphinx import build_sphinx

    from edition.notebooks import execution

    # Kept for each builder apart: some settings of one would make the other read all pages anew.
    doctrees = folder / "_build" / (".doctrees" if builder == "html" else f".doctrees-{builder}")
    overrides = {
        "extensions": [
            *config["extensions"],
            "edition.sphinxext.stored_outputs",
        ],
        "latex_individualpages": False,
        "nb_execution_mode": "off",
        "edition_outputs": str(execution.store(folder)),
        **(more or {}),
    }
    progress.step("reading and writing pages", 200)
    warnings = io.StringIO()
    with (
        contextlib.redirect_stderr(warnings),
        contextlib.redirect_stdout(_Status(progress)),
    ):
        status = build_sphinx(
            folder, target, path_config=folder / "_config.yml", confoverrides=overrides,
            doctreedir=doctrees, noconfig=True, warningiserror=True, keep_going=True,
            jobs=execution.cores() + 1,  # one of the processes that write only hands out pages
            builder=builder,
        )  # fmt: skip
    if status:
        # Warnings are given when a page is read: forget what was read, to be given them again.
        shutil.rmtree(doctrees, ignore_errors=True)
        report = strip_ansi(warnings.getvalue()).replace(f"{folder}{os.sep}", "")
        raise BuildError(report.strip() or str(status))


def swap(made: Path, html: Path) -> None:
    """Put the new book in the old one's place."""
    old = html.with_name(".old")
    shutil.rmtree(old, ignore_errors=True)
    if html.exists():
        html.rename(old)
    made.rename(html)
    shutil.rmtree(old, ignore_errors=True)
