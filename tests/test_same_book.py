"""The whole book comes out the same wherever, and from whatever state, it is built."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import tiny_book
from edition.project.book_formats import FORMATS

ELSEWHERE = {"TZ": "Asia/Bishkek", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


def copied(root: Path, target: Path, book: Path) -> Path:
    """Copy the project with its history, and the PDF and EPUB that its pages link."""
    left_out = shutil.ignore_patterns("_build", ".venv", "node_modules", "__pycache__", ".*_cache")
    shutil.copytree(root, target, ignore=left_out, symlinks=True)
    (target / "_build").mkdir()
    for name in FORMATS:
        if (book / name).is_file():
            for kept in (name, f".{name}.inputs"):
                shutil.copy(root / "_build" / kept, target / "_build")
    return target


def build(folder: Path) -> str:
    """Build in another time zone, locale and hash seed; return the log."""
    env = {**os.environ, **ELSEWHERE, "EDITION_HOME": str(folder)}
    command = [sys.executable, "-m", "softbalancing", "build"]
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(html: Path) -> dict[str, bytes]:
    """Every file of a built book."""
    return {p.relative_to(html).as_posix(): p.read_bytes() for p in html.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def other(root, book, tmp_path_factory) -> Path:
    """Another copy of the project, with a book of edited data, built from nothing.

    The date of an event that the prose prints is another one.
    """
    folder = copied(root, tmp_path_factory.mktemp("elsewhere") / "book", book)
    tiny_book.edit(
        folder / "data" / "events.csv",
        "ev-september-11-attacks,2001-09-11,",
        "ev-september-11-attacks,2001-09-12,",
    )
    build(folder)
    return folder


def test_what_is_edited_and_restored_elsewhere_gives_the_same_bytes(book, other):
    """Folder, time zone, locale and hash seed leave no trace, and nothing old stays.

    The edited book shows the edit; with the old date, of which most pages know nothing,
    it is the same as the one that was built here, file by file.
    """
    page = (other / "_build/html/chapters/04-case-for.html").read_text(encoding="utf-8")
    assert "September 12, 2001" in page
    tiny_book.edit(
        other / "data" / "events.csv",
        "ev-september-11-attacks,2001-09-12,",
        "ev-september-11-attacks,2001-09-11,",
    )
    build(other)
    ours, theirs = files(book), files(other / "_build" / "html")
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def steps(page: str) -> Iterator[tuple[str, str]]:
    """Yield every command of *How to re-run* and the edit of a table, in the order of the page."""
    pattern = r"```(?P<fence>sh|diff)\n(?P<body>.*?)\n```|`(?P<inline>(?:make book|cp) ?[^`]*)`"
    for step in re.finditer(pattern, page, re.DOTALL):
        yield step["fence"] or "sh", step["body"] or step["inline"]


def test_the_steps_of_how_to_rerun_do_what_the_page_says(other, tmp_path):
    """Each command succeeds after those before it; the edit moves matrix and verdict as foretold.

    The environment of these tests stands for the one that the first command would install.
    The steps edit a table, so they run in a copy of their own.
    """
    other = shutil.copytree(other, tmp_path / "steps", symlinks=True)
    (other / ".venv").mkdir()
    (other / ".venv" / "bin").symlink_to(Path(sys.prefix) / "bin")
    (other / ".venv" / ".ready").touch()
    html, page = other / "_build" / "html", (other / "apparatus/how-to-rerun.md").read_text()
    env = {name: value for name, value in os.environ.items() if name != "EDITION_HOME"}
    done = []
    for kind, step in steps(page):
        done.append(step.split()[0])
        if kind == "diff":
            before, after = (line[1:] for line in step.splitlines())
            tiny_book.edit(other / "data" / "codings.csv", before, after)
            continue
        run = subprocess.run(
            step, shell=True, cwd=other, env=env | ELSEWHERE, capture_output=True, text=True
        )
        assert run.returncode == 0, f"{step}: {run.stdout[-3000:]}{run.stderr}"
    assert done[:3] == ["make", ".venv/bin/softbalancing", "cp"] and done[4:] == ["make", "make"]
    topics = {
        name: set(pd.read_csv(html / "figures" / f"{name}.csv")["topic"])
        for name in ("fig-rerun-after", "fig-6-double-use")
    }
    assert "The SCO itself" not in topics["fig-rerun-after"]
    assert topics["fig-6-double-use"] == topics["fig-rerun-after"]
    rerun = (html / "apparatus" / "how-to-rerun.html").read_text(encoding="utf-8")
    assert f"Recoded: {len(topics['fig-rerun-after'])} topics serve both sides" in rerun


def test_the_archive_carries_all_that_its_readme_speaks_of(book, tmp_path):
    """In the unpacked project every file and target named there exists, and commands work."""
    with zipfile.ZipFile(book / "edition.zip") as archive:
        archive.extractall(tmp_path)
    project = tmp_path / "project"
    readme = (project / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"\]\(([^):]+)\)|`([\w./-]+(?:/|\.\w+))`", readme)
    paths = {path for pair in named for path in pair if path and not path.startswith("_build")}
    assert {path for path in paths if not list(project.glob(f"**/{path}"))} == set()
    assert {"docs/page.png", "references.bib", "src/edition/", "tests/"} <= paths
    env = {name: value for name, value in os.environ.items() if name != "EDITION_HOME"}
    for target in set(re.findall(r"(?:^|`)(make [a-z]+)", readme, re.M)):
        subprocess.run([*target.split(), "--dry-run"], cwd=project, check=True, capture_output=True)
    for command in (["check"], ["audit"], ["cite", "4.2.1", "--format", "bibtex"]):
        source = {"PYTHONPATH": str(project / "src")}
        done = subprocess.run(
            [sys.executable, "-m", "softbalancing", *command],
            cwd=project, env=env | source, capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
