"""Build the book: validate, execute, read and write pages, add a receipt, publish.

Pandas, Sphinx and Jupyter are imported in functions: a build without changes needs none of them,
and in other builds the fork server, which imports them too, must start first.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from edition.data.table_schema import InvalidInput, Violation
from edition.notebooks.cache_keys import digest, digest_files, package_digest
from edition.notebooks.fork_server import running_fork_server
from edition.project import book_formats, citation_file, identity
from edition.project.faults import ProjectFileError
from edition.project.files import project_files, read_yaml, write_atomically

from .errors import BuildError

if TYPE_CHECKING:
    from edition.project.progress import Progress


def validate_project(folder: Path) -> list[Violation]:
    """Return every violation in the settings, the bibliography and the tables."""
    from edition.data import bibliography, tables

    try:
        for name in ("_config.yml", "_toc.yml"):
            read_yaml(folder / name)
        if (folder / "CITATION.cff").is_file():
            citation_file.read_citation_file(folder)
    except ProjectFileError as error:
        return [Violation(*error.place)]
    path = folder / "references.bib"
    if not path.is_file():
        return [Violation(path.name, 1, "file", "is missing")]
    try:
        bibliography.read_bibliography(path)
        return tables.validate_tables(folder)
    except InvalidInput as error:  # without keys or schemas the tables cannot be validated
        return error.violations


def build_book(folder: Path, progress: Progress) -> bool:
    """Build the book in ``_build/html``; return False if nothing has changed since the last build.

    Raises
    ------
    BuildError
        With a report of all violations, of all failing cells, or of all warnings; the last book
        stays in place.
    """
    with locked_project(folder) as inputs:
        return update_book(folder.resolve(), inputs, progress)


@contextlib.contextmanager
def locked_project(folder: Path) -> Iterator[str]:
    """Hold the lock of the project's builds; give the fingerprint of its inputs.

    The fingerprint is computed before anything is read, so that a product during whose making an
    input was edited does not count as up to date.
    """
    folder = folder.resolve()
    os.environ["EDITION_HOME"] = str(folder)
    set_source_date_epoch(folder)
    with build_lock(folder):
        yield input_fingerprint(folder)


def update_book(folder: Path, inputs: str, progress: Progress) -> bool:
    """Build the book of a locked project (see `build_book`)."""
    stamp, html = folder / "_build" / ".stamp", folder / "_build" / "html"
    formats = book_formats.current_formats(folder, inputs)
    state = inputs + digest_files(formats, folder)
    if stamp.is_file() and stamp.read_text() == f"{state}\n{output_signature(html)}":
        return False
    _write_book(folder, formats, progress)
    write_atomically(stamp, f"{state}\n{output_signature(html)}")
    return True


def check_and_execute(folder: Path, progress: Progress) -> dict[str, Any]:
    """Validate a locked project, update its outputs, and return the configuration of Sphinx."""
    with running_fork_server(folder) as server:  # imports while the tables are validated
        progress.step("checking the tables", 1)
        violations = validate_project(folder)
        if violations:
            raise BuildError("\n".join(map(str, violations)))
        progress.advance("all sound")

        from edition.notebooks import execution

        from . import sphinx_run

        config = sphinx_run.sphinx_config(folder)
        failures = execution.refresh_outputs(
            folder, progress=progress, server=server, timeout=config["nb_execution_timeout"],
            meanwhile=lambda: sphinx_run.import_sphinx(config),
        )  # fmt: skip
    if failures:
        raise BuildError("\n\n".join(map(str, failures)))
    return config


def _write_book(folder: Path, formats: list[Path], progress: Progress) -> None:
    config = check_and_execute(folder, progress)
    from . import artifacts
    from .sphinx_run import run_sphinx

    target = folder / "_build" / ".next"
    shutil.rmtree(target, ignore_errors=True)
    overrides = {"edition_formats": list(map(str, formats))}
    run_sphinx(folder, target, config, progress, overrides=overrides)
    for path in formats:
        shutil.copyfile(path, target / path.name)
    artifacts.add_artifacts(folder, target, progress)
    replace_folder(folder / "_build" / "html", target)


def set_source_date_epoch(folder: Path) -> None:
    """Set ``SOURCE_DATE_EPOCH`` to the date of the last commit, unless it is set."""
    if not os.environ.get("SOURCE_DATE_EPOCH"):
        os.environ["SOURCE_DATE_EPOCH"] = f"{identity.build_time(folder).timestamp():.0f}"


@contextlib.contextmanager
def build_lock(folder: Path) -> Iterator[None]:
    """Wait until no other process builds the same project, and hold the others off."""
    (folder / "_build").mkdir(exist_ok=True)
    with (folder / "_build" / ".lock").open("w") as file:
        with contextlib.suppress(ImportError):  # Windows
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def input_fingerprint(folder: Path) -> str:
    """Return the digest of all inputs of a build."""
    edition = repr(identity.build_identity(folder))
    return digest(
        digest_files(project_files(folder), folder), edition, package_digest(folder, whole=True)
    )


def output_signature(html: Path) -> str:
    """Return a digest that changes when a file of the built book is touched."""
    files = ((path, path.stat()) for path in sorted(html.rglob("*")) if path.is_file())
    return digest(*(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in files))


def replace_folder(folder: Path, new: Path) -> None:
    """Rename *new* to *folder*, and delete what was there."""
    old = folder.with_name(".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
