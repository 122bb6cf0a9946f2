"""Write files with the same bytes on every operating system; cache what is read from a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

Content = TypeVar("Content")


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file (text as UTF-8), and create its parent folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file completely or not at all, unless it already has this content.

    A build can be interrupted at any time; the next one must find a cache file either as it
    was or as it should be.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    partial = path.with_suffix(".partial")
    write_file(partial, data)
    partial.replace(path)


def cache_by_file(read: Callable[[Path], Content]) -> Callable[[Path], Content]:
    """Cache the result of a function of a file until the file is modified."""
    cached = lru_cache(maxsize=8)(lambda path, modified: read(path))

    @wraps(read)
    def read_if_modified(path: Path) -> Content:
        return cached(path, path.stat().st_mtime_ns)

    return read_if_modified
