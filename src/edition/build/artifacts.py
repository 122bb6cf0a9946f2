"""Add to the written pages: executed notebooks, sources, the receipt, and the archive of all."""

import json
import zipfile
from pathlib import Path
from typing import Any

from edition.data.data_package import resources
from edition.figures import MIME
from edition.notebooks.cache_keys import package_digest, read_lock
from edition.notebooks.output_store import Output, PageRecord, output_folder, read_record
from edition.notebooks.page_source import Page, docnames, notebook_pages
from edition.notebooks.receipt import build_receipt, page_receipt
from edition.project import identity
from edition.project.files import project_files, write_file
from edition.project.progress import Progress
from edition.project.version_control import git_output

#: Folder of the project's files in ``edition.zip``.
PROJECT = "project"
#: Suffixes of files that are compressed already.
COMPRESSED = {".woff2", ".png", ".jpg", ".zip"}


def add_artifacts(folder: Path, html: Path, progress: Progress) -> None:
    """Add notebooks, sources, receipt and archive to the written pages of a project."""
    progress.step("writing notebooks, receipt and archive", 3)
    pages = {}
    for page in notebook_pages(folder):
        record = read_record(page.docname, output_folder(folder))
        assert record, f"{page.docname} has been executed, but its outputs are missing"
        pages[page.docname] = page_receipt(page.text, record)
        write_file(html / "notebooks" / f"{page.docname}.ipynb", executed_notebook(page, record))
    for docname in docnames(folder):
        write_file(html / "sources" / f"{docname}.md", (folder / f"{docname}.md").read_bytes())
    progress.advance("notebooks")
    (html / ".buildinfo").unlink(missing_ok=True)  # Sphinx's record of its configuration
    receipt = build_receipt(
        identity.build_identity(folder),
        package=package_digest(folder),
        lock=read_lock(folder),
        tables={
            f"data/{resource['path']}": (folder / "data" / resource["path"]).read_bytes()
            for resource in resources(folder).values()
        },
        pages=pages,
        files={path: (html / path).read_bytes() for path in files_in(html)},
    )
    write_file(html / "receipt.json", json.dumps(receipt, indent=1, ensure_ascii=False) + "\n")
    progress.advance("receipt")
    write_archive(folder, html)
    progress.advance("archive")


def files_in(folder: Path) -> list[str]:
    """Return the paths of all files in a folder, relative to it, sorted."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def executed_notebook(page: Page, record: PageRecord) -> bytes:
    """Return an executed page as a Jupyter notebook; equal pages give equal bytes."""
    cells, outputs, count = [], iter(record["outputs"]), 0
    for number, cell in enumerate(page.notebook.cells, 1):
        content = {"id": f"cell-{number}", "cell_type": cell.cell_type, "metadata": cell.metadata}
        content["source"] = cell.source.splitlines(keepends=True)
        if cell.cell_type == "code":
            count += 1
            content["execution_count"] = count
            content["outputs"] = [_standard_output(output, count) for output in next(outputs)]
        cells.append(content)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook: dict[str, Any] = {
        "cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5,
    }  # fmt: skip
    return (json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _standard_output(output: Output, count: int) -> Output:
    """Return an output of cell number *count* without the type that only this package knows."""
    if output["output_type"] == "execute_result":
        output = {**output, "execution_count": count}
    if "data" in output:
        data = {kind: value for kind, value in output["data"].items() if kind != MIME}
        output = {**output, "data": data}
    return output


def published_sources(folder: Path) -> set[Path]:
    """Return the project's files: in a checkout those under version control, pages and tables."""
    tracked = git_output(folder, "ls-files", "-z").split("\0")
    inputs = [f"{docname}.md" for docname in docnames(folder)]
    inputs += [f"data/{resource['path']}" for resource in resources(folder).values()]
    if not tracked[0]:
        return set(project_files(folder))
    return {folder / name for name in (*tracked, *inputs) if (folder / name).is_file()}


def write_archive(folder: Path, html: Path) -> None:
    """Write ``edition.zip``: the book, and the project that it is built from."""
    entries = {name: html / name for name in files_in(html)}
    entries |= {f"{PROJECT}/{path.relative_to(folder).as_posix()}": path
                for path in published_sources(folder)}  # fmt: skip
    date = identity.build_time(folder).timetuple()[:6]
    with zipfile.ZipFile(html / "edition.zip", "w") as archive:
        for name, path in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.external_attr = 0o644 << 16
            stored = path.suffix in COMPRESSED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=4)
