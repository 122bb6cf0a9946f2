"""A page is executed in a kernel of its own, and its outputs do not depend on which kernel."""

import pytest

import tiny_book
from edition.notebooks import execution, fork_server, output_store, page_source
from edition.project.progress import Progress


@pytest.fixture
def book(tmp_path):
    """The tiny book's sources."""
    return tiny_book.make(tmp_path / "book")


def execute(pages, book, **options):
    """Execute pages and report no progress."""
    return execution.execute_pages(pages, book, progress=Progress(), **options)


def test_forked_and_plain_kernels_give_equal_outputs(book):
    """A forked kernel has the settings of one that is a new interpreter."""
    tiny_book.edit(
        book / "chapters/01-apples.md",
        "\napples\n",
        "\nimport matplotlib, pandas as pd\n"
        "print(matplotlib.get_backend(), pd.get_option('display.max_columns'))\n"
        "pd.DataFrame([range(30)])\n",
    )
    found = page_source.notebook_pages(book)
    with fork_server.running_fork_server(book) as server:
        forked, failures = execute(found, book, server=server)
    plain, more = execute(found, book)

    assert failures == more == []
    assert forked == plain
    assert forked["chapters/01-apples"].record["tables"] == ["apples"]
    assert "image/png" in str(forked["chapters/02-pears"].record["outputs"])


@pytest.mark.skipif(not fork_server.can_fork(), reason="kernels are not forked here")
def test_chapters_do_not_see_each_other(book):
    """A page that changes a module changes it for no other page, though both are forked."""
    page = book / "chapters/01-apples.md"
    tiny_book.edit(page, "\napples\n", "\nimport softbalancing\nsoftbalancing.spoiled = True\n")
    tiny_book.edit(
        book / "chapters/02-pears.md", "import matplotlib.pyplot as plt",
        "import softbalancing\nprint(hasattr(softbalancing, 'spoiled'))\nplt = None;'''",
    )  # fmt: skip
    tiny_book.edit(book / "chapters/02-pears.md", "plot(pears['count']);", "'''")
    with fork_server.running_fork_server(book) as server:
        executed, failures = execute(page_source.notebook_pages(book), book, server=server)

    assert failures == []
    assert executed["chapters/02-pears"].record["outputs"][1][0]["text"] == "False\n"


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
    assert execution.normalize_output(output, 3) == {
        "output_type": "execute_result",
        "data": {
            "text/plain": "<pandas.io.formats.style.Styler at 0x0>",
            "text/html": '<table id="T_3_1"><td id="T_3_1_row0_col0">c14e9</td></table>',
        },
    }


def test_a_table_edited_while_its_page_runs_makes_the_page_run_again(book):
    """Nobody knows which version was read, so the outputs count as stale."""
    tiny_book.edit(
        book / "chapters/01-apples.md",
        "\napples\n",
        "\nwith open('../data/apples.csv', 'a') as file:\n    _ = file.write('a3,3\\n')\n",
    )
    page, *_ = page_source.notebook_pages(book)
    executed, _ = execute([page], book)
    record, key = executed[page.docname].record, executed[page.docname].key
    output_store.write_record(page.docname, record, key, output_store.output_folder(book))
    assert output_store.stale_pages([page], book) == [page]


def test_a_failing_cell_is_reported_with_its_place(book):
    """Page, line of the file, number of the cell, the code line and the traceback."""
    tiny_book.edit(book / "chapters/02-pears.md", "fig, ax = plt.subplots()", "1 / 0")
    found = page_source.notebook_pages(book)
    executed, (failure,) = execute(found, book)

    source = found[1].text.splitlines()
    assert list(executed) == ["chapters/01-apples"]
    assert source[failure.line - 1] == failure.code == "1 / 0"
    assert (failure.docname, failure.cell) == ("chapters/02-pears", 2)
    assert failure.reason == "ZeroDivisionError: division by zero"
    assert "Traceback" in str(failure) and "\x1b" not in str(failure)


def test_a_cell_that_takes_too_long_is_reported(book):
    """An endless loop ends the page, not the build."""
    tiny_book.edit(book / "chapters/01-apples.md", "\napples\n", "\nwhile True: pass\n")
    # A forked kernel imports nothing, which could take longer than the limit on a busy machine.
    with fork_server.running_fork_server(book) as server:
        found = page_source.notebook_pages(book)
        executed, (failure,) = execute(found, book, server=server, timeout=8)

    assert list(executed) == ["chapters/02-pears"]
    assert failure.cell == 2 and "timed out" in failure.reason


@pytest.mark.skipif(not fork_server.can_fork(), reason="kernels are not forked here")
def test_a_fork_server_that_was_not_needed_is_ended_at_once(book):
    """A build that executes nothing does not wait for the imports of the server."""
    with fork_server.running_fork_server(book) as server:
        pass

    assert server._process.returncode is not None
