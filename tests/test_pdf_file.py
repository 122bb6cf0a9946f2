"""The PDF is a whole book: tagged, with contents, bookmarks, links and numbers that agree."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from edition.build.formats.joined_pages import reading_order
from edition.project import identity, vocabulary


@pytest.fixture(scope="module")
def pdf(formats: Path) -> PdfReader:
    """The PDF."""
    return PdfReader(formats / "edition.pdf")


def bookmarks(outline):
    """Every bookmark, in order."""
    for mark in outline:
        if isinstance(mark, list):
            yield from bookmarks(mark)
        else:
            yield mark


def text(page):
    """A page's words, evenly spaced."""
    return " ".join(page.extract_text().split())


def test_it_says_what_it_is(pdf):
    """Title, author and language are set, and the structure is there for screen readers."""
    assert pdf.metadata.title.startswith("Soft Balancing in Central Asia")
    assert pdf.metadata.author == "The contributors to the edition"
    catalog = pdf.trailer["/Root"]
    assert catalog["/Lang"] == "en"
    assert catalog["/MarkInfo"]["/Marked"]


def test_no_time_of_printing_stands_in_it(formats, root):
    """Its only date is that of the edition, so that two prints are the same bytes."""
    dates = re.findall(rb"D(?::|\\072)(\d{14})", (formats / "edition.pdf").read_bytes())

    assert set(dates) == {identity.build_time(root).strftime("%Y%m%d%H%M%S").encode()}
    assert len(dates) == 4, "made and changed, by Chromium and by us"


def test_every_page_is_a4(pdf):
    """The book can be printed as it is."""
    assert len(pdf.pages) > 30
    for page in pdf.pages:
        assert abs(page.mediabox.width - 595) < 2 and abs(page.mediabox.height - 842) < 2


def test_bookmarks_lead_to_their_headings(pdf):
    """Each section has a bookmark, and its title stands on that page."""
    marks = list(bookmarks(pdf.outline))
    titles = [mark.title for mark in marks]
    assert any("Territorial Denial" in title for title in titles)
    assert any("Glossary" in title for title in titles)
    for mark in marks:
        page = text(pdf.pages[pdf.get_destination_page_number(mark)])
        assert mark.title.split()[-1] in page


def test_contents_give_the_pages(pdf):
    """The number in the table of contents is that of the page on which the section begins."""
    line = next(
        line for page in pdf.pages[:4] for line in page.extract_text().splitlines()
        if "Territorial Denial" in line
    )  # fmt: skip
    assert "Territorial Denial" in text(pdf.pages[int(line.split()[-1]) - 1])


def test_links_inside_have_somewhere_to_go(pdf):
    """No link of the book leads nowhere."""
    known, seen = pdf.named_destinations, 0
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            target = note.get_object().get("/Dest")
            if isinstance(target, str):
                seen += 1
                assert target.lstrip("/") in {name.lstrip("/") for name in known}
    assert seen > 300


def test_figures_are_drawn_not_pictured(pdf):
    """The figures are vectors: no page holds a bitmap."""
    for page in pdf.pages:
        objects = page["/Resources"].get("/XObject", {})
        assert all(objects[name]["/Subtype"] != "/Image" for name in objects)


def test_pages_that_serve_the_screen_are_left_out(book, root):
    """The vocabulary names them; all other pages are printed in the order of the book."""
    screen_only = vocabulary.current(root).screen_only
    everything, printed = reading_order(book), reading_order(book, screen_only)

    assert [name for name in everything if not name.startswith(screen_only)] == printed
    assert len(printed) < len(everything)
    assert printed[0] == "index"
