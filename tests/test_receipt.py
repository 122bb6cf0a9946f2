"""The receipt tells every change of what went in and came out."""

from __future__ import annotations

import copy
import io
import json
import subprocess
import zipfile

import pytest

import tiny_book
from edition.build import verification
from edition.figures import MIME
from edition.notebooks import pages, receipt
from edition.project import identity

CSV = "id,year\ne1,1996\ne2,2001\n"


def record(csv=CSV, number="12", text="hello\n", alt="Two events."):
    """A page's outputs: a figure, a number for the prose, and a printed line."""
    figure = {"name": "fig-one", "csv": csv, "alt": alt}
    glued = {
        "output_type": "display_data", "metadata": {"scrapbook": {"name": "n"}},
        "data": {"application/papermill.record/text/plain": number},
    }  # fmt: skip
    return {
        "tables": ["events"],
        "outputs": [
            [{"output_type": "execute_result", "metadata": {}, "data": {MIME: figure}}],
            [glued],
            [{"output_type": "stream", "name": "stdout", "text": text}],
        ],
    }


def differences(**changed):
    """In what a page differs whose outputs were changed."""
    before, now = receipt.chapter("text", record()), receipt.chapter("text", record(**changed))
    return list(map(str, receipt.differences(before, now)))


def test_equal_outputs_are_reproduced():
    """Nothing differs."""
    assert differences() == []


def test_execution_counts_do_not_count():
    """A cell's number depends on the session, not on the data."""
    counted = record()
    counted["outputs"][0][0]["execution_count"] = 7
    assert receipt.chapter("", counted) == receipt.chapter("", record())


def test_figures_are_compared_by_their_rows():
    """Another row is another figure, whatever the picture looks like."""
    assert differences(csv=CSV.replace("2001", "2002")) == ["figure fig-one: other rows"]


def test_a_figure_s_description_counts():
    """Readers who do not see the figure read another one."""
    assert differences(alt="Three events.") == ["figure fig-one: another description"]


def test_a_number_is_told_with_its_change():
    """Published value, value now, and the difference."""
    assert differences(number="14") == ["number n: 12 published, 14 now (+2)"]


@pytest.mark.parametrize(
    "before, now, same",
    [
        ("0.1", "0.10000000000000002", True),
        ("0.1", "0.1000001", False),
        ("'12 of 24'", "'12 of 24'", True),
        ("'12 of 24'", "'12 out of 24'", False),
        ("12", "12.0", True),
        ("1e3", "1000", True),
        ("sco2001", "sco2002", False),
    ],
)
def test_numbers_agree_to_the_tolerance_and_words_exactly(before, now, same):
    """The last digits of a float may depend on the machine; nothing else may."""
    assert receipt.same_text(before, now) is same


def test_other_outputs_are_compared_cell_by_cell():
    """The cell is named."""
    assert differences(text="bye\n") == ["cell 3: another output"]


def test_rows_are_told_with_their_line():
    """How many lines differ, and the first of them."""
    told = receipt.row_difference(CSV, CSV.replace("1996", "1997"))
    assert told == "1 line, first line 2: 'e1,1996' published, 'e1,1997' now"


def test_a_table_s_identifier_is_git_s_own_hash(tmp_path):
    """So that a row can be found in any archive of the repository."""
    (tmp_path / "table.csv").write_text(CSV)
    done = subprocess.run(
        ["git", "hash-object", "table.csv"], cwd=tmp_path, capture_output=True, text=True
    )
    assert receipt.swhid(CSV.encode()) == f"swh:1:cnt:{done.stdout.strip()}"


def test_the_foot_of_a_page_says_it_in_words():
    """What was computed, from which tables, with what."""
    words = receipt.in_words(record())
    assert "1 figure and 1 number were computed from the tables events" in words


class Silent:
    """Nobody to tell of progress."""

    def step(self, what, total):
        """Say nothing."""

    def advance(self, part, by=1):
        """Say nothing."""


