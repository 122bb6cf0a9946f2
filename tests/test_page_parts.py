"""What Sphinx writes, made fit for the book's pages, tried on small pieces."""

from lxml import html

from edition.html.page_parts import book_contents, correct_markup, split_page

TREE = (
    '<p class="caption" role="heading"><span class="caption-text">The thesis</span></p>\n<ul>\n'
    '<li class="toctree-l1"><a class="reference internal" href="03.html">3. Theory</a></li>\n'
    '<li class="toctree-l1 current"><a class="current reference internal" href="#">'
    "4. The Case &amp; its Limits</a></li>\n"
    '<li class="toctree-l1"><a class="reference internal" href="events.html">2001 events</a></li>\n'
    "</ul>\n"
)
OWN = (
    '<ul>\n<li><a class="reference internal" href="#">4. The Case</a><ul>\n'
    '<li><a class="reference internal" href="#sec-4-1">4.1. Reasons</a><ul>\n'
    '<li><a class="reference internal" href="#sec-4-1-1">4.1.1. Bases</a></li>\n</ul>\n</li>\n'
    "</ul>\n</li>\n</ul>\n"
)


def shown(tree):
    """Each entry: how deep it stands, its number, its text."""
    return [
        (
            len(list(entry.iterancestors("ul"))),
            entry.xpath("string(span[@class='toc-number'])"),
            entry.text_content(),
        )
        for entry in tree.iter("a")
    ]


def test_the_sections_of_a_page_stand_beneath_its_entry():
    """Its number stands in a span of its own, without the stop; a year in a title is none."""
    tree = html.fragment_fromstring(book_contents(TREE, OWN), create_parent="div")

    assert shown(tree) == [
        (1, "3", "3 Theory"),
        (1, "4", "4 The Case & its Limits"),
        (2, "4.1", "4.1 Reasons"),
        (3, "4.1.1", "4.1.1 Bases"),
        (1, "", "2001 events"),
    ]


def test_the_entry_of_the_page_is_the_current_one():
    """A screen reader is told where it is; captions claim no level of heading."""
    tree = html.fragment_fromstring(book_contents(TREE, OWN), create_parent="div")

    (current,) = tree.xpath(".//*[@aria-current='page']")
    assert current.get("href") == "#"
    assert not tree.xpath(".//*[@role]")


def test_contents_that_hold_the_sections_already_do_not_get_them_twice():
    """Whether they do depends on how deep the book's tree is written."""
    once = book_contents(TREE, OWN)

    assert shown(html.fromstring(f"<div>{book_contents(once, OWN)}</div>")) == [
        (depth, number or "", text)
        for depth, number, text in shown(html.fromstring(f"<div>{once}</div>"))
    ]


def test_a_page_without_contents_has_none():
    """The page for wrong addresses belongs to no part of the tree."""
    assert book_contents("", "") == ""


def test_a_page_without_an_opening_is_head_and_rest():
    """Only a paragraph of that class right beneath the heading opens a page."""
    found = split_page('<section><h1>Data</h1><p>Rows.</p><p class="opening">Late.</p></section>')

    assert found.head == "<section><h1>Data</h1>"
    assert found.opening == ""
    assert found.rest == '<p>Rows.</p><p class="opening">Late.</p></section>'


def test_what_is_folded_is_named_by_what_is_seen():
    """A name that is not seen would hide the visible one from a screen reader."""
    stock = '<summary aria-label="Toggle hidden content">Show code</summary>'

    assert correct_markup(stock) == "<summary>Show code</summary>"
