"""Stored outputs are used again while, and only while, all that they depend on is unchanged."""

import os

import pytest

import tiny_book
from edition.notebooks import cache_keys, output_store, page_source


@pytest.fixture
def book(tmp_path):
    """The tiny book's sources."""
    return tiny_book.make(tmp_path / "book")


def remember(book, tables=None):
    """Store a record of every page, as if it had been executed."""
    for page in page_source.notebook_pages(book):
        loaded = [page.docname.partition("-")[2]] if tables is None else tables
        record = {"tables": loaded, "outputs": [[], []]}
        key = cache_keys.output_key(page, loaded, book)
        output_store.write_record(page.docname, record, key, output_store.output_folder(book))


def stale(book):
    """Return the names of the pages that would be executed."""
    pages = page_source.notebook_pages(book)
    return [page.docname for page in output_store.stale_pages(pages, book)]


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
    monkeypatch.setattr(cache_keys, "package_digest", lambda folder: "another")
    assert len(stale(book)) == 2


def test_another_vocabulary_executes_all(book):
    """A vocabulary that is a file of the project counts like the code of the package."""
    with (book / "_config.yml").open("a") as file:
        file.write("    edition_vocabulary: vocabulary.py\n")
    vocabulary = book / "vocabulary.py"
    vocabulary.write_text(
        "from edition.project.vocabulary import Vocabulary\nVOCABULARY = Vocabulary()\n"
    )
    remember(book)
    assert stale(book) == []
    tiny_book.edit(vocabulary, "Vocabulary()", "Vocabulary(command='another')")
    assert len(stale(book)) == 2


def test_unreadable_outputs_are_made_again(book):
    """A record that was cut short counts for nothing."""
    remember(book)
    (output_store.output_folder(book) / "chapters/01-apples.json").write_text('{"key":')
    assert stale(book) == ["chapters/01-apples"]


def test_equal_records_are_not_written_again(book):
    """Sphinx reads a page anew when the file of its outputs is new; equal outputs leave it be."""
    remember(book)
    path = output_store.output_folder(book) / "chapters/01-apples.json"
    os.utime(path, (1, 1))
    remember(book)
    assert path.stat().st_mtime == 1


def test_old_pictures_are_thrown_away(tmp_path, monkeypatch):
    """Those of another state of the package, and of this one all but the last used."""
    monkeypatch.setattr(output_store, "MAX_PICTURES", 2)
    here, other = tmp_path / "pictures" / "now", tmp_path / "pictures" / "before"
    for folder in (here, other):
        folder.mkdir(parents=True)
        for age, name in enumerate("abc"):
            (folder / name).touch()
            os.utime(folder / name, (1000 - age, 1000 - age))
    output_store.prune_pictures(here)
    assert not other.exists()
    assert sorted(path.name for path in here.iterdir()) == ["a", "b"]
