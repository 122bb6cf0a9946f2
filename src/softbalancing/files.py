"""Write files, the same bytes on every system, and know which were written of late."""

from __future__ import annotations

from pathlib import Path

_written: list[Path] = []


def write(path: Path, content: str | bytes) -> None:
    """Write a file, with the folders it needs."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    _written.append(path)


def replace(path: Path, content: str | bytes) -> None:
    """Write a file whole or not at all, and only where it is new: what is kept for the next build.

    A build may be ended at any time, and the next one must find the file as it was or as it is.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_bytes(data)
    partial.replace(path)


def written() -> list[Path]:
    """The files that this process has written since the last call."""
    files = list(_written)
    _written.clear()
    return files
