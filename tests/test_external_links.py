"""Links that leave the book: marked wherever they stand, and listed on one page."""

import pandas as pd
import pytest

from built import aim, has_class, text
from edition.html.external_links import links_of_rows, mark_external_links

LIST = "apparatus/external-links.html"
LEAVES = "leaves this book"


def leaving(page) -> list:
    """The links of a page's text and cards that lead out of the book."""
    return page.all("//body//a[contains(@href, '://') or starts-with(@href, '//')]")


def listed(pages) -> dict[str, object]:
    """The rows of the list by address."""
    rows = pages[LIST].all("//main//table/tbody/tr")
    return {row.xpath("string(th//a/@href)"): row for row in rows}


def test_every_link_that_leaves_says_so(pages):
    """It is marked for the eye, for screen readers and for browsers, on every page."""
    found = [(page.address, link) for page in pages.values() for link in leaving(page)]
    assert len({link.get("href") for _, link in found}) > 10
    for address, link in found:
        where = f"{address}: {link.get('href')}"
        assert "external" in link.get("class", "").split(), where
        assert {"external", "noopener"} <= set(link.get("rel", "").split()), where
        assert LEAVES in link.text_content(), where


def test_no_link_that_stays_says_that_it_leaves(pages):
    """The sign keeps its meaning."""
    for page in pages.values():
        for link in page.all(f"//a[{has_class('external')}]"):
            assert link.get("href").startswith(("http://", "https://")), page.address


def test_the_list_is_whole(pages):
    """Every address outside the book that any page leads to is on the list, and no other."""
    led_to = {
        link.get("href")
        for page in pages.values()
        if page.address != LIST
        for link in leaving(page)
    }
    rows = listed(pages)

    missing, gone = led_to - set(rows), set(rows) - led_to
    assert not missing, f"not on {LIST}: {missing}"
    assert not gone, f"on {LIST}, but nowhere in the book: {gone}"


def test_the_list_says_what_it_is_and_where(pages):
    """Each entry describes its address, and each place it names holds a link to it."""
    for address, row in listed(pages).items():
        what, where = row.xpath("td")
        assert text(what), address
        places = where.xpath(".//a/@href")
        assert places, address
        for place in places:
            page, anchor = aim(LIST, place)
            within = pages[page].at(anchor) if anchor else pages[page].tree
            assert address in within.xpath(".//a/@href"), f"{address} is not at {place}"


@pytest.mark.parametrize("within", ["index.html", "#sec-4", "../data/events.csv", "data:,"])
def test_links_within_the_book_are_left_alone(within):
    """Only what has another address is marked."""
    html = f'<p><a class="x" href="{within}">A</a></p>'

    assert mark_external_links(html) == html


def test_marking_twice_is_marking_once():
    """What is marked already stays as it is; other attributes and inner markup are kept."""
    html = '<a title="T" href="https://example.org/a?b=1&amp;c=2" class="x"><em>A</em> b</a>, c'

    once = mark_external_links(html)
    assert mark_external_links(once) == once
    assert 'title="T"' in once and "<em>A</em> b" in once and 'class="x external"' in once
    assert once.endswith("</a>, c")


@pytest.mark.parametrize(
    ("key", "id_"), [("name", "gas"), (["name", "year"], "gas-2006"), (None, "")]
)
def test_an_address_in_a_row_is_listed_with_what_names_the_row(key, id_):
    """That is its key, of several columns joined; without a key its table stands for it."""
    frame = pd.DataFrame({"name": ["gas"], "year": [2006], "origin_url": ["https://example.org"]})
    schema = {"primaryKey": key} if key else {}

    (found,) = links_of_rows(frame, {"name": "fuels", "title": "Fuels", "schema": schema})

    assert (found.address, found.table, found.id) == ("https://example.org", "fuels", id_)
    assert found.description == "Origin of a row in “Fuels”"
