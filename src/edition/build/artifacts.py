"""What is published beside the pages: executed notebooks, sources, receipt and archive."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from edition.data import data_package
from edition.figures import MIME
from edition.notebooks import execution, pages, receipt
from edition.project import identity
from edition.project.files import write_file
from edition.project.progress import Progress

#: Beside the pages in edition.zip: what it takes to run its notebooks.
RERUN = ("requirements.txt", "pyproject.toml", "README.md", "LICENSE", "src/**/*")
PACKED = {".woff2", ".png", ".jpg", ".zip"}


def publish(folder: Path, made: Path, progress: Progress) -> None:
    """Add executed notebooks, sources, receipt and archive to the written pages."""
    chapters = {}
    for page in pages.notebooks(folder):
        record = execution.stored(page.name, execution.store(folder))
        chapters[page.name] = receipt.chapter(page.text, record)
        write_file(made / "notebooks" / f"{page.name}.ipynb", notebook(page, record))
    for name in pages.names(folder):
        write_file(made / "sources" / f"{name}.md", (folder / f"{name}.md").read_bytes())
    progress.advance("notebooks")
    (made / ".buildinfo").unlink(missing_ok=True)  # a note of Sphinx's to itself
    files = {path.relative_to(made).as_posix(): path.read_bytes() for path in walk(made)}
    whole = receipt.receipt(
        identity.build_identity(folder),
        package=pages.package_digest(),
        lock=_bytes(folder / "requirements.txt"),
        tables={
            f"data/{resource['path']}": (folder / "data" / resource["path"]).read_bytes()
            for resource in data_package.resources(folder).values()
        },
        chapters=chapters,
        files=files,
    )
    text = json.dumps(whole, indent=1, ensure_ascii=False) + "\n"
    write_file(made / "receipt.json", text.encode())
    progress.advance("receipt")
    archive(folder, made)
    progress.advance("archive")


def walk(folder: Path) -> list[Path]:
    """Every file in a folder, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def notebook(page: pages.Page, record: dict) -> bytes:
    """An executed page as a Jupyter notebook, the same bytes each time."""
    cells, kept, count = [], iter(record["outputs"]), 0
    for number, cell in enumerate(page.notebook.cells, 1):
        made = {"id": f"cell-{number}", "cell_type": cell.cell_type, "metadata": cell.metadata}
        made["source"] = cell.source.splitlines(keepends=True)
        if cell.cell_type == "code":
            count += 1
            made |= {"execution_count": count, "outputs": [_plain(o, count) for o in next(kept)]}
        cells.append(made)
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return (json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _plain(output: dict, count: int) -> dict:
    """An output as any notebook program understands it."""
    if output["output_type"] == "execute_result":
        output = {**output, "execution_count": count}
    if "data" in output:
        data = {kind: value for kind, value in output["data"].items() if kind != MIME}
        output = {**output, "data": data}
    return output


def archive(folder: Path, made: Path) -> None:
    """Write ``edition.zip``: the book, and what it takes to run its notebooks again."""
    entries = {path.relative_to(made).as_posix(): path for path in walk(made)}
    for pattern in RERUN:
        for path in folder.glob(pattern):
            if path.is_file() and "__pycache__" not in path.parts:
                entries.setdefault(path.relative_to(folder).as_posix(), path)
    date = identity.build_time(folder).timetuple()[:6]
    with zipfile.ZipFile(made / "edition.zip", "w") as target:
        for name, path in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, date)
            entry.external_attr = 0o644 << 16
            stored = path.suffix in PACKED
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            target.writestr(entry, path.read_bytes(), compresslevel=4)
