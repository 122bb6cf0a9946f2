"""Query Git about a project, if the project is the root of a repository of its own."""

import os
import subprocess
from functools import lru_cache
from pathlib import Path

#: Variables by which Git, while it runs a hook, names another repository to its children.
REPOSITORY_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR")


def git_output(folder: Path, *arguments: str) -> str:
    """Return the output of a Git command about a project; empty if the command fails.

    It is also empty if the repository that Git finds is not the project's own (see
    `find_repository`), so that a project unpacked in another repository is not taken for it.
    """
    try:
        return _run(folder, *arguments) if find_repository(folder)[0] else ""
    except subprocess.CalledProcessError:
        return ""


@lru_cache
def find_repository(folder: Path) -> tuple[bool, str]:
    """Return whether a project is the root of a repository, and why Git cannot tell, if so."""
    if not (folder / ".git").exists():
        return False, ""
    try:
        root = _run(folder, "rev-parse", "--show-toplevel")
    except FileNotFoundError:
        return False, "Git is not installed: install it so that pages name their commit."
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", "") or str(error)
        if "dubious ownership" in reason:
            reason = (
                f"{folder} belongs to another user; if you trust it, run "
                f"git config --global --add safe.directory {folder.resolve()}"
            )
        return False, f"Git does not read the repository, so no commit is named: {reason.strip()}"
    return Path(root).resolve() == folder.resolve(), ""


def _run(folder: Path, *arguments: str) -> str:
    env = {name: text for name, text in os.environ.items() if name not in REPOSITORY_VARIABLES}
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    return done.stdout.strip()
