"""SWHIDs: identifiers that follow from the bytes themselves and so identify them for good."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from edition.data import data_package
from edition.project.version_control import git_output


def content_swhid(content: bytes) -> str:
    """Return the identifier of a file with this content; its last part is the hash of git."""
    blob = b"blob %d\0" % len(content) + content
    return f"swh:1:cnt:{hashlib.sha1(blob, usedforsecurity=False).hexdigest()}"


def revision_swhids(folder: Path) -> Iterator[tuple[str, str]]:
    """The revision, its whole tree and its data folder.

    Only for a checkout without changes: the identifiers of anything else would
    not be those of what the book was built from.
    """
    if git_output(folder, "status", "--porcelain", "--untracked-files=no"):
        return
    for what, kind, name in (
        ("This revision of the edition", "rev", "HEAD"),
        ("All its files", "dir", "HEAD^{tree}"),
        ("All tables (data/)", "dir", "HEAD:data"),
    ):
        found = git_output(folder, "rev-parse", "--verify", "--quiet", name)
        if found:
            yield what, f"swh:1:{kind}:{found}"


def table_swhid(folder: Path, name: str) -> str:
    """The identifier of a table's file."""
    return content_swhid(
        (folder / "data" / data_package.resources(folder)[name]["path"]).read_bytes()
    )


def table_swhids(folder: Path) -> dict[str, str]:
    """The identifier of each table's file, by the table's name."""
    return {name: table_swhid(folder, name) for name in data_package.resources(folder)}
