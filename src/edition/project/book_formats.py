"""Which of the book's other forms are of the same state as the pages, and so stand beside them."""

from __future__ import annotations

from pathlib import Path

FORMATS = {"edition.pdf": "PDF", "edition.epub": "EPUB"}


def record_inputs(path: Path, inputs: str) -> None:
    """Note of which inputs a form was made."""
    _note(path).write_text(inputs)


def current_formats(folder: Path, inputs: str) -> list[Path]:
    """The forms that were made of the same inputs as the pages will be."""
    paths = (folder / "_build" / name for name in FORMATS)
    return [
        path for path in paths
        if path.is_file() and _note(path).is_file() and _note(path).read_text() == inputs
    ]  # fmt: skip


def _note(path: Path) -> Path:
    return path.with_name(f".{path.name}.inputs")
