"""The whole book comes out the same wherever, and from whatever state, it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import tiny_book

ELSEWHERE = {"TZ": "Asia/Bishkek", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def copied(root: Path, target: Path) -> Path:
    """The project, with its history, in another folder."""
    left_out = shutil.ignore_patterns("_build", ".venv", "node_modules", "__pycache__", ".*_cache")
    return Path(shutil.copytree(root, target, ignore=left_out, symlinks=True))


def build(folder: Path) -> str:
    """Build in another time zone, locale and hash seed; gives what was told."""
    env = {**os.environ, **ELSEWHERE, "SOFTBALANCING_HOME": str(folder)}
    command = [sys.executable, "-m", "softbalancing", "build"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(html: Path) -> dict[str, bytes]:
    """Every file of a built book."""
    return {p.relative_to(html).as_posix(): p.read_bytes() for p in html.rglob("*") if p.is_file()}


def test_a_row_edited_and_restored_elsewhere_gives_the_same_bytes(book, root, tmp_path):
    """What is executed, read and written only where something changed is as if made from nothing.

    The date of an event that the prose prints is changed, the book built from nothing in
    another folder, time zone, locale and hash seed, the date restored, the book built again.
    """
    other = copied(root, tmp_path / "elsewhere" / "book")
    events = other / "data" / "events.csv"
    before = events.read_text(encoding="utf-8")
    tiny_book.edit(events, "2001-09-11", "2001-09-12")
    build(other)
    page = (other / "_build/html/chapters/04-case-for.html").read_text(encoding="utf-8")
    assert "12 September 2001" in page
    events.write_text(before, encoding="utf-8")
    build(other)
    ours, theirs = files(book), files(other / "_build" / "html")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []
