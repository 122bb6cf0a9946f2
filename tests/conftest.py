"""Shared by the tests: the project's folder, a copy of its data, the built book, a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

import hosting
import surfing
from built import Page, pages_of
from softbalancing import load

ROOT = Path(__file__).parent.parent
os.environ.setdefault("EDITION_HOME", str(ROOT))


#: Tests that share something dear to make, by a pattern of their ids: one process runs them all.
TOGETHER = {
    "forms": r"test_(pdf|epub)\.py",
    "elsewhere": r"test_same_book\.py",
    "binder": r"test_binder\.py",
    "miniature": r"test_miniature\.py",
    "walk, wide": r"test_light\.py::.*\[wide\]",
    "walk, narrow": r"test_light\.py::.*\[narrow\]",
}


class Together(LoadScopeScheduling):
    """Hands out tests one by one, but those of `TOGETHER` to the same process.

    The mark ``xdist_group``, which is meant for this, has no effect in this release of pytest.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = (group for group, pattern in TOGETHER.items() if re.search(pattern, nodeid))
        return next(found, nodeid)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> Together:
    """Let xdist hand out the tests in this way."""
    return Together(config, log)


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of tables, bibliography and configuration that a test may change."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    for name in ("references.bib", "_config.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def build() -> str:
    """Build the book as `make book` does; gives what went wrong, or nothing."""
    command = [sys.executable, "-m", "softbalancing", "build"]
    home = {**os.environ, "EDITION_HOME": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True)
    return f"{done.stdout[-6000:]}{done.stderr[-6000:]}" if done.returncode else ""


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built book: the first worker builds it, with warnings as errors, the others wait.

    `EDITION_BOOK` names a book that is built already.
    """
    if os.environ.get("EDITION_BOOK"):
        return Path(os.environ["EDITION_BOOK"]).resolve()
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent  # the folder that all workers of this run have in common
    outcome = shared / "book-outcome.txt"
    try:
        (shared / "book-building").mkdir()
    except FileExistsError:
        patience = time.monotonic() + 900
        while not outcome.exists():
            assert time.monotonic() < patience, "another worker never finished building the book"
            time.sleep(0.2)
    else:
        draft = shared / "book-outcome.draft"
        draft.write_text(build(), encoding="utf-8")
        draft.replace(outcome)
    report = outcome.read_text(encoding="utf-8")
    assert not report, f"`make book` fails:\n{report}"
    return ROOT / "_build" / "html"


#: Not the commands, which would publish the pages anew while other tests read them.  The PDF
#: first: it brings the pages up to date, and an e-book that they do not link yet would count.
MAKE_FORMS = (
    "from pathlib import Path; from softbalancing.progress import Lines; "
    "from softbalancing.forms import epub, pdf; "
    "pdf.make(Path('.'), Lines()); print('EPUB', flush=True); epub.make(Path('.'), Lines())"
)


@pytest.fixture(scope="session")
def forms(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the PDF and the EPUB are, made once from the built pages, which stay as they are."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with FileLock(shared / "forms.lock"):
        log = shared / "forms.log"
        if not log.exists():
            command = [sys.executable, "-c", MAKE_FORMS]
            home = {**os.environ, "EDITION_HOME": str(ROOT)}
            done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True)
            failed = f"`make pdf` or `make epub` fails:\n{done.stdout}{done.stderr}"
            assert done.returncode == 0, failed
            log.write_text(done.stdout, encoding="utf-8")
    assert "executing pages: 0" in log.read_text(encoding="utf-8").partition("EPUB")[2]
    return ROOT / "_build"


@pytest.fixture(scope="session")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The maintainers' documentation, built once as `make docs` builds it."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    with FileLock(shared / "docs.lock"):
        log = shared / "docs.log"
        if not log.exists():
            command = [sys.executable, str(ROOT / "tools" / "build_docs.py")]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
            assert done.returncode == 0, f"`make docs` fails:\n{done.stdout}{done.stderr}"
            log.write_text(done.stdout, encoding="utf-8")
    return ROOT / "_build" / "docs"


@pytest.fixture(scope="session")
def docs_site(docs: Path) -> Iterator[str]:
    """The address under which the documentation is served on this machine."""
    with hosting.served(docs) as address:
        yield address


@pytest.fixture(scope="session")
def pages(book: Path) -> dict[str, Page]:
    """The pages of the built book by their address."""
    return pages_of(book)


@pytest.fixture(scope="session")
def site(book: Path) -> Iterator[str]:
    """The address under which the built book is served on this machine."""
    with hosting.served(book) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of a worker."""
    with sync_playwright() as playwright:
        opened = surfing.chromium(playwright)
        yield opened
        opened.close()


@pytest.fixture
def events():
    """The table of events."""
    return load("events")
