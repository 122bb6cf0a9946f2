"""Write files with the same bytes on every operating system; cache what is read from a file."""

from collections.abc import Callable, Iterator
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar

import yaml

from .faults import ProjectFileError

Content = TypeVar("Content")
#: Folders of a project that hold no inputs; nor do hidden ones.
NO_INPUTS = {"_build", "node_modules", "__pycache__"}


def files_below(folder: Path, is_ignored: Callable[[str], bool] = "__pycache__".__eq__,
                *, above: tuple[Path, ...] = ()) -> Iterator[Path]:  # fmt: skip
    """Yield all files of a folder and its subfolders in a fixed order.

    Linked folders are followed, as all readers of files do, except into a folder that is *above*;
    subfolders whose name *is_ignored* are left out, and so are links that lead nowhere.
    """
    place = folder.resolve()
    if place in above or not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path
        elif path.is_dir() and not is_ignored(path.name):
            yield from files_below(path, is_ignored, above=(*above, place))


def project_files(folder: Path) -> Iterator[Path]:
    """Yield every file of a project that a build could read."""
    return files_below(folder, lambda name: name in NO_INPUTS or name.startswith("."))


def write_file(path: Path, content: str | bytes) -> None:
    """Write a file (text as UTF-8), and create its parent folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def read_yaml(path: Path) -> dict[str, Any]:
    """Return the content of a YAML file that holds a mapping; an empty file is an empty one.

    Raises
    ------
    ProjectFileError
        If the file is missing, not UTF-8, not YAML or no mapping.
    """
    line, reason = 1, "is not a mapping (lines of the form name: value)"
    try:
        content = yaml.safe_load(path.read_bytes().decode("utf-8-sig"))
        if content is None or isinstance(content, dict):
            return content or {}
    except FileNotFoundError:
        reason = "is missing"
    except UnicodeDecodeError as error:
        line, reason = error.object[: error.start].count(b"\n") + 1, "is not UTF-8"
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = f"is not YAML: {getattr(error, 'problem', None) or str(error).splitlines()[0]}"
    raise ProjectFileError(path.name, line, "file", reason)


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
