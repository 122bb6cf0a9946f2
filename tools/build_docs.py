"""Build the maintainers' documentation in ``_build/docs``.

The engine reads pages and tables from one folder.  The documentation has pages of its own
(``docs/``) and shows the book's tables, so a folder with both is put together first.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def assemble(folder: Path) -> None:
    """Copy the documentation and what it shares with the book; keep what was built before."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.is_file():
            old.unlink()
        elif old.name != "_build":
            shutil.rmtree(old)
    shutil.copytree(ROOT / "docs", folder, dirs_exist_ok=True)
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("references.bib", "CITATION.cff", "requirements.txt"):
        shutil.copy2(ROOT / name, folder)


def main() -> int:
    """Build the documentation; returns the exit status of the build."""
    folder, target = ROOT / "_build" / "docs-source", ROOT / "_build" / "docs"
    assemble(folder)
    command = [sys.executable, "-m", "edition", "build"]
    done = subprocess.run(command, cwd=folder, env={**os.environ, "EDITION_HOME": str(folder)})
    if done.returncode == 0:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder / "_build" / "html", target)
        print(target / "index.html")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
