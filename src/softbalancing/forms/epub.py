"""The EPUB, made by Sphinx from the same sources and outputs as the pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from .. import building, other_forms
from ..progress import Progress


def make(folder: Path, progress: Progress) -> Path:
    """Write ``_build/edition.epub``; nothing is executed whose outputs are up to date.

    Parameters
    ----------
    folder : Path
        The project's folder.
    progress : Progress
        Is told of every step.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    BuildError
        As for `building.build`.
    """
    from ..ext import ebook

    folder = folder.resolve()
    with building.opened(folder) as inputs:
        config = building.prepare(folder, progress)
        made = folder / "_build" / ".epub"
        shutil.rmtree(made, ignore_errors=True)
        more = ebook.overrides(folder)
        building.run_sphinx(folder, made, config, progress, builder="epub", more=more)
        target = folder / "_build" / "edition.epub"
        (made / f"{ebook.BASENAME}.epub").replace(target)
        shutil.rmtree(made)
        other_forms.keep(target, inputs)
    return target
