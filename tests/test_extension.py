"""The Sphinx extension in a project without a vocabulary, whose tables play no role."""

from pathlib import Path

import pytest

import tiny_book
from built import Page

INDEX = """\
# Tiny

It is said {cite:p}`li2007`.

```{bibliography}
```

```{chronology}
```

```{datatable} apples
```
"""


@pytest.fixture(scope="module")
def page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """The title page of the tiny book, built with the whole extension."""
    folder = tiny_book.make_whole(tmp_path_factory.mktemp("plain") / "book", root)
    (folder / "index.md").write_text(INDEX, encoding="utf-8")
    done = tiny_book.run(folder, "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return Page(folder / "_build" / "html" / "index.html", "index.html")


def test_tables_without_a_role_are_shown_like_others(page):
    """Each row has its anchor; what only claims have is left out."""
    assert page.at("apples-a1") is not None
    assert "Codings" not in page.html


def test_citations_open_cards_without_a_table_of_citations(page):
    """The card gives the reference; under the entry of the work nothing is said to rest on it."""
    (link,) = page.all("//main//a[@class='citation-link']")
    assert (link.text_content(), link.get("href")) == ("Li 2007", "#li2007")
    assert page.at("card-li2007") is not None
    assert not page.all("//*[@class='cited-in']")


def test_directives_whose_table_is_missing_show_nothing(page):
    """There are no events, so the chronology is empty."""
    assert not page.all("//ul[@class='chronology']")
