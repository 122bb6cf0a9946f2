"""Execute everything anew and compare it with the receipt of a published book."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from edition.notebooks import execution, pages, receipt
from edition.project.progress import Progress

REPRODUCED, DIFFERS, FAILED = "reproduced", "differs", "could not run"
Read = Callable[[str], bytes | None]


class NoReceipt(Exception):
    """There is no receipt to compare with."""


@dataclass(frozen=True)
class Outcome:
    """What came of one part of the book, and in what it differs."""

    name: str
    state: str
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join([f"{self.name}: {self.state}", *(f"  {line}" for line in self.details)])


def judged(name: str, details: Iterable[str]) -> Outcome:
    """*Differs* where there are details, *reproduced* where there are none."""
    details = tuple(details)
    return Outcome(name, DIFFERS if details else REPRODUCED, details)


def reader(book: str | Path) -> Read:
    """``read(path)`` for a book in a folder or at an address; it gives None for what is missing."""
    text = str(book)
    if text.startswith(("http://", "https://")):
        base = text.removesuffix("index.html").rstrip("/")
        return lambda path: _fetch(f"{base}/{quote(path)}")
    folder = Path(text)
    return lambda path: (folder / path).read_bytes() if (folder / path).is_file() else None


def _fetch(address: str) -> bytes | None:
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.read()
    except (URLError, TimeoutError):
        return None


def verify(folder: Path, book: str | Path, progress: Progress) -> list[Outcome]:
    """Compare this project, executed anew in plain kernels, with a published book.

    Parameters
    ----------
    folder : Path
        The project's folder.
    book : str or Path
        A built book: its folder or its address.
    progress : Progress
        Is told of every step.

    Returns
    -------
    list of Outcome
        Of the published files, the inputs and each chapter.

    Raises
    ------
    NoReceipt
        When the book has no readable receipt.
    """
    read = reader(book)
    try:
        published = json.loads(read("receipt.json") or b"")
    except json.JSONDecodeError:
        raise NoReceipt(f"{book} has no readable receipt.json") from None
    if published.get("format") != receipt.FORMAT:
        raise NoReceipt(f"{book}: receipt.json is of another format")
    progress.step("checking the published files", len(published["files"]))
    files = judged("published files", altered(published, read, progress))
    inputs = judged("inputs", inputs_changed(folder, published, read))
    found = pages.notebooks(folder)
    progress.step("executing pages", len(found))
    records, failures = execution.execute(found, folder, done=progress.advance)
    chapters = judge_chapters(found, records, failures, published, read)
    return [files, inputs, *chapters]


def altered(published: dict, read: Read, progress: Progress) -> list[str]:
    """The published files that are not those of the receipt."""

    def fault(item: tuple[str, str]) -> str:
        path, expected = item
        data = read(path)
        if data is None:
            return f"{path} is missing"
        return "" if receipt.digest(data) == expected else f"{path} was changed after the build"

    with ThreadPoolExecutor(8) as pool:
        faults = list(pool.map(fault, published["files"].items()))
    progress.advance("files", by=len(faults))
    return [*filter(None, faults), *archive_altered(published, read("edition.zip"))]


def archive_altered(published: dict, data: bytes | None) -> list[str]:
    """In what the archive of the whole book is not the book.

    The receipt cannot hold the archive's own hash, for the archive holds the receipt.
    """
    if data is None:
        return ["edition.zip is missing"]
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            packed = {name: receipt.digest(archive.read(name)) for name in archive.namelist()}
    except zipfile.BadZipFile:
        return ["edition.zip is not a ZIP archive"]
    return [
        f"edition.zip: {path} is {'another file' if path in packed else 'missing'}"
        for path, expected in published["files"].items()
        if packed.get(path) != expected
    ]


def inputs_changed(folder: Path, published: dict, read: Read) -> list[str]:
    """The tables, package and requirements here that are not those of the receipt."""
    found = []
    for path, expected in published["tables"].items():
        data = (folder / path).read_bytes() if (folder / path).is_file() else b""
        if receipt.swhid(data) != expected:
            before = (read(path) or b"").decode("utf-8", "replace")
            where = receipt.row_difference(before, data.decode("utf-8", "replace"))
            found.append(f"{path} is not the published table: {where or 'bytes differ'}")
    if published["package"] != pages.package_digest():
        found.append("the package’s sources are not those of the receipt")
    lock = folder / "requirements.txt"
    locked = lock.read_bytes() if lock.is_file() else b""
    if published["environment"]["requirements"] != receipt.digest(locked):
        found.append("requirements.txt is not that of the receipt")
    return found


def judge_chapters(found, records, failures, published, read: Read) -> list[Outcome]:
    """What came of each chapter here or in the receipt."""
    failed = {failure.page: failure for failure in failures}
    here = {page.name: page for page in found}
    outcomes = []
    for name in sorted({*published["chapters"], *here}):
        if name not in here:
            outcomes.append(Outcome(name, FAILED, ("there is no such page here",)))
        elif name in failed:
            outcomes.append(Outcome(name, FAILED, tuple(str(failed[name]).splitlines())))
        elif name not in published["chapters"]:
            outcomes.append(Outcome(name, DIFFERS, ("is not in the receipt",)))
        else:
            part = published["chapters"][name]
            outcomes.append(judged(name, compare(here[name], records[name], part, read)))
    return outcomes


def compare(page: pages.Page, record: dict, published: dict, read: Read) -> list[str]:
    """In what a page differs from its part of the receipt, figures by their rows."""
    fresh = receipt.chapter(page.text, record)
    found = receipt.differences(published, fresh)
    drawn = receipt.figures(record["outputs"])
    told = []
    for difference in found:
        where = ""
        if difference.kind == "figure" and difference.name in drawn:
            rows = (read(f"figures/{difference.name}.csv") or b"").decode("utf-8", "replace")
            where = rows and receipt.row_difference(rows, drawn[difference.name]["csv"])
        told.append(f"{difference} ({where})" if where else str(difference))
    if published["source"] != fresh["source"]:
        told.append(f"{page.name}.md is not the published source")
    return told


def status(outcomes: Iterable[Outcome]) -> int:
    """The exit status: 0 all reproduced, 1 something differs, 2 something could not run."""
    states = {outcome.state for outcome in outcomes}
    return 2 if FAILED in states else 1 if DIFFERS in states else 0
