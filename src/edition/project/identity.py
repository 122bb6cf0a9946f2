"""Version, commit and date of the edition."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import yaml

from edition import __version__

from .version_control import git_output

#: ZIP archives cannot hold an earlier date.
EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class BuildIdentity:
    """Version, abbreviated commit and ISO date of a build."""

    version: str
    commit: str
    date: str


def build_time(folder: Path) -> datetime:
    """Return ``SOURCE_DATE_EPOCH``, or else the date of the last commit, but at least 1980."""
    return max(datetime.fromtimestamp(int(_epoch(folder) or 0), UTC), EARLIEST)


def _epoch(folder: Path) -> str:
    return os.environ.get("SOURCE_DATE_EPOCH") or git_output(folder, "log", "-1", "--format=%ct")


@lru_cache
def build_identity(folder: Path) -> BuildIdentity:
    """Return what identifies a build of the project in *folder*.

    The version is that of ``CITATION.cff``, or without such a file that of this package.
    Outside a checkout the commit is empty, and so is the date if ``SOURCE_DATE_EPOCH`` is not set.
    """
    path = folder / "CITATION.cff"
    version = __version__
    if path.is_file():
        version = str(yaml.safe_load(path.read_text(encoding="utf-8"))["version"])
    date = build_time(folder).date().isoformat() if _epoch(folder) else ""
    commit = git_output(folder, "rev-parse", "--short=10", "HEAD")
    return BuildIdentity(version, commit, date)
