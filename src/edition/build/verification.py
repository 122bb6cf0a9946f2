"""Execute all pages anew and compare the outputs with the receipt of a published book."""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.pool import ThreadPool
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from edition.citing.swhids import content_swhid
from edition.notebooks import execution, receipt
from edition.notebooks.cache_keys import package_digest, read_lock
from edition.notebooks.output_store import PageRecord
from edition.notebooks.page_source import Page, notebook_pages
from edition.notebooks.receipt import PageReceipt, Receipt, sha256
from edition.project.progress import Progress

#: Function that returns a published file by its path in the book; None if it is missing.
ReadFile = Callable[[str], bytes | None]


class NoReceipt(Exception):
    """A book without a receipt that this version can read."""


class State(StrEnum):
    """What came of verifying one part of a book."""

    REPRODUCED = "reproduced"
    DIFFERS = "differs"
    FAILED = "could not run"


@dataclass(frozen=True)
class Outcome:
    """The state of one part of the book, and a line on each difference or failure."""

    name: str
    state: State
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([f"{self.name}: {self.state}", *(f"  {line}" for line in self.details)])


def outcome(name: str, differences: Iterable[str]) -> Outcome:
    """Return the outcome of a part of the book with these differences."""
    details = tuple(differences)
    return Outcome(name, State.DIFFERS if details else State.REPRODUCED, details)


def file_reader(book: str | Path) -> ReadFile:
    """Return a function that reads the files of a book in a folder or at an address."""
    text = str(book)
    if text.startswith(("http://", "https://")):
        base = text.removesuffix("index.html").rstrip("/")
        return lambda path: _fetch(f"{base}/{quote(path)}")
    folder = Path(text)
    return lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None


def _fetch(address: str) -> bytes | None:
    try:
        with urlopen(address, timeout=30) as response:
            return response.read()
    except (URLError, TimeoutError):
        return None


def verify_book(folder: Path, book: str | Path, progress: Progress) -> list[Outcome]:
    """Compare a published book with this project, executed anew in unforked kernels.

    *book* is a folder or an address.  The outcomes are those of the published files, of the
    inputs, and of each page that is a notebook.

    Raises
    ------
    NoReceipt
        If the book has no readable receipt.
    """
    read_file = file_reader(book)
    try:
        published: Receipt = json.loads(read_file("receipt.json") or b"")
    except json.JSONDecodeError:
        raise NoReceipt(f"{book} has no readable receipt.json") from None
    if published.get("format") != receipt.FORMAT:
        raise NoReceipt(f"{book}: receipt.json is of another format")
    progress.step("checking the published files", len(published["files"]))
    files = outcome("published files", altered_files(published, read_file, progress))
    inputs = outcome("inputs", altered_inputs(folder, published, read_file))
    pages = notebook_pages(folder)
    executed, failures = execution.execute_pages(pages, folder, progress=progress)
    failed = {failure.docname: str(failure) for failure in failures}
    here = {page.docname: page for page in pages}
    outcomes = [files, inputs]
    for docname in sorted({*published["chapters"], *here}):
        if docname not in here:
            outcomes.append(Outcome(docname, State.FAILED, ("there is no such page here",)))
        elif docname in failed:
            outcomes.append(Outcome(docname, State.FAILED, tuple(failed[docname].splitlines())))
        elif docname not in published["chapters"]:
            outcomes.append(Outcome(docname, State.DIFFERS, ("is not in the receipt",)))
        else:
            expected, record = published["chapters"][docname], executed[docname].record
            details = page_differences(here[docname], record, expected, read_file)
            outcomes.append(outcome(docname, details))
    return outcomes


def altered_files(published: Receipt, read_file: ReadFile, progress: Progress) -> list[str]:
    """Return a line on each published file that is not that of the receipt."""

    def fault(item: tuple[str, str]) -> str:
        path, expected = item
        content = read_file(path)
        if content is None:
            return f"{path} is missing"
        return "" if sha256(content) == expected else f"{path} was changed after the build"

    with ThreadPool(8) as pool:  # its threads do not outlive Ctrl-C
        faults = pool.map(fault, published["files"].items())
    progress.advance("files", by=len(faults))
    archive = archive_differences(published["files"], read_file("edition.zip"))
    return [*filter(None, faults), *archive]


def archive_differences(files: Mapping[str, str], content: bytes | None) -> list[str]:
    """Return a line on each published file that is another in the archive of the book.

    The receipt cannot hold the digest of the archive, because the archive holds the receipt.
    """
    if content is None:
        return ["edition.zip is missing"]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            packed = {name: sha256(archive.read(name)) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return ["edition.zip is not a ZIP archive"]
    return [
        f"edition.zip: {path} is {'another file' if path in packed else 'missing'}"
        for path, expected in files.items()
        if packed.get(path) != expected
    ]


def altered_inputs(folder: Path, published: Receipt, read_file: ReadFile) -> list[str]:
    """Return a line on each table, and on code and lock, that are not those of the receipt."""
    found = []
    for path, expected in published["tables"].items():
        content = (folder / path).read_bytes() if (folder / path).is_file() else b""
        if content_swhid(content) != expected:
            before = (read_file(path) or b"").decode("utf-8", "replace")
            where = receipt.line_difference(before, content.decode("utf-8", "replace"))
            found.append(f"{path} is not the published table: {where or 'bytes differ'}")
    if published["package"] != package_digest(folder):
        found.append("the package’s sources are not those of the receipt")
    if published["environment"]["requirements"] != sha256(read_lock(folder)):
        found.append("requirements.txt is not that of the receipt")
    return found


def page_differences(
    page: Page, record: PageRecord, published: PageReceipt, read_file: ReadFile
) -> list[str]:
    """Return a line on each difference of an executed page from its receipt."""
    present = receipt.page_receipt(page.text, record)
    drawn = receipt.published_figures(record["outputs"])
    lines = []
    for difference in receipt.differences(published, present):
        where = ""
        if difference.kind == "figure" and difference.name in drawn:
            rows = (read_file(f"figures/{difference.name}.csv") or b"").decode("utf-8", "replace")
            where = rows and receipt.line_difference(rows, drawn[difference.name]["csv"])
        lines.append(f"{difference} ({where})" if where else str(difference))
    if published["source"] != present["source"]:
        lines.append(f"{page.docname}.md is not the published source")
    return lines


def exit_status(outcomes: Iterable[Outcome]) -> int:
    """Return 0 if everything is reproduced, 1 if something differs, 2 if something failed."""
    states = {outcome.state for outcome in outcomes}
    return 2 if State.FAILED in states else 1 if State.DIFFERS in states else 0
