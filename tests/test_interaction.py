"""What a reader does with a page: open evidence, search, sort, go by keyboard, without scripts."""

import re
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from edition.citing.targets import built_targets, targets_of_rows
from edition.data.data_package import resources
from edition.project import citation_file
from surfing import visit

CHAPTER = "chapters/02-background.html"
MARK = "#at-c-2-2-06"
CARD = "#card-c-2-2-06"


@pytest.fixture
def meta(root) -> citation_file.Metadata:
    """What the edition says of itself."""
    return citation_file.read_citation_file(root)


@pytest.fixture
def reader(browser, site):
    """A wide window on a chapter, with scripts."""
    with visit(browser, site) as opened:
        yield opened.open(CHAPTER)


def test_a_claim_opens_by_click_and_escape_gives_the_focus_back(reader):
    """The card shows the claim with its source; Escape closes it and the mark has the focus."""
    reader.click(MARK)
    reader.wait_for_selector(CARD, state="visible")
    assert "Chung 2004, p. 990" in reader.inner_text(CARD)

    reader.keyboard.press("Escape")
    reader.wait_for_selector(CARD, state="hidden")
    assert reader.evaluate("document.activeElement.id") == MARK[1:]


def test_a_claim_opens_by_keyboard(reader):
    """Enter on the focused mark opens the card."""
    reader.focus(MARK)
    reader.keyboard.press("Enter")

    reader.wait_for_selector(CARD, state="visible")


def test_a_claim_opens_under_the_pointer(reader):
    """Resting on the mark is enough."""
    reader.hover(MARK)

    reader.wait_for_selector(CARD, state="visible")


def test_a_citation_opens_the_work(reader):
    """The author and year in the text open the full reference."""
    link = reader.locator("a.citation-link").first
    card = f"#{link.get_attribute('data-card')}"
    link.hover()

    reader.wait_for_selector(card, state="visible")


def test_on_a_phone_a_tap_opens_the_card_within_the_screen(browser, site):
    """The first tap stays on the page and shows the card, all of its width on the screen."""
    with visit(browser, site, "narrow", has_touch=True) as opened:
        page = opened.open(CHAPTER)
        page.tap(MARK)
        page.wait_for_selector(CARD, state="visible")
        box = page.locator(CARD).bounding_box()

        assert page.url.endswith(CHAPTER)
        assert box["x"] >= 0 and box["x"] + box["width"] <= page.viewport_size["width"]


def test_without_scripts_a_claim_leads_to_its_row(browser, site):
    """The mark is a plain link to the row of the table."""
    with visit(browser, site, java_script_enabled=False) as opened:
        page = opened.open(CHAPTER)
        assert page.locator("main p").first.is_visible()
        page.click(MARK)

        assert page.url.endswith("apparatus/tables/claims.html#c-2-2-06")
        assert page.locator("[id=c-2-2-06]").is_visible()


@pytest.mark.parametrize("place", ["site", "disk"])
@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("territorial denial", "#sec-4-2-1"),
        ("demarcation confidence building neighbor", "claims.html#c-2-2-05"),
        ("Tønnesson imperial temptation", "#tonnesson2004"),
    ],
)
def test_the_search_finds_sections_claims_and_works(browser, site, book, place, words, address):
    """Over the net and from a disk the first results hold what was looked for."""
    with visit(browser, site if place == "site" else book.as_uri()) as opened:
        page = opened.open("search.html")
        page.locator("main input").fill(words)
        page.wait_for_selector("main .search-results a")
        found = page.locator("main .search-results a").evaluate_all(
            "links => links.slice(0, 8).map(a => a.getAttribute('href'))"
        )

    assert any(link.endswith(address) for link in found), found


@pytest.mark.parametrize("place", ["site", "disk"])
def test_the_first_query_may_be_the_id_of_a_row(browser, site, root, book, place):
    """A row that is found by its id only is the first result, without another key pressed."""
    row = next(targets_of_rows(root, "codings"))
    with visit(browser, site if place == "site" else book.as_uri()) as opened:
        page = opened.open("search.html")
        page.locator("main input").fill(row.id)
        first = page.locator("main .search-results li:first-child a")

        expect(first).to_have_attribute("href", f"./{row.address}")


#: Types each query into the search field and returns the address of the first result.
FIRST_RESULTS = """queries => queries.map(query => {
  const input = document.querySelector("main input");
  input.value = query;
  input.dispatchEvent(new Event("input"));
  return document.querySelector("main .search-results a")?.getAttribute("href") ?? "";
})"""


def first_results(browser, site, queries):
    """Return the address of the first result of each query, from the root of the book."""
    with visit(browser, site) as opened:
        page = opened.open("search.html")
        page.locator("main input").fill("territorial denial")
        page.wait_for_selector("main .search-results a")
        page.wait_for_function("window.searchRows")  # loaded with the first query
        return [found.removeprefix("./") for found in page.evaluate(FIRST_RESULTS, queries)]


