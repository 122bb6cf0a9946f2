"""The PDF: the written pages joined, set for A4 and printed by Chromium."""

from __future__ import annotations

import io
import re
import shutil
from datetime import datetime
from pathlib import Path

import lxml.html
from lxml.builder import E

from edition.build import pipeline
from edition.project import book_formats, citation_file, files, identity
from edition.project.progress import Progress

from . import joined_pages

CSS = Path(__file__).with_name("print.css")
PRINTED = re.compile(rb"(?<=Date \()D:\d{14}[+-]\d\d'\d\d'(?=\))")
FOOTER = (
    '<div style="width:100%;font:8px sans-serif;color:#675f53;text-align:center">'
    '<span class="pageNumber"></span></div>'
)
INSTALL = (
    "The PDF needs Playwright and pypdf, which `make pdf` installs from requirements-test.txt, "
    "and Chromium: sudo apt-get install chromium"
)


def make(folder: Path, progress: Progress) -> Path:
    """Write ``_build/edition.pdf`` from the built pages, which are brought up to date first.

    Parameters
    ----------
    folder : Path
        The project's folder.
    progress : Progress
        Is told of every step.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    BuildError
        As for `building.build`, and where there is no Chromium.
    """
    folder = folder.resolve()
    target = folder / "_build" / "edition.pdf"
    # Chromium too reads what the lock keeps in its place: style sheet, faces and pictures.
    with pipeline.opened(folder) as inputs:
        pipeline.update(folder, inputs, progress)
        files.write_atomically(target, bound(folder, progress))
        book_formats.record_inputs(target, inputs)
    return target


def bound(folder: Path, progress: Progress) -> bytes:
    """The built pages as one PDF."""
    meta, current = citation_file.read_citation_file(folder), identity.build_identity(folder)
    progress.step("printing", 2)
    articles, headings = joined_pages.join(folder / "_build" / "html")
    place = folder / "_build" / ".book.html"
    pages: dict[str, int] = {}
    try:
        for round_ in ("to learn the numbers of the pages", "with a complete table of contents"):
            place.write_bytes(document(articles, headings, meta, current, pages))
            made = printed(place)
            pages = numbers(made, headings)
            progress.advance(round_)
    finally:
        place.unlink(missing_ok=True)
    return signed(made, meta, headings, identity.build_time(folder))


def document(articles, headings, meta, current, pages) -> bytes:
    """The whole book as one page of HTML: title, contents, articles."""
    styles = ["html/_static/book.css", CSS.as_uri()]
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(meta.title),
        *(E.link(rel="stylesheet", href=address) for address in styles),
    )
    parts = [front(meta, current), contents(headings, pages), *articles]
    whole = E.html({"lang": meta.language, "data-theme": "light"}, head, E.body(E.main(*parts)))
    return lxml.html.tostring(whole, encoding="utf-8", doctype="<!DOCTYPE html>")


def front(meta, current):
    """The title page."""
    title, _, subtitle = meta.title.partition(": ")
    edited = "; ".join(map(citation_file.inverted_name, meta.authors))
    version = f"Version {current.version}, {current.date}, commit {current.commit}"
    return E.section(
        {"class": "front"},
        E.p({"class": "front-title"}, title),
        E.p({"class": "front-subtitle"}, subtitle),
        E.p({"class": "front-foot"}, edited, E.br(), version, E.br(), meta.licenses[0]),
    )


def contents(headings, pages):
    """The table of contents, with the number of each page once it is known."""
    lines = [
        E.a(
            {"href": f"#{heading.id}", "class": f"level-{heading.level}"},
            E.span({"class": "contents-number"}, heading.number),
            E.span({"class": "contents-title"}, heading.title),
            E.span({"class": "contents-page"}, str(pages.get(heading.id, ""))),
        )
        for heading in headings
        if heading.level == 1 or heading.number
    ]
    return E.nav({"class": "book-contents"}, E.h1("Contents"), *lines)


def printed(place: Path) -> bytes:
    """A page as Chromium prints it: A4, tagged, with bookmarks."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ImportError as error:
        raise pipeline.BuildError(INSTALL) from error
    system = shutil.which("chromium") or shutil.which("google-chrome")
    try:
        with sync_playwright() as browsers:
            browser = browsers.chromium.launch(executable_path=system, args=["--no-sandbox"])
            page = browser.new_page()
            page.goto(place.as_uri())
            page.evaluate("document.fonts.ready")
            return page.pdf(
                format="A4", tagged=True, outline=True, print_background=True,
                display_header_footer=True, header_template="<span></span>",
                footer_template=FOOTER,
                margin={"top": "22mm", "bottom": "24mm", "left": "26mm", "right": "26mm"},
            )  # fmt: skip
    except Error as error:
        raise pipeline.BuildError(f"{INSTALL}\n{error}") from error


def numbers(pdf: bytes, headings) -> dict[str, int]:
    """The page on which each heading stands, by its id, from the bookmarks in their order."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(pdf))
    marks = list(_flat(reader.outline))
    marks = marks[len(marks) - len(headings) :]  # the contents' own heading comes before
    pages = (reader.get_destination_page_number(mark) + 1 for mark in marks)
    return {heading.id: page for heading, page in zip(headings, pages, strict=True)}


def _flat(outline):
    for mark in outline:
        if isinstance(mark, list):
            yield from _flat(mark)
        else:
            yield mark


def signed(pdf: bytes, meta, headings, date: datetime) -> bytes:
    """The file with who made it and when, the date being that of the edition.

    Chromium writes the words of some bookmarks twice: they are set anew.  And it notes the
    time of printing, in which alone two prints of the same pages would differ.
    """
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    stamp = date.strftime("D:%Y%m%d%H%M%S+00'00'")
    pdf = PRINTED.sub(stamp.encode(), pdf)  # as long as what it replaces: nothing in the file moves
    writer = PdfWriter(io.BytesIO(pdf), incremental=True)  # leaves Chromium's compression alone
    root = writer.root_object["/Outlines"]
    marks = list(_raw(root))
    named = marks[len(marks) - len(headings) :]
    marks[0][NameObject("/Title")] = TextStringObject("Contents")
    for mark, heading in zip(named, headings, strict=True):
        title = f"{heading.number} {heading.title}".strip()
        mark[NameObject("/Title")] = TextStringObject(title)
    writer.add_metadata(
        {
            "/Title": meta.title,
            "/Author": "; ".join(map(citation_file.inverted_name, meta.authors)),
            "/Subject": meta.abstract,
            "/Keywords": ", ".join(meta.keywords),
            "/CreationDate": stamp,
            "/ModDate": stamp,
        }
    )
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def _raw(outline):
    """The bookmarks beneath one, as the file holds them, in reading order."""
    at = outline.get("/First")
    while at is not None:
        mark = at.get_object()
        yield mark
        yield from _raw(mark)
        at = mark.get("/Next")
