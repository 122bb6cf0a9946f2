"""The commands say what they did, and their exit status tells it to other programs."""

from __future__ import annotations

import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from urllib.request import urlopen

import pytest

import tiny_book


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """The tiny book, built once."""
    return tiny_book.built(tmp_path_factory.mktemp("pristine") / "book")


@pytest.fixture
def book(pristine, tmp_path):
    """A copy of the built tiny book, to be changed."""
    return shutil.copytree(pristine, tmp_path / "book")


def test_check_counts_what_is_sound(pristine):
    """A sound project ends with status 0."""
    done = tiny_book.run(pristine, "check")
    assert (done.returncode, done.stdout) == (0, "4 tables and references.bib are sound.\n")


def test_check_lists_every_violation(book):
    """One line each, with file, line, column and reason; the status is 1."""
    tiny_book.edit(book / "data/apples.csv", "a1,1", "a1,many")
    tiny_book.edit(book / "data/pears.csv", "p1,3", "p2,3")
    done = tiny_book.run(book, "check")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "data/apples.csv:2: count: 'many' is not a whole number",
        "data/pears.csv:3: id: 'p2' already occurs in line 2",
    ]


def test_a_broken_bibliography_is_reported_too(book):
    """An entry without title is reported with its line."""
    tiny_book.edit(book / "references.bib", "title={T}, ", "")
    done = tiny_book.run(book, "check")
    assert done.returncode == 1
    assert done.stderr.startswith("references.bib:1: title: li2007: the field 'title' is missing")


def test_a_description_of_the_tables_that_is_not_json_is_reported_with_its_line(book):
    """Check and build end with the line and a reason, the book stays: no traceback."""
    path = book / "data/datapackage.json"
    path.write_text(path.read_text().replace('"resources"', '\n\n"resources', 1))
    for command in ("check", "build"):
        done = tiny_book.run(book, command)
        assert done.returncode == 1, done.stdout
        assert done.stderr.startswith("data/datapackage.json:3: file: is not JSON: ")
        assert "Traceback" not in done.stderr
    assert (book / "_build/html/index.html").is_file()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "1: file: has no list of resources"),
        ('{"resources": [{"name": "apples"}]}', "1: file: resource 1 has no path"),
        ('{\n"name": "\xe9"}', "2: file: is not UTF-8"),
    ],
)
def test_a_file_that_describes_no_tables_is_reported(book, content, reason):
    """A file that does not describe tables is reported like a violation."""
    (book / "data/datapackage.json").write_bytes(content.encode("latin-1"))
    done = tiny_book.run(book, "check")
    assert (done.returncode, done.stderr) == (1, f"data/datapackage.json:{reason}\n")


def test_verify_reproduces_an_untouched_book(pristine):
    """Everything executed anew gives the receipt: status 0."""
    done = tiny_book.run(pristine, "verify")
    assert done.returncode == 0, done.stdout
    assert "chapters/01-apples: reproduced" in done.stdout


def test_verify_finds_an_edited_table_over_http(book):
    """It says which chapter differs, in what and by how much: status 1."""
    tiny_book.edit(book / "data/apples.csv", "a2,2", "a2,4")
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=book / "_build" / "html")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        done = tiny_book.run(book, "verify", f"http://127.0.0.1:{server.server_port}")
        server.shutdown()
    assert done.returncode == 1
    assert "data/apples.csv is not the published table" in done.stdout
    assert "number sum-apples: 3 published, 5 now (+2)" in done.stdout
    assert "chapters/02-pears: reproduced" in done.stdout


def test_verify_tells_what_cannot_run(book):
    """A chapter that fails is no difference but a failure: status 2."""
    tiny_book.edit(book / "chapters/01-apples.md", "\napples\n", "\nmissing\n")
    done = tiny_book.run(book, "verify")
    assert done.returncode == 2
    assert "chapters/01-apples: could not run" in done.stdout
    assert "NameError" in done.stdout


def test_verify_needs_a_receipt(book):
    """Without one there is nothing to compare with: status 2."""
    (book / "_build/html/receipt.json").unlink()
    done = tiny_book.run(book, "verify")
    assert done.returncode == 2
    assert "no readable receipt.json" in done.stderr


def test_serve_prints_the_address_of_the_book(pristine):
    """The address is on this machine, and the book is there."""
    server = subprocess.Popen(
        [sys.executable, "-m", "softbalancing", "serve", "--port", "0"], cwd=pristine, text=True,
        env={**os.environ, "EDITION_HOME": str(pristine)}, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        address = re.search(r"http://127\.0\.0\.1:\d+/", server.stdout.readline())[0]
        assert b"A plain page." in urlopen(address).read()
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()


def test_outside_a_project_the_message_says_what_to_do(tmp_path):
    """No traceback, but the file that was looked for."""
    done = tiny_book.run(tmp_path, "build")
    assert done.returncode == 1
    assert "data/datapackage.json" in done.stderr and "Traceback" not in done.stderr


def test_versions_are_printed(pristine):
    """The edition and the tools that build it."""
    done = tiny_book.run(pristine, "versions")
    assert done.stdout.startswith("softbalancing ")
    assert {"jupyter-book", "sphinx", "pandas"} <= set(done.stdout.split())
    assert (
        json.loads((pristine / "_build/html/receipt.json").read_text())["edition"]["version"]
        in done.stdout
    )