def test_the_search_leads_first_to_what_has_the_typed_name(browser, site):
    """Numbers, ids, keys and labels as the book prints them come before any other result."""
    wanted = {
        "4.2.1": "#sec-4-2-1", "Section 4.2.1": "#sec-4-2-1", "§ 4.2.1": "#sec-4-2-1",
        "sec-4-2-1": "#sec-4-2-1", "chapters/04-case-for.html#sec-4-2-1": "#sec-4-2-1",
        "Chapter 5": "05-case-against.html#sec-5",
        "Figure 4.1": "#fig-4-year", "fig. 4.1": "#fig-4-year", "fig-4-year": "#fig-4-year",
        "li2007": "#li2007", "Li 2007": "#li2007", "(Li 2007, p. 488)": "#li2007",
        "c-4-2-1-05": "#c-4-2-1-05", "ev-tulip-revolution": "#ev-tulip-revolution",
        "table-events": "events.html#table-events", "events": "events.html#table-events",
    }  # fmt: skip

    found = dict(zip(wanted, first_results(browser, site, list(wanted)), strict=True))

    assert {query: hit for query, hit in found.items() if not hit.endswith(wanted[query])} == {}


def test_the_search_finds_every_address_that_can_be_cited(browser, site, root, book):
    """Each section, figure and table, and a row of each table with ids, is first by its id."""
    targets = [each for each in built_targets(book) if each.kind != "book"]
    rows = [next(targets_of_rows(root, name), None) for name in resources(root)]
    wanted = [each for each in (*targets, *rows) if each]

    found = first_results(browser, site, [each.id for each in wanted])

    missed = [(t.id, f) for t, f in zip(wanted, found, strict=True) if f != t.address]
    assert missed == []


def test_the_slash_key_opens_the_search(reader):
    """The keyboard shortcut puts the cursor into a search field."""
    reader.keyboard.press("/")

    reader.wait_for_selector(".search-box input:focus")


def test_a_table_is_filtered_and_sorted(browser, site):
    """Words leave the rows that hold them; a header sorts and says so."""
    with visit(browser, site) as opened:
        page = opened.open("apparatus/tables/events.html")
        page.locator("main input").first.fill("tulip")
        rows = page.locator("table.sortable tbody tr:visible")
        assert 0 < rows.count() < 10
        assert all("tulip" in text.lower() for text in rows.all_inner_texts())

        page.locator("main input").first.fill("")
        page.get_by_role("button", name="Label").click()
        head = page.locator("table.sortable th[aria-sort=ascending]")
        labels = page.locator("table.sortable tbody td[data-label=Label]").all_inner_texts()
        assert "Label" in head.inner_text()
        assert labels == sorted(labels, key=str.casefold)


def test_the_theme_button_says_and_does_what_is_next(reader):
    """Its three states go round, and the page's colors follow."""
    button = reader.locator(".theme-button")
    seen = []
    for _ in range(3):
        button.click()
        color = reader.evaluate("getComputedStyle(document.body).color")
        seen.append((button.inner_text(), color))

    assert len({name for name, _ in seen}) == 3
    assert len({color for _, color in seen}) == 2


def test_the_keyboard_begins_at_the_skip_link_and_shows_where_it_is(reader):
    """The first tab stop skips to the text; the focus has a visible outline."""
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.getAttribute('href')") == "#main"
    reader.keyboard.press("Tab")
    style = reader.evaluate("getComputedStyle(document.activeElement).outlineStyle")

    assert style != "none"


APA = "Section 2.2: Sino-Russian cooperation in Central Asia"


def pasted(page) -> str:
    """What arrives in a text with formatting into which the reader pastes, as HTML."""
    page.evaluate(
        "const target = document.createElement('div'); target.contentEditable = 'true';"
        "target.id = 'target'; (document.querySelector('dialog[open]') ?? document.body)"
        ".append(target); target.focus()"
    )
    page.keyboard.press("Control+V")
    text = page.inner_html("#target")
    page.evaluate("document.getElementById('target').remove()")
    return text


def copied(page, form: str) -> str:
    """What a reader pastes after *Copy* at this form has said that it is done."""
    page.get_by_role("button", name=f"Copy {form}").click()
    said = page.get_by_role("status").filter(has_text=f"{form} copied to the clipboard")
    said.wait_for(state="attached")
    return pasted(page)


@pytest.fixture(params=["http", "file"])
def base(request, site, book) -> str:
    """The book on a server and on the disk."""
    return site if request.param == "http" else book.as_uri()


def test_a_reference_is_two_actions_away(browser, base, meta):
    """One click at a heading opens the box, one copies: italics and all, from the disk too."""
    with visit(browser, base, "wide") as opened:
        page = opened.open(CHAPTER)
        page.hover("#sec-2-2 h2")
        page.click("a.cite[data-cite='sec-2-2']")
        box = page.locator("dialog.cite-box")
        for form in ("APA", "Chicago", "BibTeX", "RIS", "CSL-JSON"):
            assert box.get_by_role("heading", name=form, exact=True).is_visible()

        text = copied(page, "APA")
        assert f"({meta.release_date[:4]}). {APA}" in text
        assert "In <i>Soft balancing in Central Asia" in text
        assert f"@incollection{{{meta.citation_key}-sec-2-2," in copied(page, "BibTeX")
        assert opened.faults == []


