"""Shared by the tests: the project's folder, a copy of its data, the built book, a browser."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright
from xdist.scheduler import LoadScopeScheduling

import hosting
import surfing
import tiny_book
from built import Page, pages_of
from softbalancing import load

ROOT = Path(__file__).parent.parent
os.environ.setdefault("EDITION_HOME", str(ROOT))


#: Tests that one worker runs together although others of their module go elsewhere, or that
#: share something across modules, by a pattern of their ids.
TOGETHER = {
    "formats": r"test_(pdf_file|epub)\.py",
    "walk, wide": r"test_light\.py::.*\[wide\]$",
    "walk, narrow": r"test_light\.py::.*\[narrow\]$",
}
#: Modules whose tests any worker may run; those of another module stay together, because they
#: share what they read and compute.
APART = (
    r"test_(pipeline|interruption|light|browser|interaction|reading_page|your_reading|keyboard)\."
    r"|test_lighthouse\."
)
#: What workers begin first: the book and what is made from it, what takes long and needs no
#: book, then what takes long and needs one.  Short modules come last, so that no worker idles.
FIRST = (
    "pdf_file|epub", "pipeline", "interruption", "cli", "same_book", "browser", "light",
    "lighthouse", "docs", "binder", "interaction", "reading|reading_page|your_reading", "keyboard",
    "reading_core", "labels", "book_figures", "sticky_heads", "types", "reference_managers",
    "citing_in_pages",
)  # fmt: skip
#: What `make test-quick` leaves out: fixtures, and modules that run programs or Sphinx.
SLOW_FIXTURES = {"book", "browser", "docs", "ferry", "pristine", "programs"}
SLOW = (
    r"test_(types|execution|reference_managers|bench|pipeline|interruption|cli|extension)\."
    r"|test_row_references\."
)


class Together(LoadScopeScheduling):
    """Distributes tests by module and by `TOGETHER`, those of modules of `APART` one by one.

    The mark ``xdist_group``, which is meant for this, has no effect in this release of pytest.
    """

    def _split_scope(self, nodeid: str) -> str:
        found = (group for group, pattern in TOGETHER.items() if re.search(pattern, nodeid))
        alone = nodeid if re.search(APART, nodeid) else nodeid.partition("::")[0]
        return next(found, alone)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log) -> Together:
    """Let xdist distribute tests in this way, in the order in which they were collected."""
    config.option.loadscopereorder = False
    return Together(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of `make test-quick`."""
    parser.addoption("--quick", action="store_true", help="no books, no browser, no programs")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put what takes long first, by `FIRST`; leave out what `--quick` leaves out."""
    if config.getoption("quick"):
        items[:] = filter(is_quick, items)
    patterns = [re.compile(rf"test_({each})\.py") for each in FIRST]

    def place(item: pytest.Item) -> int:
        found = (n for n, pattern in enumerate(patterns) if pattern.search(item.nodeid))
        return next(found, len(patterns))

    items.sort(key=place)


def is_quick(item: pytest.Item) -> bool:
    """Whether a test needs no built book, no browser and no program that takes long."""
    return not SLOW_FIXTURES & set(item.fixturenames) and not re.search(SLOW, item.nodeid)


@pytest.fixture(autouse=True)
def unchanged_environment() -> Iterator[None]:
    """Give each test the environment variables that the run began with.

    A build that a test runs in this process sets ``SOURCE_DATE_EPOCH``.
    """
    before = dict(os.environ)
    yield
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


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


def run_once(name: str, code: str, shared: Path) -> tuple[int, str]:
    """Run Python code in the project, once for all workers; return its status and its output.

    The worker that gets the lock first runs it; the others wait and read what it has left.
    """
    path = shared / f"{name}.json"
    with FileLock(shared / f"{name}.lock"):
        if not path.exists():
            home = {**os.environ, "EDITION_HOME": str(ROOT)}
            done = subprocess.run(
                [sys.executable, "-c", code], cwd=ROOT, env=home, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            path.write_text(json.dumps([done.returncode, done.stdout]), encoding="utf-8")
    status, output = json.loads(path.read_text(encoding="utf-8"))
    return status, output


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A temporary folder that all workers of this run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def pristine(shared: Path) -> Path:
    """The tiny book, built once for all workers; tests change copies of it."""
    folder = shared / "pristine" / "book"
    with FileLock(shared / "pristine.lock"):
        return folder if folder.exists() else tiny_book.built(folder)


@pytest.fixture(scope="session")
def book(shared: Path) -> Path:
    """The book, built as by `make book`; `EDITION_BOOK` names one that is built already."""
    if os.environ.get("EDITION_BOOK"):
        return Path(os.environ["EDITION_BOOK"]).resolve()
    status, output = run_once("book", "from edition.cli import app; app(['build'])", shared)
    assert status == 0, f"`make book` fails:\n{output[-6000:]}"
    return ROOT / "_build" / "html"


#: The commands would publish the pages anew while other tests read them.  The PDF comes first,
#: because it brings the pages up to date, and they would link an EPUB that exists.
MAKE_FORMATS = """
from pathlib import Path
from edition.build.formats import epub_file, pdf_file
from edition.project.progress import LogProgress
pdf_file.make_pdf(Path("."), LogProgress())
print("EPUB", flush=True)
epub_file.make_epub(Path("."), LogProgress())
"""


@pytest.fixture(scope="session")
def formats(book: Path, shared: Path) -> Path:
    """The folder of the PDF and the EPUB, made from the built pages, which do not change."""
    status, output = run_once("formats", MAKE_FORMATS, shared)
    assert status == 0, f"`make pdf` or `make epub` fails:\n{output[-6000:]}"
    assert "executing pages: 0" in output.partition("EPUB")[2]
    return ROOT / "_build"


@pytest.fixture(scope="session")
def docs(shared: Path) -> Path:
    """The maintainers' documentation, built as by `make docs`."""
    code = "import runpy; runpy.run_path('tools/build_docs.py', run_name='__main__')"
    status, output = run_once("docs", code, shared)
    assert status == 0, f"`make docs` fails:\n{output[-6000:]}"
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
