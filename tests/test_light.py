"""What a page costs a reader: little over the net, nothing that moves, nothing to wait for."""

import re

import pytest

import hosting
from weighing import Cost, reader

FIRST, LATER = 250_000, 100_000  # bytes over the net, compressed
ELEMENTS = 7000  # of a page, the rows of data tables and what is folded away aside
VIEWS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "narrow": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}
#: The page that is a program: what other pages load when a reader first codes is loaded at once.
READING = "apparatus/your-reading.html"
#: Requests of pages that load more scripts than others; all others have three at most.
LOADING = {"search.html": 5, READING: 14}
MOVING = [
    "index.html", "search.html", "chapters/04-case-for.html", "chapters/09-in-hindsight.html",
    "apparatus/tables/events.html", "apparatus/how-to-cite.html",
]  # fmt: skip


@pytest.fixture(scope="module", params=VIEWS)
def walk(request, browser, site, pages) -> dict[str, Cost]:
    """What each page costs a reader who goes through the whole book; the first page is left out."""
    first, *rest = pages
    with reader(browser, site, **VIEWS[request.param]) as go:
        go(first)
        return {address: go(address) for address in rest}


@pytest.mark.parametrize("view", VIEWS)
def test_the_first_visit_is_light(browser, site, pages, view):
    """A reader who comes to any chapter first loads it with all it needs in 250 KB, 12 requests."""
    for address in (name for name in pages if name.startswith(("index", "chapters/"))):
        with reader(browser, site, **VIEWS[view]) as go:
            cost = go(address)
        assert cost.bytes["Document"] and cost.bytes["Font"] and cost.bytes["Stylesheet"]
        assert cost.bytes.total() <= FIRST, f"{address}: {cost.bytes}"
        assert cost.requests.total() <= 12, f"{address}: {cost.requests}"


def test_every_later_page_is_lighter(walk):
    """A later page costs at most 100 KB, and nothing that was there already."""
    for address, cost in walk.items():
        assert 0 < cost.bytes.total() <= LATER, f"{address}: {cost.bytes}"
        if address != READING:
            assert not cost.bytes["Stylesheet"], f"{address}: {cost.bytes}"
        most = LOADING.get(address, 3)
        assert cost.requests.total() <= most, f"{address}: {cost.requests}"


def test_no_page_complains_or_asks_another_host(walk):
    """Wide and narrow, the console stays empty, and all that is loaded is the book's own."""
    faults = {address: cost.said + cost.foreign for address, cost in walk.items()}
    assert not {address: found for address, found in faults.items() if found}


def test_one_style_sheet_is_all_that_painting_waits_for(walk, site):
    """No script and no second style sheet keeps a page white."""
    for address, cost in walk.items():
        waited = [name.removeprefix(site).partition("?")[0] for name in cost.blocking]
        assert waited == ["/_static/book.css"], address


def test_nothing_moves_on_any_page(walk):
    """No layout shift at all, wide and narrow."""
    moved = {address: cost.shifts for address, cost in walk.items() if cost.shifts}
    assert not moved, moved


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("address", MOVING)
def test_nothing_moves_when_the_faces_come_late(browser, site, view, address):
    """On a first visit over a slow net the stand-ins stay rather than that the text jumps."""
    with reader(browser, site, delay=400, **VIEWS[view]) as go:
        assert go(address).shifts == []


@pytest.mark.parametrize(
    ("view", "address", "part"),
    [
        ("narrow", "chapters/06-conclusions.html", r'<header class="masthead">.*?</h1>'),
        ("wide", "apparatus/tables/explanations.html", r'<tr [^>]*id="policy-disputes">.*?</tr>'),
    ],
    ids=["head of a chapter", "row of a table"],
)
def test_nothing_moves_when_a_page_comes_in_pieces(browser, book, monkeypatch, view, address, part):
    """Wherever the net lets a reader wait, after any tag: what is there stays where it is."""
    page = book / address
    text = page.read_text(encoding="utf-8")
    found = re.search(part, text, re.S)
    assert found, f"{address} has no {part}"
    ends = [found.start() + tag.end() for tag in re.finditer(">", found[0])]
    after = [len(text[:end].encode()) for end in ends]
    monkeypatch.setattr(hosting.Host, "halted", {"page": page, "after": after})
    with hosting.served(book) as base, reader(browser, base, **VIEWS[view]) as go:
        go("genindex.html")  # style and faces are there; of the page itself nothing is
        shifts = go(address).shifts

    assert len(after) > 5
    assert not shifts, shifts


def test_what_is_seen_first_is_text(walk):
    """The largest thing of the first screen is text of the page, no file that comes later."""
    for address, cost in walk.items():
        assert cost.largest, f"{address}: nothing was painted"
        assert not cost.largest["url"], f"{address}: {cost.largest}"
        assert cost.largest["tag"] not in ("IMG", "svg", "VIDEO"), f"{address}: {cost.largest}"


def test_a_page_at_rest_is_at_rest(walk):
    """No page sets a timer that lasts or repeats: what nobody touches costs no battery."""
    busy = {address: cost.timers for address, cost in walk.items() if cost.timers}
    assert not busy, busy


def test_phones_can_lay_out_every_page(walk):
    """Every page has a bounded number of elements to lay out, the rows of data tables aside."""
    for address, cost in walk.items():
        assert 0 < cost.elements <= ELEMENTS, address
