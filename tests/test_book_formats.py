"""The PDF and the EPUB are published with the pages only while both have the same inputs."""

import shutil

import pytest

import tiny_book
from edition.build import pipeline
from edition.build.formats import epub_file, pdf_file
from edition.project import book_formats
from edition.project.progress import LogProgress
from edition.sphinxext.epub import builder


@pytest.fixture
def book(tmp_path, root, monkeypatch):
    """The tiny book's sources; what making a format sets in the environment is undone."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1200000000")
    monkeypatch.setenv("EDITION_HOME", str(tmp_path / "book"))
    monkeypatch.setattr(pipeline, "update_book", lambda *_: True)
    monkeypatch.setattr(pipeline, "check_and_execute", lambda *_: {})
    made = tiny_book.make(tmp_path / "book")
    shutil.copy(root / "CITATION.cff", made)
    return made


def current(book):
    """Return the names of the formats that the pages would link."""
    return [
        path.name for path in book_formats.current_formats(book, pipeline.input_fingerprint(book))
    ]


def test_a_format_is_left_out_after_an_edit(tmp_path):
    """A PDF of these sources is published; after an edit it is not, as it would be another book."""
    made = tmp_path / "_build" / "edition.pdf"
    made.parent.mkdir()
    made.write_bytes(b"%PDF")
    assert book_formats.current_formats(tmp_path, "these") == []
    book_formats.record_inputs(made, "these")
    assert book_formats.current_formats(tmp_path, "these") == [made]
    assert book_formats.current_formats(tmp_path, "others") == []


@pytest.mark.parametrize("edited", [False, True])
def test_a_pdf_during_whose_making_something_was_edited_is_of_an_old_state(
    book, monkeypatch, edited
):
    """The page that was printed is not the one that stands there now."""

    def printed_book(*_):
        if edited:
            tiny_book.edit(book / "index.md", "A plain page.", "Edited while Chromium printed.")
        return b"%PDF"

    monkeypatch.setattr(pdf_file, "printed_book", printed_book)
    assert pdf_file.make_pdf(book, LogProgress()).read_bytes() == b"%PDF"
    assert current(book) == ([] if edited else ["edition.pdf"])


@pytest.mark.parametrize("edited", [False, True])
def test_an_epub_during_whose_making_something_was_edited_is_of_an_old_state(
    book, monkeypatch, edited
):
    """As for the PDF."""

    def run_sphinx(folder, target, *_, **__):
        if edited:
            tiny_book.edit(book / "index.md", "A plain page.", "Edited while Sphinx wrote.")
        target.mkdir()
        (target / f"{builder.BASENAME}.epub").write_bytes(b"PK")

    monkeypatch.setattr(epub_file, "run_sphinx", run_sphinx)
    assert epub_file.make_epub(book, LogProgress()).read_bytes() == b"PK"
    assert current(book) == ([] if edited else ["edition.epub"])


def test_a_print_that_fails_leaves_nothing_behind(book, monkeypatch):
    """No half-made page stays in _build, and no PDF is there."""

    def print_to_pdf(path):
        assert path.is_file()
        raise pipeline.BuildError(pdf_file.INSTALL)

    monkeypatch.setattr(pdf_file, "join_pages", lambda *_: ([], []))
    monkeypatch.setattr(pdf_file, "print_to_pdf", print_to_pdf)
    with pytest.raises(pipeline.BuildError, match="Chromium"):
        pdf_file.make_pdf(book, LogProgress())
    assert [path.name for path in (book / "_build").iterdir()] == [".lock"]
