"""Store the outputs of executed pages, and the drawn figures, between builds.

The outputs of a page are ``_build/outputs/<docname>.json``; their cache key is a separate file,
so that equal outputs remain the same file, which Sphinx need not read again.
"""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypedDict

from edition.project.files import write_atomically

from .cache_keys import output_key, toolchain_digest
from .page_source import Page

#: Drawn figures that are kept, the latest used first; a book has some fifty.
MAX_PICTURES = 500
#: An output of a code cell, in the format of Jupyter notebooks.
Output = dict[str, Any]


class PageRecord(TypedDict):
    """The names of the tables that a page has loaded, and the outputs of each code cell."""

    tables: list[str]
    outputs: list[list[Output]]


def output_folder(folder: Path) -> Path:
    """Return the folder of the stored outputs of a project."""
    return folder / "_build" / "outputs"


def read_record(docname: str, outputs: Path) -> PageRecord | None:
    """Return the stored record of a page; None if it is missing or damaged."""
    try:
        return json.loads((outputs / f"{docname}.json").read_bytes())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def write_record(docname: str, record: PageRecord, key: str, outputs: Path) -> None:
    """Store the record of a page, and then its cache key, which says that it is complete."""
    text = json.dumps(record, sort_keys=True, ensure_ascii=False, indent=1)
    write_atomically(outputs / f"{docname}.json", text)
    write_atomically(outputs / f"{docname}.key", key)


def stale_pages(pages: Iterable[Page], folder: Path) -> list[Page]:
    """Return the pages without stored outputs that were made from the present inputs."""
    outputs = output_folder(folder)

    def is_current(page: Page) -> bool:
        path, record = outputs / f"{page.docname}.key", read_record(page.docname, outputs)
        if record is None or not path.is_file():
            return False
        return path.read_text() == output_key(page, record["tables"], folder)

    return [page for page in pages if not is_current(page)]


def prune_records(docnames: set[str], outputs: Path) -> None:
    """Delete the stored outputs of all other pages."""
    for path in [*outputs.rglob("*.json"), *outputs.rglob("*.key")]:
        if path.relative_to(outputs).with_suffix("").as_posix() not in docnames:
            path.unlink()


def picture_folder(folder: Path) -> Path:
    """Return the folder of the drawn figures, another one for each state of the toolchain."""
    return folder / "_build" / "pictures" / toolchain_digest(folder)[:16]


def prune_pictures(pictures: Path) -> None:
    """Delete figures drawn by other toolchains, and the least recently used ones."""
    for other in pictures.parent.glob("*"):
        if other != pictures:
            shutil.rmtree(other, ignore_errors=True)
    drawn = sorted(pictures.glob("*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in drawn[MAX_PICTURES:]:
        path.unlink()