def test_an_address_of_the_disk_is_not_offered(browser, base):
    """Nobody else could open it; that of a server can be copied, and stands in the references."""
    with visit(browser, base, "wide") as opened:
        page = opened.open(CHAPTER)
        page.evaluate("document.querySelector('a.cite').click()")

        assert page.locator("dialog.cite-box").is_visible()
        assert page.locator(".box-head + .cite-address").count() == base.startswith("http")
        text = page.inner_text("dialog.cite-box")
        assert (f"{base}/{CHAPTER}#sec-2" in text) == base.startswith("http")
        assert ".invalid" not in text and "file:" not in text and "url = {}" not in text


def test_a_reference_can_be_downloaded(reader):
    """The file is named after the place and holds what the box shows."""
    reader.hover("#sec-2-2 h2")
    reader.click("a.cite[data-cite='sec-2-2']")
    for form, extension, begins in (
        ("BibTeX", "bib", "@incollection{"),
        ("RIS", "ris", "TY  - CHAP"),
        ("CSL-JSON", "json", "["),
    ):
        with reader.expect_download() as waiting:
            reader.get_by_role("button", name=f"Download {form}").click()
        assert waiting.value.suggested_filename == f"sec-2-2.{extension}"
        assert waiting.value.path().read_text("utf-8").startswith(begins)


def test_a_card_offers_the_reference_of_its_row(reader):
    """Cite on a claim's card gives the row with its printed page; then the mark has the focus."""
    reader.click(MARK)
    reader.wait_for_selector(CARD, state="visible")
    reader.locator(CARD).get_by_role("link", name="Cite row c-2-2-06").click()

    text = reader.inner_text("dialog.cite-box")
    assert (
        "Row c-2-2-06 of the table Claims" in text and "Rests on Bergfeldt 2008, from p. 6" in text
    )
    assert "row_id" not in text and "row-page" not in text
    reader.keyboard.press("Escape")
    reader.wait_for_function("id => document.activeElement.id === id", arg=MARK[1:])


def test_a_row_of_a_table_can_be_cited_on_a_phone(browser, site, meta):
    """A tap on the row's control opens the box, within the screen; TeX's signs are escaped."""
    with visit(browser, site, "narrow", has_touch=True) as opened:
        page = opened.open("apparatus/tables/arms_transfers.html#arms_transfers-2000")
        page.tap("a.cite[data-row='arms_transfers-2000']")
        box = page.locator("dialog.cite-box")
        place, text = box.bounding_box(), box.inner_text()

        assert place["x"] >= 0 and place["x"] + place["width"] <= page.viewport_size["width"]
        assert page.get_by_role("button", name="Close").bounding_box()["height"] < 40
        assert "title = {Row {arms\\_transfers-2000} of" in text
        assert f"{{{meta.citation_key}-arms_transfers-2000," in text


def test_the_control_at_a_heading_works_by_keyboard(reader):
    """It shows when it has the focus; Enter opens the box, Escape gives the focus back."""
    control = reader.locator("a.cite[data-cite='sec-2-1']")
    control.focus()
    reader.keyboard.press("Shift+Tab")
    reader.keyboard.press("Tab")
    expect(control).to_be_focused()
    expect(control).to_have_css("opacity", "1")

    reader.keyboard.press("Enter")
    assert reader.locator("dialog.cite-box").is_visible()
    for _ in range(2):
        reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.textContent").startswith("Copy")
    reader.keyboard.press("Escape")
    expect(control).to_be_focused()


def test_without_scripts_a_place_is_cited_on_the_page_about_citing(browser, base):
    """The control is a link to the place's own entry, which unfolds and leads to its files."""
    with visit(browser, base, "narrow", java_script_enabled=False) as opened:
        page = opened.open(CHAPTER)
        page.click("a.cite[data-cite='sec-2-2']")
        assert page.url.endswith("apparatus/how-to-cite.html#cite-sec-2-2")
        entry = page.locator("#cite-sec-2-2")
        assert APA in entry.inner_text()

        entry.locator("summary").click()
        assert "TY  - CHAP" in entry.inner_text()
        file = entry.get_by_role("link", name="RIS", exact=True).get_attribute("href")
        with urlopen(urljoin(page.url, file)) as answer:
            assert answer.read().startswith(b"TY  - CHAP")


@pytest.mark.parametrize("view", ["wide", "narrow"])
def test_the_map_of_a_chapter_is_folded_on_a_phone_alone(browser, site, view):
    """There it would fill the screen: it opens with one press of a key; elsewhere it is open."""
    with visit(browser, site, view) as opened:
        page = opened.open(CHAPTER)
        summary = page.locator(".chapter-map summary")
        line = page.locator(".chapter-map li a").first
        assert line.is_visible() == (view == "wide")
        assert summary.is_visible() == (view == "narrow")
        if view == "narrow":
            sections, figures = map(int, re.findall(r"\d+", summary.inner_text()))
            assert sections + figures == page.locator(".chapter-map li").count()
            summary.press("Enter")
            assert line.is_visible()
