"""Make the PDF: join the written pages, set them for A4, and print them with Chromium."""

import io
import re
import shutil
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import lxml.html
from markupsafe import Markup

from edition.build import pipeline
from edition.html.templating import render
from edition.project import book_formats, citation_file, identity, vocabulary
from edition.project.citation_file import Metadata
from edition.project.files import write_atomically
from edition.project.progress import Progress

from .joined_pages import Heading, join_pages

CSS = Path(__file__).with_name("print.css")
CHROMIUM_DATE = re.compile(rb"(?<=Date \()D:\d{14}[+-]\d\d'\d\d'(?=\))")
FOOTER = (
    '<div style="width:100%;font:8px sans-serif;color:#675f53;text-align:center">'
    '<span class="pageNumber"></span></div>'
)
INSTALL = (
    "The PDF needs Playwright and pypdf, which `make pdf` installs from requirements-test.txt, "
    "and Chromium: sudo apt-get install chromium"
)


def make_pdf(folder: Path, progress: Progress) -> Path:
    """Write ``_build/edition.pdf`` from the pages, which are brought up to date, and return it.

    Raises
    ------
    BuildError
        As for `pipeline.build_book`, and if there is no Chromium.
    """
    folder = folder.resolve()
    path = folder / "_build" / "edition.pdf"
    # Chromium reads style sheet, fonts and images of the pages, so the lock covers printing too.
    with pipeline.locked_project(folder) as inputs:
        pipeline.update_book(folder, inputs, progress)
        write_atomically(path, printed_book(folder, progress))
        book_formats.record_inputs(path, inputs)
    return path


def printed_book(folder: Path, progress: Progress) -> bytes:
    """Return the built pages of a project as one PDF."""
    meta = citation_file.read_citation_file(folder)
    authors = "; ".join(map(citation_file.inverted_name, meta.authors))
    screen_only = vocabulary.current(folder).screen_only
    articles, headings = join_pages(folder / "_build" / "html", screen_only)
    context = {
        "meta": meta, "authors": authors, "edition": identity.build_identity(folder),
        "css": CSS.as_uri(), "headings": headings,
        "articles": [Markup(lxml.html.tostring(each, encoding="unicode")) for each in articles],
    }  # fmt: skip
    progress.step("printing", 2)
    path = folder / "_build" / ".book.html"
    numbers = dict.fromkeys((heading.id for heading in headings), 0)
    try:
        for purpose in ("to learn the page numbers", "with the page numbers in the contents"):
            html = render("printed_book.html", numbers=numbers, **context)
            path.write_text(html, encoding="utf-8")
            pdf = print_to_pdf(path)
            numbers = page_numbers(pdf, headings)
            progress.advance(purpose)
    finally:
        path.unlink(missing_ok=True)
    return with_metadata(pdf, meta, authors, headings, identity.build_time(folder))


def print_to_pdf(path: Path) -> bytes:
    """Return a page of HTML as Chromium prints it: A4, tagged, with bookmarks."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise pipeline.BuildError(INSTALL) from error
    system = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=system, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(path.as_uri())
            page.evaluate("document.fonts.ready")
            return page.pdf(
                format="A4", tagged=True, outline=True, print_background=True,
                display_header_footer=True, header_template="<span></span>",
                footer_template=FOOTER,
                margin={"top": "22mm", "bottom": "24mm", "left": "26mm", "right": "26mm"},
            )  # fmt: skip
    except Error as error:
        raise pipeline.BuildError(f"{INSTALL}\n{error}") from error


def page_numbers(pdf: bytes, headings: list[Heading]) -> dict[str, int]:
    """Return the page on which each heading is printed, by its anchor.

    The last bookmarks are those of the headings; before them is that of the table of contents.
    """
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    bookmarks = list(_flatten(reader.outline))[-len(headings) :]
    pages = map(reader.get_destination_page_number, bookmarks)
    pairs = zip(headings, pages, strict=True)
    return {heading.id: page + 1 for heading, page in pairs if page is not None}


def _flatten(outline: Iterable[Any]) -> Iterator[Any]:
    """Yield the bookmarks of pypdf's nested lists."""
    for bookmark in outline:
        if isinstance(bookmark, list):
            yield from _flatten(bookmark)
        else:
            yield bookmark


def with_metadata(
    pdf: bytes, meta: Metadata, authors: str, headings: list[Heading], date: datetime
) -> bytes:
    """Return a PDF with metadata, corrected bookmarks, and the date of the edition alone.

    Chromium repeats words in the titles of some bookmarks, and it writes the time of printing,
    which would be the only difference between two prints of the same pages.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    stamp = date.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf = CHROMIUM_DATE.sub(stamp.encode(), pdf)  # of the same length, so no offset changes
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)  # keeps Chromium's compression
    bookmarks = list(_raw_bookmarks(writer.root_object["/Outlines"]))
    titles = [f"{heading.number} {heading.title}".strip() for heading in headings]
    bookmarks[0][NameObject("/Title")] = TextStringObject("Contents")
    for bookmark, title in zip(bookmarks[-len(titles) :], titles, strict=True):
        bookmark[NameObject("/Title")] = TextStringObject(title)
    writer.add_metadata(
        {
            "/Title": meta.title,
            "/Author": authors,
            "/Subject": meta.abstract,
            "/Keywords": ", ".join(meta.keywords),
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _raw_bookmarks(outline: Any) -> Iterator[Any]:
    """Yield the bookmarks beneath one, as objects of the file, in reading order."""
    item = outline.get("/First")
    while item is not None:
        bookmark = item.get_object()
        yield bookmark
        yield from _raw_bookmarks(bookmark)
        item = bookmark.get("/Next")
