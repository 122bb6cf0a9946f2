"""Where the project is: the folder that holds ``data/datapackage.json``.

It is the current folder or one above it (chapters execute in their own folder), or the
one named by the environment variable ``EDITION_HOME``.
"""

from __future__ import annotations

import os
from pathlib import Path


def project_folder() -> Path:
    """The project's folder.

    Raises
    ------
    FileNotFoundError
        When neither the current folder nor one above it holds the data package.
    """
    named = os.environ.get("EDITION_HOME")
    start = Path(named) if named else Path.cwd()
    for folder in (start, *start.resolve().parents):
        if (folder / "data" / "datapackage.json").is_file():
            return folder.resolve()
    raise FileNotFoundError(
        f"no data/datapackage.json in {start} or above it: run this inside the project, "
        "or set EDITION_HOME to its folder"
    )
