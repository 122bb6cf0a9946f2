"""Chapters run in an environment made by the files of `binder` alone."""

import json
import os
import re
import subprocess
import tomllib
import zipfile
from pathlib import Path

import pytest

from edition.notebooks import receipt

CHAPTER = "chapters/04-case-for"


@pytest.fixture(scope="module")
def programs(root) -> Path:
    """Return the folder of programs of the environment that the files of `binder` describe."""
    place = root / "_build" / "binder" / "bin"
    assert (place / "jupyter").is_file(), (
        "the environment of binder/ is not there: run .venv/bin/python tools/ensure-tools binder"
    )
    return place


def run(programs: Path, *command: str, cwd: Path, **environment: str) -> None:
    """Run a program of that environment, without the variables of this one."""
    env = {n: v for n, v in os.environ.items() if not n.startswith(("PYTHON", "SOFTBALANCING"))}
    env |= {"PATH": f"{programs}{os.pathsep}{env['PATH']}", **environment}
    done = subprocess.run(
        [str(programs / command[0]), *command[1:]], cwd=cwd, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]


def rows(notebook: Path) -> dict[str, str]:
    """Return the digest of the rows of each figure in a notebook."""
    cells = json.loads(notebook.read_bytes())["cells"]
    drawn = receipt.published_figures(cell.get("outputs", []) for cell in cells)
    return {name: receipt.sha256(figure["csv"]) for name, figure in drawn.items()}


def accounted(book: Path) -> dict[str, str]:
    """Return the same from the receipt of the book."""
    whole = json.loads((book / "receipt.json").read_bytes())
    return {n: f["rows"] for n, f in whole["chapters"][CHAPTER]["figures"].items()}


def test_a_chapter_opens_in_jupyter_and_gives_what_is_published(programs, book, root, tmp_path):
    """Jupytext makes a notebook of the source, Jupyter executes it, the figures are the book's."""
    notebook = tmp_path / "chapter.ipynb"
    run(programs, "jupytext", "--to", "ipynb", f"{CHAPTER}.md", "-o", str(notebook), cwd=root)
    home = {"EDITION_HOME": str(root)}
    run(programs, "jupyter", "execute", "--inplace", str(notebook), cwd=tmp_path, **home)
    assert rows(notebook) == accounted(book)


def test_a_published_notebook_runs_from_the_archive_alone(programs, book, tmp_path):
    """Unpacked anywhere, edition.zip holds what its notebooks need beside the pinned packages."""
    with zipfile.ZipFile(book / "edition.zip") as archive:
        archive.extractall(tmp_path)
    notebook = tmp_path / "notebooks" / f"{CHAPTER}.ipynb"
    own = {"PYTHONPATH": str(tmp_path / "project" / "src")}
    run(programs, "jupyter", "execute", "--inplace", str(notebook), cwd=tmp_path, **own)
    assert rows(notebook) == accounted(book)


def test_binder_and_the_development_container_run_a_python_that_the_package_allows(root):
    """Their versions are those that pyproject.toml asks for, and the command is one that exists."""
    asked = tomllib.loads((root / "pyproject.toml").read_text())["project"]["requires-python"]
    container = json.loads((root / ".devcontainer" / "devcontainer.json").read_text())
    binder = (root / "binder" / "runtime.txt").read_text().strip().removeprefix("python-")
    image = re.match(r"python:(\d+\.\d+)", container["image"])[1]
    least = tuple(map(int, asked.removeprefix(">=").split(".")))
    assert all(tuple(map(int, found.split("."))) >= least for found in (binder, image))
    program, target = container["postCreateCommand"].split()
    assert program == "make" and re.search(rf"^{target}:", (root / "Makefile").read_text(), re.M)
