"""Version, commit and date of the edition."""

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from edition import __version__

from .faults import ProjectError, ProjectFileError
from .files import read_yaml
from .version_control import git_output

#: Earliest and latest date that ZIP archives can hold.
EARLIEST, LATEST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)


@dataclass(frozen=True)
class BuildIdentity:
    """Version, abbreviated commit and ISO date of a build."""

    version: str
    commit: str
    date: str


def build_time(folder: Path) -> datetime:
    """Return ``SOURCE_DATE_EPOCH``, or else the date of the last commit, but at least 1980.

    Raises
    ------
    ProjectError
        If ``SOURCE_DATE_EPOCH`` is no number of seconds, or after 2107.
    """
    return max(datetime.fromtimestamp(int(_epoch(folder) or 0), UTC), EARLIEST)


def _epoch(folder: Path) -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return git_output(folder, "log", "-1", "--format=%ct")
    if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) > LATEST.timestamp():
        raise ProjectError(
            f"SOURCE_DATE_EPOCH={epoch} is not a date between 1970 and 2107 in whole seconds "
            "since 1970, such as 1200000000: correct it, or unset it to take the commit's date"
        )
    return epoch


@lru_cache
def build_identity(folder: Path) -> BuildIdentity:
    """Return what identifies a build of the project in *folder*.

    The version is that of ``CITATION.cff``, or without such a file that of this package.
    Outside a checkout the commit is empty, and so is the date if ``SOURCE_DATE_EPOCH`` is not set.
    """
    path = folder / "CITATION.cff"
    version = __version__
    if path.is_file():
        if "version" not in (citation := read_yaml(path)):
            raise ProjectFileError(path.name, 1, "version", "is missing")
        version = str(citation["version"])
    date = build_time(folder).date().isoformat() if _epoch(folder) else ""
    commit = git_output(folder, "rev-parse", "--short=10", "HEAD")
    return BuildIdentity(version, commit, date)
