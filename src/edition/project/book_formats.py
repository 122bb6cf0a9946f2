"""The book's additional formats (PDF, EPUB), and whether they are up to date with the pages."""

from pathlib import Path

#: File in ``_build`` and name of each format.
FORMATS = {"edition.pdf": "PDF", "edition.epub": "EPUB"}


def record_inputs(path: Path, inputs: str) -> None:
    """Record the fingerprint of the inputs that a file was made from."""
    _record(path).write_text(inputs)


def current_formats(folder: Path, inputs: str) -> list[Path]:
    """Return the files that were made from inputs with this fingerprint."""
    paths = (folder / "_build" / name for name in FORMATS)
    return [
        path for path in paths
        if path.is_file() and _record(path).is_file() and _record(path).read_text() == inputs
    ]  # fmt: skip


def _record(path: Path) -> Path:
    return path.with_name(f".{path.name}.inputs")
