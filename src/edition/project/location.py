"""Find the project's folder, the one that holds ``data/datapackage.json``."""

import os
from pathlib import Path

from .faults import NoProjectError


def project_folder() -> Path:
    """Return the project's folder: the current folder or the nearest one above that is a project.

    Chapters execute in their own folder.  The environment variable ``EDITION_HOME`` replaces
    the current folder as the start of the search.

    Raises
    ------
    NoProjectError
        If neither the folder nor one above it holds ``data/datapackage.json``.
    """
    start = Path(os.environ.get("EDITION_HOME") or Path.cwd())
    for folder in (start, *start.resolve().parents):
        if (folder / "data" / "datapackage.json").is_file():
            return folder.resolve()
    raise NoProjectError(
        f"no data/datapackage.json in {start} or above it: run this inside the project, "
        "or set EDITION_HOME to its folder"
    )
