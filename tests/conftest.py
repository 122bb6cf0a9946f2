"""Shared by the tests: the project's folder, a copy of its data, the built book, a browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from softbalancing import load

ROOT = Path(__file__).parent.parent
os.environ.setdefault("SOFTBALANCING_HOME", str(ROOT))


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the tables and the bibliography, to be spoilt."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    shutil.copy(ROOT / "references.bib", tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The built book, made once for all tests with warnings as errors."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if worker_id != "master" else shared
    from filelock import FileLock

    html = ROOT / "_build" / "html"
    with FileLock(str(shared / "book.lock")):
        stamp = shared / "book.built"
        if not stamp.exists():
            command = [sys.executable, "-m", "softbalancing", "build"]
            own = {**os.environ, "SOFTBALANCING_HOME": str(ROOT)}  # tests point it elsewhere
            done = subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True)
            assert done.returncode == 0, f"`make book` fails:\n{done.stdout[-6000:]}{done.stderr[-6000:]}"
            stamp.touch()
    return html


@pytest.fixture
def events():
    """The table of events."""
    return load("events")
