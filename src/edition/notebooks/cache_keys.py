"""Compute the cache keys of outputs: digests of everything that they depend on."""

import hashlib
import json
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from edition.data.data_package import resources
from edition.project import vocabulary
from edition.project.files import files_below

from .page_source import Page

ENGINE = Path(__file__).parent.parent
#: Parts of the engine that run only after the outputs are made.
AFTER_EXECUTION = {"build", "citing", "cli.py", "html", "sphinxext", "theme", "__main__.py"}


def digest(*parts: bytes | str) -> str:
    """Return the SHA-256 of several parts, whose boundaries count."""
    total = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(b"%d:" % len(data) + data)
    return total.hexdigest()


def digest_files(paths: Iterable[Path], base: Path) -> str:
    """Return the digest of the contents of files and of their paths relative to *base*."""
    files = sorted((path.relative_to(base).as_posix(), path) for path in paths)
    return digest(*(part for name, path in files for part in (name, path.read_bytes())))


def package_digest(folder: Path, *, whole: bool = False) -> str:
    """Return the digest of the code that outputs depend on, or of the *whole* code.

    It covers the engine and what the project's vocabulary belongs to; outputs do not depend on
    the files that pages load.
    """
    study, files = vocabulary.study_sources(folder)
    loaded = vocabulary.current(folder).static
    if loaded and not whole:
        files = [path for path in files if loaded not in path.parents]
    return digest(_engine_digest(whole), digest_files(files, study))


@lru_cache
def _engine_digest(whole: bool) -> str:
    return digest_files((
        path for path in files_below(ENGINE)
        if whole or path.relative_to(ENGINE).parts[0] not in AFTER_EXECUTION
    ), ENGINE)  # fmt: skip


def toolchain_digest(folder: Path) -> str:
    """Return the digest of what computes outputs: code, locked packages, Python."""
    return digest(package_digest(folder), read_lock(folder), sys.version)


def read_lock(folder: Path) -> bytes:
    """Return the pinned requirements of a project; empty if it pins none."""
    path = folder / "requirements.txt"
    return path.read_bytes() if path.is_file() else b""


def output_key(page: Page, tables: Iterable[str], folder: Path) -> str:
    """Return the cache key of the outputs of a page that loads some tables."""
    described = resources(folder)
    names = [f"data/{described[name]['path']}" for name in tables if name in described]
    paths = (folder / name for name in ("references.bib", "data/datapackage.json", *names))
    cells = [(cell.source, cell.metadata) for cell in page.code_cells]
    return digest(
        json.dumps(cells, sort_keys=True),
        digest_files((path for path in paths if path.is_file()), folder),
        toolchain_digest(folder),
    )


def kernel_inputs_digest(folder: Path) -> str:
    """Return the digest of all data that a kernel could read, to notice edits while it runs."""
    return digest_files([*files_below(folder / "data"), folder / "references.bib"], folder)
