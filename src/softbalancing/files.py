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


def written() -> list[Path]:
    """The files that this process has written since the last call."""
    files = list(_written)
    _written.clear()
    return files