@pytest.fixture
def published(tmp_path):
    """A project, its published files and their receipt."""
    book = tiny_book.make(tmp_path / "book")
    files = {"data/apples.csv": (book / "data/apples.csv").read_bytes(), "index.html": b"<p>"}
    whole = receipt.receipt(
        identity.BuildIdentity("1", "abc", "2008-05-01"),
        package=pages.package_digest(),
        lock=(book / "requirements.txt").read_bytes(),
        tables={"data/apples.csv": files["data/apples.csv"]},
        chapters={"chapters/01-apples": receipt.chapter("text", record())},
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
    assert verification.altered(whole, files.get, Silent()) == []
    assert verification.inputs_changed(book, whole, files.get) == []


def test_a_tampered_page_and_a_missing_one_are_told(published):
    """Each by its path."""
    _, files, whole = published
    spoiled = {"index.html": b"<p>other", "edition.zip": files["edition.zip"]}
    assert verification.altered(whole, spoiled.get, Silent()) == [
        "data/apples.csv is missing", "index.html was changed after the build",
    ]  # fmt: skip


def test_a_tampered_archive_is_told(published):
    """The receipt is in the archive and cannot hold its hash; what is packed is compared."""
    _, files, whole = published
    loose = {name: data for name, data in files.items() if name != "edition.zip"}
    for archive, told in (
        (packed({**loose, "index.html": b"<p>other"}), "edition.zip: index.html is another file"),
        (packed({"index.html": loose["index.html"]}), "edition.zip: data/apples.csv is missing"),
        (b"no archive", "edition.zip is not a ZIP archive"),
    ):
        spoiled = {**loose, "edition.zip": archive}
        assert verification.altered(whole, spoiled.get, Silent()) == [told]
    assert verification.altered(whole, loose.get, Silent()) == ["edition.zip is missing"]


def test_a_tampered_table_is_told(published):
    """With the line in which it differs."""
    book, files, whole = published
    tiny_book.edit(book / "data/apples.csv", "a2,2", "a2,20")
    assert verification.inputs_changed(book, whole, files.get) == [
        "data/apples.csv is not the published table: "
        "1 line, first line 3: 'a2,2' published, 'a2,20' now"
    ]


def test_a_tampered_package_is_told(published, monkeypatch):
    """Other code may give other outputs tomorrow, even if it does not today."""
    book, files, whole = published
    monkeypatch.setattr(pages, "package_digest", lambda: "another")
    (told,) = verification.inputs_changed(book, whole, files.get)
    assert "package" in told


def test_a_tampered_receipt_is_told(published):
    """A figure's rows changed in the receipt are not those that are drawn anew."""
    _, _, whole = published
    before = whole["chapters"]["chapters/01-apples"]
    forged = copy.deepcopy(before)
    forged["figures"]["fig-one"]["rows"] = "0" * 64
    forged["outputs"] = "0" * 64
    assert list(map(str, receipt.differences(forged, before))) == ["figure fig-one: other rows"]


def test_a_figure_s_rows_are_told_with_their_line(published):
    """Beside the figure's name stands where its published rows are others, if they are there."""
    book, _, _ = published
    page, *_ = pages.notebooks(book)
    before = receipt.chapter(page.text, record())
    now = record(csv=CSV.replace("2001", "2002"), number="14")

    for rows, where in (
        (CSV, " (1 line, first line 3: 'e2,2001' published, 'e2,2002' now)"),
        (None, ""),
    ):
        read = {"figures/fig-one.csv": rows and rows.encode()}.get
        assert verification.compare(page, now, before, read) == [
            f"figure fig-one: other rows{where}",
            "number n: 12 published, 14 now (+2)",
        ]


def test_the_worst_outcome_is_the_exit_status():
    """0 reproduced, 1 differs, 2 could not run."""
    states = [verification.REPRODUCED, verification.DIFFERS, verification.FAILED]
    outcomes = [verification.Outcome("one", state) for state in states]
    assert [verification.status(outcomes[: n + 1]) for n in range(3)] == [0, 1, 2]
