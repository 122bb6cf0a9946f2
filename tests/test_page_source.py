"""The pages of the book, and the notebooks among them, are found by its table of contents."""

import pytest

import tiny_book
from edition.notebooks import page_source


@pytest.fixture
def book(tmp_path):
    """The tiny book's sources."""
    return tiny_book.make(tmp_path / "book")


def test_the_contents_name_every_page_once(book):
    """Files and patterns of the table of contents give page names, plain pages included."""
    assert page_source.docnames(book) == ["chapters/01-apples", "chapters/02-pears", "index"]


def test_only_notebooks_are_executed(book):
    """A page without the notebook's front matter has no outputs to make."""
    assert [page.docname for page in page_source.notebook_pages(book)] == [
        "chapters/01-apples", "chapters/02-pears",
    ]  # fmt: skip
