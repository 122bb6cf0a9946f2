"""Pages are executed when, and only when, something that their outputs depend on has changed."""

from __future__ import annotations

import os

import pytest

import tiny_book
from edition.notebooks import execution, fork_server, pages


@pytest.fixture
def book(tmp_path):
    """The tiny book's sources."""
    return tiny_book.make(tmp_path / "book")


def remember(book, tables=None):
    """Keep a record of every page, as if it had been executed."""
    for page in pages.notebooks(book):
        loaded = [page.name.partition("-")[2]] if tables is None else tables
        record = {"key": pages.key(page, loaded, book), "tables": loaded, "outputs": [[], []]}
        execution.keep(page.name, record, execution.store(book))


def stale(book):
    """The names of the pages that would be executed."""
    return [page.name for page in execution.stale(pages.notebooks(book), book)]


def test_the_contents_name_every_page_once(book):
    """Files and patterns of the table of contents give page names, plain pages included."""
    assert pages.names(book) == ["chapters/01-apples", "chapters/02-pears", "index"]


def test_only_notebooks_are_executed(book):
    """A page without the notebook's front matter has no outputs to make."""
    assert [page.name for page in pages.notebooks(book)] == [
        "chapters/01-apples", "chapters/02-pears",
    ]  # fmt: skip


def test_nothing_is_executed_when_nothing_has_changed(book):
    """Kept outputs of the same inputs are used again."""
    remember(book)
    assert stale(book) == []


def test_an_edit_of_the_prose_executes_nothing(book):
    """Outputs depend on code cells, not on the text around them."""
    remember(book)
    tiny_book.edit(book / "chapters/01-apples.md", "sum up to", "come to")
    assert stale(book) == []


def test_an_edited_row_executes_the_pages_that_load_its_table(book):
    """The other pages keep their outputs."""
    remember(book)
    tiny_book.edit(book / "data/pears.csv", "p2,5", "p2,6")
    assert stale(book) == ["chapters/02-pears"]


def test_an_edited_cell_executes_its_page(book):
    """A change of the code makes the page's outputs void."""
    remember(book)
    tiny_book.edit(book / "chapters/01-apples.md", "\napples\n", "\napples.head(1)\n")
    assert stale(book) == ["chapters/01-apples"]


@pytest.mark.parametrize("name", ["references.bib", "requirements.txt", "data/datapackage.json"])
def test_what_all_pages_share_executes_all(book, name):
    """Bibliography, locked environment and schema count for every page."""
    remember(book, tables=[])
    with (book / name).open("a") as file:
        file.write("\n")
    assert len(stale(book)) == 2


def test_another_version_of_the_package_executes_all(book, monkeypatch):
    """The package's sources are an input like the tables."""
    remember(book)
    monkeypatch.setattr(pages, "package_digest", lambda: "another")
    assert len(stale(book)) == 2


def test_unreadable_outputs_are_made_again(book):
    """A record that was cut short counts for nothing."""
    remember(book)
    (execution.store(book) / "chapters/01-apples.json").write_text('{"key":')
    assert stale(book) == ["chapters/01-apples"]


def test_equal_records_are_not_written_again(book):
    """Sphinx reads a page anew when the file of its outputs is new; equal outputs leave it be."""
    remember(book)
    path = execution.store(book) / "chapters/01-apples.json"
    os.utime(path, (1, 1))
    remember(book)
    assert path.stat().st_mtime == 1


def test_warm_and_plain_kernels_give_equal_outputs(book):
    """A forked kernel decides nothing differently from one that was started alone."""
    tiny_book.edit(
        book / "chapters/01-apples.md",
        "\napples\n",
        "\nimport matplotlib, pandas as pd\n"
        "print(matplotlib.get_backend(), pd.get_option('display.max_columns'))\n"
        "pd.DataFrame([range(30)])\n",
    )
    found = pages.notebooks(book)
    with fork_server.warm(book) as warm:
        forked, failures = execution.execute(found, book, warm=warm)
    plain, more = execution.execute(found, book)

    assert failures == more == []
    assert forked == plain
    assert forked["chapters/01-apples"]["tables"] == ["apples"]
    assert "image/png" in str(forked["chapters/02-pears"]["outputs"])


