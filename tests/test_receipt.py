"""The receipt of a page shows every change of its outputs."""

import subprocess

import pytest

from edition.citing.swhids import content_swhid
from edition.figures import MIME
from edition.notebooks import receipt

CSV = "id,year\ne1,1996\ne2,2001\n"


def record(csv=CSV, number="12", text="hello\n", alt="Two events."):
    """Return a page's record: a figure, a number for the prose, and a printed line."""
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
    """Return the differences of a page with changed outputs."""
    before, now = (
        receipt.page_receipt("text", record()),
        receipt.page_receipt("text", record(**changed)),
    )
    return list(map(str, receipt.differences(before, now)))


def test_equal_outputs_are_reproduced():
    """Nothing differs."""
    assert differences() == []


def test_execution_counts_do_not_count():
    """A cell's number depends on the session, not on the data."""
    counted = record()
    counted["outputs"][0][0]["execution_count"] = 7
    assert receipt.page_receipt("", counted) == receipt.page_receipt("", record())


def test_figures_are_compared_by_their_rows():
    """Another row is another figure, whatever the picture looks like."""
    assert differences(csv=CSV.replace("2001", "2002")) == ["figure fig-one: other rows"]


def test_a_figure_s_description_counts():
    """Readers who do not see the figure read another one."""
    assert differences(alt="Three events.") == ["figure fig-one: another description"]


def test_a_number_is_reported_with_its_change():
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


def test_rows_are_reported_with_their_line():
    """How many lines differ, and the first of them."""
    reported = receipt.line_difference(CSV, CSV.replace("1996", "1997"))
    assert reported == "1 line, first line 2: 'e1,1996' published, 'e1,1997' now"


def test_a_table_s_identifier_is_git_s_own_hash(tmp_path):
    """So that a row can be found in any archive of the repository."""
    (tmp_path / "table.csv").write_text(CSV)
    done = subprocess.run(
        ["git", "hash-object", "table.csv"], cwd=tmp_path, capture_output=True, text=True
    )
    assert content_swhid(CSV.encode()) == f"swh:1:cnt:{done.stdout.strip()}"


def test_the_foot_of_a_page_says_it_in_words():
    """What was computed, from which tables, with what."""
    words = receipt.summary(record())
    assert words.startswith("Computed for this page from the table events with Python ")
    assert ": 1 figure and 1 number; fingerprint " in words
