"""Which edition this is: version, commit, date – computed, never typed twice."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from . import __version__


@dataclass(frozen=True)
class Edition:
    """What identifies a build."""

    version: str
    commit: str
    date: str


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


@lru_cache
def current(folder: Path) -> Edition:
    """The edition in *folder*: its commit, and the date of ``SOURCE_DATE_EPOCH`` or of the commit.

    Outside a checkout the commit is empty and, without the variable, so is the date.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _git(folder, "log", "-1", "--format=%ct")
    date = datetime.fromtimestamp(int(epoch), UTC).date().isoformat() if epoch else ""
    return Edition(__version__, _git(folder, "rev-parse", "--short=10", "HEAD"), date)
