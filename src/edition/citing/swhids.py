"""Software Heritage identifiers (SWHIDs) of revisions, folders and files.

They are computed from the content itself and therefore identify it permanently.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from edition.data import data_package
from edition.project.version_control import git_output


def content_swhid(content: bytes) -> str:
    """Return the identifier of a file with this content; its last part is the hash of Git."""
    blob = b"blob %d\0" % len(content) + content
    return f"swh:1:cnt:{hashlib.sha1(blob, usedforsecurity=False).hexdigest()}"


def revision_swhids(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield description and identifier of the revision, of all its files and of its tables.

    Nothing is yielded for a checkout with changes, since no commit identifies them.
    """
    if git_output(folder, "status", "--porcelain", "--untracked-files=no"):
        return
    for description, type_, revision in (
        ("This revision of the edition", "rev", "HEAD"),
        ("All its files", "dir", "HEAD^{tree}"),
        ("All tables (data/)", "dir", "HEAD:data"),
    ):
        if sha1 := git_output(folder, "rev-parse", "--verify", "--quiet", revision):
            yield description, f"swh:1:{type_}:{sha1}"


def table_swhid(folder: Path, name: str) -> str:
    """Return the identifier of a table's file."""
    path = folder / "data" / data_package.resources(folder)[name]["path"]
    return content_swhid(path.read_bytes())


def table_swhids(folder: Path) -> dict[str, str]:
    """Return the identifier of each table's file, by name of the table."""
    return {name: table_swhid(folder, name) for name in data_package.resources(folder)}
