"""The commands say what they did, and their exit status tells it to other programs."""

import errno
import http.server
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from functools import partial
from urllib.request import urlopen

import pytest
from typer.testing import CliRunner

import tiny_book
from edition.cli import app


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


def assert_one_line(done, *parts, status=1):
    """The command ended with the status and one line that holds all parts."""
    assert done.returncode == status, done.stdout + done.stderr
    line = done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr and all(part in line for part in parts), done.stderr


def test_a_repository_that_git_does_not_read_is_named(book):
    """The message says how to trust a repository of another user; the command goes on."""
    subprocess.run(["git", "init", "-q"], cwd=book, check=True)
    done = tiny_book.run(book, "check", GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert_one_line(done, f"git config --global --add safe.directory {book}", status=0)
    done = tiny_book.run(book, "check", PATH=str(book))
    assert_one_line(done, "Git is not installed", status=0)


@pytest.mark.parametrize("command", ["build", "versions"])
def test_a_bad_source_date_is_named(pristine, command):
    """One line with the variable, its value and a valid one."""
    done = tiny_book.run(pristine, command, SOURCE_DATE_EPOCH="soon")
    assert_one_line(done, "SOURCE_DATE_EPOCH=soon", "1200000000")


def test_a_port_that_cannot_be_used_is_named(pristine):
    """A port in use and one out of range end the command with the option to change."""
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        done = tiny_book.run(pristine, "serve", "--port", port)
    assert_one_line(done, f"Port {port} cannot be used", "--port")
    done = tiny_book.run(pristine, "serve", "--port", "70000")
    assert done.returncode == 2 and "65535" in done.stderr and "Traceback" not in done.stderr


def test_a_full_disk_and_a_file_in_the_way_are_named(book):
    """One line with the path and what to do."""
    tiny_book.edit(book / "index.md", "A plain", "A very plain")
    lock = book / "_build" / ".lock"
    lock.unlink()
    lock.mkdir()
    assert_one_line(tiny_book.run(book, "build"), str(lock), "Is a directory", "remove or rename")
    shutil.rmtree(book / "_build")
    (book / "_build").write_text("")
    assert_one_line(tiny_book.run(book, "build"), "_build", "remove or rename")


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
@pytest.mark.parametrize(("command", "status"), [("check", 1), ("verify", 2)])
def test_errors_of_the_system_end_in_one_line(pristine, monkeypatch, number, command, status):
    """Permissions, read-only media and full disks are named with path and remedy."""

    def fail(*arguments):
        raise OSError(number, os.strerror(number), "some/file")

    monkeypatch.setenv("EDITION_HOME", str(pristine))
    monkeypatch.setattr("edition.build.pipeline.validate_project", fail)
    monkeypatch.setattr("edition.build.verification.verify_book", fail)
    done = CliRunner().invoke(app, [command])
    assert done.exit_code == status
    assert f"some/file: {os.strerror(number)}: " in done.output


def test_without_a_home_folder_the_message_says_so(book, monkeypatch):
    """Jupyter needs one: a user without entry and HOME reads which variable to set."""

    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setenv("EDITION_HOME", str(book))
    monkeypatch.setattr("pathlib.Path.home", home)
    tiny_book.edit(book / "index.md", "A plain", "A very plain")
    done = CliRunner().invoke(app, ["build"])
    assert done.exit_code == 1 and "set HOME to a folder" in done.output


@pytest.mark.parametrize("name", ["_config.yml", "_toc.yml", "CITATION.cff"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a: b\nc: [\n", "3: file: is not YAML"),
        (b"a: b\nc: \xe9\n", "2: file: is not UTF-8"),
        (b"- a\n", "1: file: is not a mapping"),
    ],
)
def test_settings_that_cannot_be_read_are_named(book, monkeypatch, name, content, reason):
    """Check and build name file, line and reason."""
    monkeypatch.setenv("EDITION_HOME", str(book))
    (book / name).write_bytes(content)
    for command in ("check", "build"):
        done = CliRunner().invoke(app, [command])
        assert done.exit_code == 1 and f"{name}:{reason}" in done.output


def test_a_citation_file_must_have_what_the_book_prints(book, root):
    """Check names the field of `CITATION.cff` that is missing."""
    text = (root / "CITATION.cff").read_text(encoding="utf-8")
    for name in ("version", "date-released", "authors"):
        lacking = re.sub(rf"^{name}:", f"no-{name}:", text, flags=re.MULTILINE)
        (book / "CITATION.cff").write_text(lacking, encoding="utf-8")
        assert_one_line(tiny_book.run(book, "check"), f"CITATION.cff:1: {name}: is missing")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("id;count\na1;1\n", "1: file: uses ';' as separator: save it with commas"),
        ("id,count\na1,1\n,\n,\n", "3: row: has only empty cells (and 1 more): delete it"),
        ("id,count\na\v1,1\n", r"2: id: 'a\x0b1' contains the control character U+000B"),
        ("id,count\na\0,1\n", r"2: id: 'a\x00' contains the control character U+0000"),
    ],
)
def test_check_gives_one_line_for_one_cause(book, monkeypatch, content, reason):
    """What a spreadsheet or a paste does to a table is one message, and no book is built."""
    (book / "data/apples.csv").write_text(content, encoding="utf-8")
    monkeypatch.setenv("EDITION_HOME", str(book))
    for command in ("check", "build"):
        done = CliRunner().invoke(app, [command])
        assert done.exit_code == 1 and f"data/apples.csv:{reason}\n" in done.output
        assert done.output.count("apples.csv") == 1


def test_check_notices_a_date_that_a_spreadsheet_has_made_finer(project, root, monkeypatch):
    """`2005,,year` saved as a day is named with all columns that disagree."""
    events = (project / "data/events.csv").read_text(encoding="utf-8")
    (project / "data/events.csv").write_text(
        events.replace(",2005,,year,", ",2005-05-01,,year,", 1), encoding="utf-8"
    )
    shutil.copy(root / "_toc.yml", project)
    monkeypatch.setenv("EDITION_HOME", str(project))
    done = CliRunner().invoke(app, ["check"])
    assert done.exit_code == 1 and done.output.count("\n") == 1
    assert "precision: precision, start, end disagree: 'year', '2005-05-01', ''" in done.output


def test_tables_need_neither_title_nor_description(book, monkeypatch):
    """A table without a title goes by its name; the addresses of its rows can be compared."""
    monkeypatch.setenv("EDITION_HOME", str(book))
    done = CliRunner().invoke(app, ["addresses"])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
