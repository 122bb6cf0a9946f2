"""Make the EPUB: Sphinx writes it from the same sources and outputs as the pages."""

import shutil
from pathlib import Path

from edition.build import pipeline
from edition.build.sphinx_run import run_sphinx
from edition.project import book_formats
from edition.project.progress import Progress


def make_epub(folder: Path, progress: Progress) -> Path:
    """Write ``_build/edition.epub`` from up-to-date outputs, and return it.

    Raises
    ------
    BuildError
        As for `pipeline.build_book`.
    """
    from edition.sphinxext.epub import builder

    folder = folder.resolve()
    with pipeline.locked_project(folder) as inputs:
        config = pipeline.check_and_execute(folder, progress)
        target, path = folder / "_build" / ".epub", folder / "_build" / "edition.epub"
        shutil.rmtree(target, ignore_errors=True)
        overrides = builder.config_overrides(folder)
        run_sphinx(folder, target, config, progress, builder="epub", overrides=overrides)
        (target / f"{builder.BASENAME}.epub").replace(path)
        shutil.rmtree(target)
        book_formats.record_inputs(path, inputs)
    return path
