"""Which edition this is: version, commit, date – computed, never typed twice."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from edition import __version__

from .version_control import git_output


@dataclass(frozen=True)
class BuildIdentity:
    """What identifies a build."""

    version: str
    commit: str
    date: str


def build_time(folder: Path) -> datetime:
    """When the edition in *folder* was made: ``SOURCE_DATE_EPOCH``, else the last commit's date.

    It is never before 1980, where archives begin; outside a checkout, without the variable,
    it is that.
    """
    made = datetime.fromtimestamp(int(_epoch(folder) or 0), UTC)
    return max(made, datetime(1980, 1, 1, tzinfo=UTC))


def _epoch(folder: Path) -> str:
    return os.environ.get("SOURCE_DATE_EPOCH") or git_output(folder, "log", "-1", "--format=%ct")


@lru_cache
def build_identity(folder: Path) -> BuildIdentity:
    """The edition in *folder*: its commit, and the date of ``SOURCE_DATE_EPOCH`` or of the commit.

    Outside a checkout the commit is empty and, without the variable, so is the date.
    """
    date = build_time(folder).date().isoformat() if _epoch(folder) else ""
    return BuildIdentity(__version__, git_output(folder, "rev-parse", "--short=10", "HEAD"), date)