@pytest.mark.skipif(not fork_server.can_fork(), reason="kernels are not forked here")
def test_chapters_do_not_see_each_other(book):
    """What one page does to shared modules is unknown to the next, though both are forked."""
    page = book / "chapters/01-apples.md"
    tiny_book.edit(page, "\napples\n", "\nimport softbalancing\nsoftbalancing.spoiled = True\n")
    tiny_book.edit(
        book / "chapters/02-pears.md", "import matplotlib.pyplot as plt",
        "import softbalancing\nprint(hasattr(softbalancing, 'spoiled'))\nplt = None;'''",
    )  # fmt: skip
    tiny_book.edit(book / "chapters/02-pears.md", "plot(pears['count']);", "'''")
    with fork_server.warm(book) as warm:
        records, failures = execution.execute(pages.notebooks(book), book, warm=warm)

    assert failures == []
    assert records["chapters/02-pears"]["outputs"][1][0]["text"] == "False\n"


def test_outputs_hold_nothing_of_their_run():
    """Addresses of objects and random ids of styled tables are replaced by fixed ones."""
    output = {
        "output_type": "execute_result",
        "execution_count": 7,
        "data": {
            "text/plain": "<pandas.io.formats.style.Styler at 0x7fde81bf7510>",
            "text/html": '<table id="T_c14e9"><td id="T_c14e9_row0_col0">c14e9</td></table>',
        },
    }
    assert execution.settled(output, 3) == {
        "output_type": "execute_result",
        "data": {
            "text/plain": "<pandas.io.formats.style.Styler at 0x0>",
            "text/html": '<table id="T_3_1"><td id="T_3_1_row0_col0">c14e9</td></table>',
        },
    }


def test_a_table_edited_while_its_page_runs_makes_the_page_run_again(book):
    """Nobody knows which version was read, so the outputs are no one's."""
    tiny_book.edit(
        book / "chapters/01-apples.md",
        "\napples\n",
        "\nwith open('../data/apples.csv', 'a') as file:\n    _ = file.write('a3,3\\n')\n",
    )
    records, _ = execution.execute(pages.notebooks(book)[:1], book)
    execution.keep("chapters/01-apples", records["chapters/01-apples"], execution.store(book))
    assert "chapters/01-apples" in stale(book)


def test_a_failing_cell_is_told_with_its_place(book):
    """Page, line of the file, number of the cell, the code line and the traceback."""
    tiny_book.edit(book / "chapters/02-pears.md", "fig, ax = plt.subplots()", "1 / 0")
    found = pages.notebooks(book)
    records, (failure,) = execution.execute(found, book)

    source = found[1].text.splitlines()
    assert list(records) == ["chapters/01-apples"]
    assert source[failure.line - 1] == failure.code == "1 / 0"
    assert (failure.page, failure.cell) == ("chapters/02-pears", 2)
    assert failure.reason == "ZeroDivisionError: division by zero"
    assert "Traceback" in str(failure) and "\x1b" not in str(failure)


def test_a_cell_that_takes_too_long_is_told(book):
    """An endless loop ends the page, not the build."""
    tiny_book.edit(book / "chapters/01-apples.md", "\napples\n", "\nwhile True: pass\n")
    with fork_server.warm(book) as warm:  # what is imported takes no time then, on any machine
        found = pages.notebooks(book)
        records, (failure,) = execution.execute(found, book, warm=warm, timeout=8)

    assert list(records) == ["chapters/02-pears"]
    assert failure.cell == 2 and "timed out" in failure.reason


def test_old_pictures_are_thrown_away(tmp_path, monkeypatch):
    """Those of another state of the package, and of this one all but the last used."""
    monkeypatch.setattr(execution, "PICTURES_KEPT", 2)
    here, other = tmp_path / "pictures" / "now", tmp_path / "pictures" / "before"
    for folder in (here, other):
        folder.mkdir(parents=True)
        for age, name in enumerate("abc"):
            (folder / name).touch()
            os.utime(folder / name, (1000 - age, 1000 - age))
    execution.prune(here)
    assert not other.exists()
    assert sorted(path.name for path in here.iterdir()) == ["a", "b"]


@pytest.mark.skipif(not fork_server.can_fork(), reason="kernels are not forked here")
def test_a_warm_process_that_nobody_needed_is_ended_at_once(book):
    """A build that executes nothing does not wait for what it started in case."""
    with fork_server.warm(book) as warm:
        pass

    assert warm._process.returncode is not None
