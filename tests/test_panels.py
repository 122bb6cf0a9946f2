"""Large matrices in a browser: heads and row labels stay, cells move, paper shows the whole."""

import re

import lxml.html
import pytest

from built import has_class
from surfing import visit

LARGE = "apparatus/large-matrix.html", "fig-gallery-large"
WIDTHS = {1280: "wide", 704: "wide", 390: "narrow", 320: "narrow"}
#: boxes of what is asked for, from the left and the top of the window
BOXES = """(sheet, selector) => [...sheet.querySelectorAll(selector)].map(each => {
  const box = each.getBoundingClientRect();
  return {left: box.left, top: box.top, right: box.right, bottom: box.bottom,
          name: each.getAttribute('aria-label') || each.textContent}; })"""


@pytest.fixture
def look(browser, site):
    """Open a page at a width and give its page and the drawing of a figure that is shown."""
    opened = []

    def at(width, address=LARGE[0], name=LARGE[1], **options):
        opened.append(visit(browser, site, java_script_enabled=True, **options))
        page = opened[-1].__enter__().open(address)
        page.set_viewport_size({"width": width, "height": 800})
        sheet = page.locator(f"#{name} .sheet >> visible=true")
        sheet.scroll_into_view_if_needed()
        return page, sheet

    yield at
    for each in opened:
        each.__exit__(None, None, None)


def boxes(sheet, selector):
    """The boxes of the elements of a drawing."""
    return sheet.evaluate(f"(sheet, selector) => ({BOXES})(sheet, selector)", selector)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_heads_and_labels_stay_while_cells_are_scrolled(look, width, mode):
    """However far a large matrix is scrolled, heads lie at its top and labels at its left."""
    page, sheet = look(width, mode=mode)
    frame = sheet.locator(".frame")
    before = boxes(sheet, ".rows .cells a")[0]
    frame.evaluate("frame => frame.scrollTo(400, 2000)")
    around = frame.bounding_box()
    after = boxes(sheet, ".rows .cells a")[0]

    assert (before["left"] - after["left"], before["top"] - after["top"]) == pytest.approx(
        (400, 2000), abs=1
    )
    heads = boxes(sheet, ".heads")[0]
    assert heads["top"] == pytest.approx(around["y"], abs=2)
    for names in boxes(sheet, ".heads .names, .rows .names"):
        assert names["left"] == pytest.approx(around["x"], abs=2)
    middle = around["x"] + 20, heads["top"] + 20
    assert page.evaluate("at => !!document.elementFromPoint(...at).closest('.heads')", middle)
    assert page.evaluate(
        "document.scrollingElement.scrollWidth <= document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_heads_and_labels_stand_where_their_cells_are(look, width):
    """Scrolled or not, a cell lies beneath the head and beside the label that its name says."""
    _, sheet = look(width)
    sheet.locator(".frame").evaluate("frame => frame.scrollTo(300, 1500)")
    heads = {each["name"]: each for each in boxes(sheet, ".heads .cells text")}
    labels = {each["name"]: each for each in boxes(sheet, ".rows .names text")}
    for cell in boxes(sheet, ".rows .cells a"):
        row, column = re.fullmatch(r"(.+) × (.+): .+", cell["name"]).groups()
        across = (heads[column]["left"] + heads[column]["right"]) / 2
        down = (labels[row]["top"] + labels[row]["bottom"]) / 2
        assert cell["left"] < across < cell["right"], cell
        assert cell["top"] < down < cell["bottom"], cell


def test_nothing_is_read_twice(look):
    """Each head, label and cell of a large matrix is there once for a screen reader."""
    page, sheet = look(1280)
    cells = [each["name"] for each in boxes(sheet, ".rows a")]
    labels = [each["name"] for each in boxes(sheet, ".rows .names text")]

    assert len(cells) == len(set(cells)) > 300 and len(labels) == len(set(labels)) > 320
    assert not sheet.locator(".again").first.is_visible()
    seen = page.locator(f"#{LARGE[1]} > .drawing:not(.narrow)").aria_snapshot()
    assert all(seen.count(f'"{name}"') == 1 for name in cells)


def test_a_cell_that_is_tabbed_to_is_not_covered(look):
    """What has the focus lies beside the labels and beneath the heads, without a script."""
    page, sheet = look(1280)
    links = sheet.locator(".rows .cells a")
    sheet.locator(".frame").evaluate("frame => frame.scrollTo(900, 3000)")
    for at in (60, 59, 58, 20, 5, 0):
        links.nth(at).focus()
        box, heads = links.nth(at).bounding_box(), boxes(sheet, ".heads")[0]
        names = boxes(sheet, ".heads .names")[0]
        assert box["y"] >= heads["bottom"] - 2 and box["x"] >= names["right"] - 2


def test_paper_shows_the_whole(look):
    """Printed, nothing is cut off, and the heads come again above every few rows."""
    page, sheet = look(704)
    page.emulate_media(media="print")
    drawn = sheet.bounding_box()
    rows = boxes(sheet, ".rows")

    assert all(each["right"] <= drawn["x"] + drawn["width"] + 1 for each in boxes(sheet, "svg"))
    assert len(rows) == 1 + len(boxes(sheet, ".again")) > 10
    assert sheet.locator(".again").first.is_visible()
    assert max(each["bottom"] - each["top"] for each in rows) < 900
    cells = boxes(sheet, ".rows a")
    assert len(cells) > 300 and all(each["right"] > each["left"] for each in cells)


@pytest.mark.parametrize("width", [1280, 390])
def test_heads_of_a_tall_matrix_stay_in_the_window(look, width):
    """A matrix that fits in width is scrolled with the page, and its heads stay at the top."""
    page, sheet = look(width, "apparatus/gallery.html", "fig-gallery-matrix")
    rows = boxes(sheet, ".rows")[0]
    page.evaluate("y => window.scrollBy(0, y)", (rows["top"] + rows["bottom"]) / 2)

    assert boxes(sheet, ".rows")[0]["top"] < 0
    assert boxes(sheet, ".heads")[0]["top"] == pytest.approx(0, abs=1)


def test_every_matrix_of_the_book_is_whole_in_its_panels(pages):
    """Every letter and every cell of a drawing is in just one of its panels."""
    found = 0
    for page in pages.values():
        for sheet in page.all(f"//div[{has_class('sheet')}]"):
            found += 1
            letters = sorted(text.text for text in sheet.xpath(".//text"))
            names = sheet.xpath(".//a/@aria-label")
            whole = (page.path.parents[1] if "/" in page.address else page.path.parent) / "figures"
            name = sheet.get("id").rpartition("-")[0]
            drawn = lxml.html.fromstring(
                (whole / f"{name}.svg").read_text(encoding="utf-8").partition("?>")[2]
            )
            assert len(names) == len(set(names)) == len(drawn.xpath(".//g[@aria-label]"))
            if sheet.get("id").endswith("-wide"):
                assert letters == sorted(text.text for text in drawn.xpath(".//text"))
    assert found >= 20
