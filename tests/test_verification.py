"""Verification finds every change of what is published and of what it was made from."""

import copy
import io
import json
import zipfile

import pytest

import tiny_book
from edition.build import verification
from edition.notebooks import cache_keys, page_source, receipt
from edition.project import identity
from edition.project.progress import Progress
from test_receipt import CSV, record


@pytest.fixture
def published(tmp_path):
    """A project, its published files and their receipt."""
    book = tiny_book.make(tmp_path / "book")
    files = {"data/apples.csv": (book / "data/apples.csv").read_bytes(), "index.html": b"<p>"}
    whole = receipt.build_receipt(
        identity.BuildIdentity("1", "abc", "2008-05-01"),
        package=cache_keys.package_digest(book),
        lock=(book / "requirements.txt").read_bytes(),
        tables={"data/apples.csv": files["data/apples.csv"]},
        pages={"chapters/01-apples": receipt.page_receipt("text", record())},
        files=files,
    )
    return book, files | {"edition.zip": packed(files)}, json.loads(json.dumps(whole))


def packed(files):
    """The files as a ZIP archive."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def test_an_untouched_book_has_no_faults(published):
    """Files and inputs are those of the receipt."""
    book, files, whole = published
    assert verification.altered_files(whole, files.get, Progress()) == []
    assert verification.altered_inputs(book, whole, files.get) == []


def test_a_tampered_page_and_a_missing_one_are_reported(published):
    """Each by its path."""
    _, files, whole = published
    spoiled = {"index.html": b"<p>other", "edition.zip": files["edition.zip"]}
    assert verification.altered_files(whole, spoiled.get, Progress()) == [
        "data/apples.csv is missing", "index.html was changed after the build",
    ]  # fmt: skip


def test_a_tampered_archive_is_reported(published):
    """The receipt is in the archive and cannot hold its hash; what is packed is compared."""
    _, files, whole = published
    loose = {name: data for name, data in files.items() if name != "edition.zip"}
    for archive, reported in (
        (packed({**loose, "index.html": b"<p>other"}), "edition.zip: index.html is another file"),
        (packed({"index.html": loose["index.html"]}), "edition.zip: data/apples.csv is missing"),
        (b"no archive", "edition.zip is not a ZIP archive"),
    ):
        spoiled = {**loose, "edition.zip": archive}
        assert verification.altered_files(whole, spoiled.get, Progress()) == [reported]
    assert verification.altered_files(whole, loose.get, Progress()) == ["edition.zip is missing"]


def test_a_tampered_table_is_reported(published):
    """With the line in which it differs."""
    book, files, whole = published
    tiny_book.edit(book / "data/apples.csv", "a2,2", "a2,20")
    assert verification.altered_inputs(book, whole, files.get) == [
        "data/apples.csv is not the published table: "
        "1 line, first line 3: 'a2,2' published, 'a2,20' now"
    ]


def test_a_tampered_package_is_reported(published, monkeypatch):
    """Other code may give other outputs tomorrow, even if it does not today."""
    book, files, whole = published
    monkeypatch.setattr(verification, "package_digest", lambda folder: "another")
    (reported,) = verification.altered_inputs(book, whole, files.get)
    assert "package" in reported


def test_a_tampered_receipt_is_reported(published):
    """A figure's rows changed in the receipt are not those that are drawn anew."""
    _, _, whole = published
    before = whole["chapters"]["chapters/01-apples"]
    forged = copy.deepcopy(before)
    forged["figures"]["fig-one"]["rows"] = "0" * 64
    forged["outputs"] = "0" * 64
    assert list(map(str, receipt.differences(forged, before))) == ["figure fig-one: other rows"]


def test_a_figure_s_rows_are_reported_with_their_line(published):
    """The line names the first row that differs, if the published rows can be read."""
    book, _, _ = published
    page, *_ = page_source.notebook_pages(book)
    before = receipt.page_receipt(page.text, record())
    now = record(csv=CSV.replace("2001", "2002"), number="14")

    for rows, where in (
        (CSV, " (1 line, first line 3: 'e2,2001' published, 'e2,2002' now)"),
        (None, ""),
    ):
        read = {"figures/fig-one.csv": rows and rows.encode()}.get
        assert verification.page_differences(page, now, before, read) == [
            f"figure fig-one: other rows{where}",
            "number n: 12 published, 14 now (+2)",
        ]


def test_the_worst_outcome_is_the_exit_status():
    """0 reproduced, 1 differs, 2 could not run."""
    states = list(verification.State)
    outcomes = [verification.Outcome("one", state) for state in states]
    assert [verification.exit_status(outcomes[: n + 1]) for n in range(3)] == [0, 1, 2]
