"""A build is complete, repeatable and never half done."""

import json
import re
import shutil
import subprocess
import sys
import zipfile

import pytest

import tiny_book


def files(folder):
    """Return the content of every file of a built book, by its path."""
    html = folder / "_build" / "html"
    return {
        path.relative_to(html).as_posix(): path.read_bytes()
        for path in html.rglob("*") if path.is_file()
    }  # fmt: skip


def pages_without_receipt(folder):
    """Return the files of a built book, without those that tell of every file of the project."""
    return {
        n: data for n, data in files(folder).items() if n not in ("edition.zip", "receipt.json")
    }


def text(folder, page):
    """Return the text of a page without its markup."""
    return re.sub("<[^>]*>", "", files(folder)[f"{page}.html"].decode())


@pytest.fixture
def book(pristine, tmp_path):
    """A copy of the built tiny book, to be changed."""
    return shutil.copytree(pristine, tmp_path / "book")


def test_outputs_reach_the_page(pristine):
    """The built pages contain a value for the prose, a table and a figure."""
    pages = files(pristine)
    assert "The apples sum up to 3" in text(pristine, "chapters/01-apples")
    assert b"<td>a2</td>" in pages["chapters/01-apples.html"]
    assert b"_images/" in pages["chapters/02-pears.html"]


def test_a_plain_page_stays_plain(pristine):
    """Only notebooks are read with outputs."""
    assert b"A plain page." in files(pristine)["index.html"]


