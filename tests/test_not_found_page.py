"""The page for addresses at which the book has nothing."""

import threading
import urllib.error
import urllib.request

import pytest

from built import Page, has_class, text
from edition.build import server
from edition.html.root_addresses import addresses_from_root
from surfing import visit

WRONG = ["no-such-page.html", "chapters/99-nothing.html", "apparatus/tables/deep/er/x.html"]


@pytest.fixture(scope="module")
def served(book):
    """The book as `softbalancing serve` serves it."""
    with server.book_server(book) as running:
        running.RequestHandlerClass.func.log_message = lambda *args: None
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_says_so_and_shows_the_way(served, browser, address):
    """At any depth: status 404, in the look of the book, with contents, search and no dead link."""
    with visit(browser, served, "narrow", "dark") as opened:
        answer = opened.page.goto(f"{served}/{address}")
        assert answer.status == 404
        font = opened.page.evaluate("getComputedStyle(document.body).fontFamily")
        assert "Book Serif" in font
        links = opened.page.locator("main a").evaluate_all("links => links.map(a => a.href)")
        assert len(links) > 9
        for link in set(links):
            assert urllib.request.urlopen(link).status == 200, link
        assert not opened.violations()
        # A browser reports the status of the page itself; nothing else may be missing.
        faults = [fault for fault in opened.faults if "status of 404" not in fault]
        assert not faults and len(opened.faults) <= 1, opened.faults


def test_the_search_of_the_page_finds(served, browser):
    """What is typed there is looked for on the book's search page."""
    with visit(browser, served) as opened:
        page = opened.open(WRONG[1])
        page.fill("main input", "territorial denial")
        page.keyboard.press("Enter")
        page.wait_for_selector("main .search-results a")

        assert "/search.html?q=territorial" in page.url


def test_without_styles_it_can_still_be_read(browser, book, tmp_path):
    """Where nothing beside it is found, the text keeps a readable measure."""
    lone = tmp_path / "deep" / "404.html"
    lone.parent.mkdir()
    lone.write_bytes((book / "404.html").read_bytes())
    with visit(browser, tmp_path.as_uri()) as opened:
        page = opened.open("deep/404.html")
        assert page.locator("main").bounding_box()["width"] <= 700
        assert page.get_by_role("heading", level=1).is_visible()


def test_what_serves_something_else_than_the_page_is_not_fooled(served):
    """A page that exists comes with status 200, a missing picture with 404."""
    assert urllib.request.urlopen(f"{served}/index.html").status == 200
    with pytest.raises(urllib.error.HTTPError) as error:
        urllib.request.urlopen(f"{served}/figures/none.png")
    assert error.value.code == 404


def test_search_engines_leave_it_out(pages):
    """It is no page of the book: not to be indexed, without an address of its own."""
    page: Page = pages["404.html"]

    assert page.all("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.all("//link[@rel='canonical']")


def test_it_lists_every_chapter(pages):
    """The contents in its text name each page that the title page leads to."""
    listed = pages["404.html"].all(f"//main//*[{has_class('toctree-wrapper')}]//a/@href")
    chapters = {name for name in pages if name.startswith("chapters/")}

    assert chapters <= set(listed)
    assert "sec-4-2-1" in text(pages["404.html"].all("//main")[0])


@pytest.mark.parametrize(
    ("written", "rooted"),
    [
        ('<a href="index.html">', '<a href="/book/index.html">'),
        ('<script src="_static/book.js?v=1">', '<script src="/book/_static/book.js?v=1">'),
        ('<form action="search.html">', '<form action="/book/search.html">'),
        ('<html data-content_root="./">', '<html data-content_root="/book/">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<link href="data:,">', '<link href="data:,">'),
        ('<a href="https://example.org/x">', '<a href="https://example.org/x">'),
        ('<a href="/book/index.html">', '<a href="/book/index.html">'),
    ],
)
def test_addresses_hold_at_any_depth(written, rooted):
    """Relative addresses are taken from the root; others stay as they are."""
    assert addresses_from_root(written, "/book/") == rooted
