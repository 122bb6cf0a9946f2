"""The EPUB, made by Sphinx from the same sources and outputs as the pages."""

from __future__ import annotations

import shutil
from pathlib import Path

from edition.build import pipeline
from edition.project import book_formats
from edition.project.progress import Progress


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
    from edition.sphinxext.epub import builder

    folder = folder.resolve()
    with pipeline.opened(folder) as inputs:
        config = pipeline.prepare(folder, progress)
        made = folder / "_build" / ".epub"
        shutil.rmtree(made, ignore_errors=True)
        more = builder.config_overrides(folder)
        pipeline.run_sphinx(folder, made, config, progress, builder="epub", more=more)
        target = folder / "_build" / "edition.epub"
        (made / f"{builder.BASENAME}.epub").replace(target)
        shutil.rmtree(made)
        book_formats.record_inputs(target, inputs)
    return target