def test_an_executed_notebook_is_published(pristine):
    """It is a valid notebook with the outputs of the page and cell ids that do not change."""
    import nbformat

    text = files(pristine)["notebooks/chapters/01-apples.ipynb"].decode()
    notebook = nbformat.reads(text, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == [1, 2]
    assert "a2" in code[1].outputs[0].data["text/plain"]
    assert [cell.id for cell in notebook.cells] == [f"cell-{n}" for n in range(1, 5)]


def test_the_archive_holds_the_book(pristine):
    """Pages, notebooks, sources and receipt are in edition.zip as they are beside it."""
    published = files(pristine)
    with zipfile.ZipFile(pristine / "_build" / "html" / "edition.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    del published["edition.zip"]
    assert published.items() <= packed.items()
    assert "project/requirements.txt" in packed


def test_nothing_is_done_when_nothing_has_changed(book):
    """The second of two builds ends at once: no file is written, neither pandas nor Sphinx read."""
    tiny_book.run(book, "build")
    before = {path: path.stat().st_mtime_ns for path in (book / "_build" / "html").rglob("*")}
    done = tiny_book.run(book, "build", PYTHONPROFILEIMPORTTIME="1")
    assert "up to date" in done.stdout
    assert before == {p: p.stat().st_mtime_ns for p in (book / "_build" / "html").rglob("*")}
    imported = set(re.findall(r"\|\s+(\w+)$", done.stderr, re.MULTILINE))
    assert "yaml" in imported
    assert not imported & {"pandas", "sphinx", "nbformat", "jupyter_client", "matplotlib"}


def test_pages_are_written_without_what_draws():
    """Kernels draw the figures; the process that writes the pages never needs Matplotlib."""
    code = (
        "import sys; import edition.sphinxext\n"
        "print('sphinx' in sys.modules, 'matplotlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "False"]


def test_an_edited_row_changes_its_page(book):
    """The page that loads the table is executed, and shows the new value."""
    tiny_book.edit(book / "data/apples.csv", "a2,2", "a2,9")
    done = tiny_book.run(book, "build")
    assert done.returncode == 0, done.stderr
    assert "executing pages: 1" in done.stdout
    assert "The apples sum up to 10" in text(book, "chapters/01-apples")


def test_edited_prose_executes_nothing_and_leaves_nothing_old(book, tmp_path):
    """An incremental build gives, file by file, what a clean one gives."""
    for folder in (book, tiny_book.make(tmp_path / "clean")):
        tiny_book.edit(folder / "chapters/01-apples.md", "sum up to", "come to")
        done = tiny_book.run(folder, "build")
        assert done.returncode == 0, done.stderr
    assert "The apples come to 3" in text(book, "chapters/01-apples")
    assert files(book) == files(tmp_path / "clean")


def test_a_removed_page_leaves_no_trace(book):
    """Neither its HTML nor its notebook stays in the book."""
    (book / "chapters/02-pears.md").unlink()
    done = tiny_book.run(book, "build")
    assert done.returncode == 0, done.stderr
    assert not [path for path in files(book) if "02-pears" in path]
    assert not [path for path in files(book) if path.startswith("_images/")]


def test_the_project_in_the_archive_builds_the_same_book(pristine, tmp_path):
    """Unpacked anywhere, it needs nothing but the installed packages, and builds the same bytes.

    Folder, time zone, locale and hash seed leave no trace in the book.
    """
    with zipfile.ZipFile(pristine / "_build" / "html" / "edition.zip") as archive:
        archive.extractall(tmp_path)
    project = tmp_path / "project"

    done = tiny_book.run(
        project, "build", TZ="Asia/Bishkek", LANG="tr_TR.UTF-8", LC_ALL="C", PYTHONHASHSEED="7"
    )

    assert done.returncode == 0, done.stderr
    ours, theirs = files(pristine), files(project)
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_a_page_that_loaded_a_table_which_is_gone_is_executed_again(book):
    """The stored outputs may name a table that has been removed since."""
    path = book / "_build" / "outputs" / "chapters" / "01-apples.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"tables": ["quinces"]}))
    tiny_book.edit(book / "index.md", "A plain page.", "A plain page, edited.")
    done = tiny_book.run(book, "build")
    assert done.returncode == 0, done.stderr
    assert "executing pages: 1" in done.stdout
    assert "The apples sum up to 3" in text(book, "chapters/01-apples")


def test_a_chapter_opened_as_a_notebook_does_not_disturb_the_build(book):
    """A page is a Markdown file, whatever Jupytext, Jupyter and editors leave beside it.

    Nor does a published notebook, which *How to re-run* says to copy into the project.
    """
    before, chapters = pages_without_receipt(book), book / "chapters"
    shutil.copy(book / "_build" / "html" / "notebooks" / "chapters" / "01-apples.ipynb", book)
    jupytext = [sys.executable, "-m", "jupytext", "--to", "ipynb", "01-apples.md"]
    subprocess.run(jupytext, cwd=chapters, check=True, capture_output=True)
    checkpoints = chapters / ".ipynb_checkpoints"
    checkpoints.mkdir()
    for name in ("ipynb", "md"):
        shutil.copy(chapters / f"01-apples.{name}", checkpoints / f"01-apples-checkpoint.{name}")
    for name in ("._01-apples.md", "01-apples.rst", "01-apples.txt"):
        (chapters / name).write_bytes(b"\x00\xff")
    (chapters / ".#02-pears.md").symlink_to("nobody@nowhere.1234")

    done = tiny_book.run(book, "build")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "executing pages: 0" in done.stdout
    assert pages_without_receipt(book) == before


def test_a_row_of_a_linked_folder_is_an_input(book, tmp_path):
    """Tables and chapters count wherever they are, and links in a circle do not matter."""
    for name in ("data", "chapters"):
        (book / name).rename(tmp_path / name)
        (book / name).symlink_to(tmp_path / name)
    (tmp_path / "data" / "project").symlink_to(book)
    assert tiny_book.run(book, "build").returncode == 0

    tiny_book.edit(tmp_path / "data" / "apples.csv", "a2,2", "a2,9")
    tiny_book.edit(tmp_path / "chapters" / "02-pears.md", "The pears", "All pears")
    done = tiny_book.run(book, "build")

    assert done.returncode == 0, done.stderr
    assert "The apples sum up to 10" in text(book, "chapters/01-apples")
    assert "All pears sum up to 8" in text(book, "chapters/02-pears")
    assert "up to date" in tiny_book.run(book, "build").stdout


def test_pages_are_written_again_in_place(tmp_path):
    """Sphinx's own search stays complete when one page has changed since a build right here."""
    book = tiny_book.built(tmp_path / "book")
    for word in ("plainer", "plainest"):
        tiny_book.edit(book / "index.md", "A plain", f"A {word} and plain")
        done = tiny_book.run(book, "build")
        assert done.returncode == 0, done.stdout + done.stderr
    index = files(book)["searchindex.js"].decode()
    assert all(word in index for word in ("plainest", "appl", "pear"))


def test_settings_of_the_user_leave_no_trace(pristine, book, tmp_path):
    """Those of Matplotlib, IPython, Jupyter, Python and Docutils, in files and in the environment.

    Forked and plain kernels ignore them alike.
    """
    home, kernel = tmp_path / "home", tmp_path / "jupyter" / "kernels" / "python3"
    settings = {
        ".config/matplotlib/matplotlibrc": "figure.facecolor: red\nfont.size: 30\n",
        ".ipython/profile_default/startup/00-user.py": "raise SystemError('startup file')",
        ".ipython/profile_default/ipython_kernel_config.py":
            "c.InteractiveShellApp.exec_lines = ['import sys; print(1, file=sys.stderr)']",
        ".docutils": "[general]\nid_prefix: user-\n",
        "start.py": "import pandas; pandas.options.display.max_rows = 1",
        "matplotlibrc": "axes.facecolor: green\n",
    }  # fmt: skip
    for name, content in settings.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(content)
    for place in (book, book / "chapters"):
        (place / "matplotlibrc").write_text("figure.facecolor: blue\n")
    kernel.mkdir(parents=True)
    spec = {"argv": ["false", "-f", "{connection_file}"], "display_name": "P", "language": "python"}
    (kernel / "kernel.json").write_text(json.dumps(spec))
    environment = {
        "HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"),
        "MATPLOTLIBRC": str(home / "matplotlibrc"), "JUPYTER_PATH": str(tmp_path / "jupyter"),
        "PYTHONSTARTUP": str(home / "start.py"), "PYTHONWARNINGS": "always",
    }  # fmt: skip
    shutil.rmtree(book / "_build")

    built = tiny_book.run(book, "build", **environment)
    verified = tiny_book.run(book, "verify", **environment)

    assert built.returncode == 0, built.stdout + built.stderr
    ours, theirs = files(pristine), files(book)
    del theirs["edition.zip"]  # holds the settings in the project's folder
    assert [name for name in theirs if ours[name] != theirs[name]] == []
    assert ours.keys() - theirs.keys() == {"edition.zip"}
    assert verified.returncode == 0, verified.stdout


def test_a_failing_cell_leaves_the_last_good_book(book):
    """The report names page, line, cell and error; what was published stays."""
    before = files(book)
    tiny_book.edit(book / "chapters/01-apples.md", "\napples\n", "\napples.nonsense\n")
    done = tiny_book.run(book, "build")
    assert done.returncode == 1
    assert "chapters/01-apples.md:19: cell 2: AttributeError" in done.stderr
    assert "  apples.nonsense" in done.stderr
    assert files(book) == before


def test_a_warning_fails_this_build_and_the_next(book):
    """A warning is repeated until it is fixed, though the page has not changed since.

    It names the line of the source, which the outputs put into a page do not move.
    """
    before, notebook = files(book), book / "chapters/01-apples.md"
    for page in (book / "index.md", notebook):
        with page.open("a") as file:
            file.write("\n{ref}`nowhere`\n")
    line = notebook.read_text().splitlines().index("{ref}`nowhere`") + 1
    for _ in range(2):
        done = tiny_book.run(book, "build")
        assert done.returncode == 1
        assert "index.md:5: WARNING: undefined label: 'nowhere'" in done.stderr
        assert f"chapters/01-apples.md:{line}: WARNING" in done.stderr
    assert files(book) == before


def test_a_broken_table_stops_the_build_before_anything_runs(book):
    """Every breach is one line with file, line and column, and nothing is executed."""
    tiny_book.edit(book / "data/apples.csv", "a1,1\na2,2", "a1,one\na2,two")
    done = tiny_book.run(book, "build")
    assert done.returncode == 1
    assert "data/apples.csv:2: count: 'one' is not a whole number" in done.stderr
    assert "data/apples.csv:3: count: 'two' is not a whole number" in done.stderr
    assert "executing" not in done.stdout


def test_the_receipt_accounts_for_every_file(pristine):
    """All that is published is in it, except itself and the archive that holds it."""
    published = files(pristine)
    accounted = json.loads(published["receipt.json"])["files"]
    assert published.keys() - accounted.keys() == {"receipt.json", "edition.zip"}
