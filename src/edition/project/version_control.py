"""Query Git about a checkout."""

from __future__ import annotations

import subprocess
from pathlib import Path


def git_output(folder: Path, *arguments: str) -> str:
    """Return the output of a Git command in *folder*; empty if it fails or Git is missing."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
