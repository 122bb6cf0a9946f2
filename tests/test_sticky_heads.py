"""Column heads of tall matrices: they stay in the window, cover no cell, and print as one piece."""

from contextlib import ExitStack

import lxml.html
import pytest

from built import has_class
from surfing import visit

TALL = [
    ("apparatus/citation-audit.html", "fig-citing-practice"),
    ("chapters/05-case-against.html", "fig-5-alternatives"),
]


@pytest.fixture(scope="module")
def windows(browser, site):
    """A window on each of the pages, which is loaded once."""
    with ExitStack() as stack:
        opened = {address: stack.enter_context(visit(browser, site)) for address, _ in TALL}
        yield {address: window.open(address) for address, window in opened.items()}


@pytest.fixture
def look(windows):
    """Look at a page at a width; give the page and the drawing of a figure that is shown."""

    def at(width, address, name, mode="light", media="screen"):
        page = windows[address]
        page.emulate_media(media=media, color_scheme=mode)
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0); }")
        drawing = page.locator(f"#{name} .sticky-heads >> visible=true")
        drawing.scroll_into_view_if_needed()
        return page, drawing

    return at


def bottom(box):
    """The lower edge of a box."""
    return box["y"] + box["height"]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 704, 390, 320])
@pytest.mark.parametrize(("address", "name"), TALL)
def test_heads_of_a_tall_matrix_stay_in_the_window(look, address, name, width, mode):
    """However far the rows are scrolled, the heads lie at the top of the window, before them."""
    page, drawing = look(width, address, name, mode=mode)
    heads, rows = drawing.locator(".heads"), drawing.locator(".rows")
    across = heads.bounding_box()
    page.evaluate("y => window.scrollBy(0, y)", rows.bounding_box()["y"] + 150)

    assert rows.bounding_box()["y"] < 0
    box = heads.bounding_box()
    assert box["y"] == pytest.approx(0, abs=1)
    assert (box["x"], box["width"]) == pytest.approx((across["x"], across["width"]), abs=0.1)
    assert (box["x"], box["width"]) == pytest.approx(
        (rows.bounding_box()["x"], rows.bounding_box()["width"]), abs=0.1
    )
    middle = box["x"] + 20, box["y"] + 10
    assert page.evaluate("at => !!document.elementFromPoint(...at).closest('.heads')", middle)


@pytest.mark.parametrize(("address", "name"), TALL)
def test_a_cell_that_is_tabbed_to_is_not_covered(look, address, name):
    """A cell that gets the focus stands beneath the heads, without a script."""
    page, drawing = look(390, address, name)
    links = drawing.locator(".rows a")
    last = links.count() - 1
    links.nth(last).focus()
    for at in (last, last // 2, last // 3, 1, 0):
        links.nth(at).focus()
        assert (
            links.nth(at).bounding_box()["y"]
            >= bottom(drawing.locator(".heads").bounding_box()) - 2
        )


@pytest.mark.parametrize(("address", "name"), TALL)
def test_a_printed_matrix_is_whole(look, address, name):
    """Printed, a matrix fits on a sheet of A4 or Letter, and its heads stand above its rows."""
    _, drawing = look(704, address, name, media="print")
    box, heads, rows = (
        part.bounding_box()
        for part in (drawing, drawing.locator(".heads"), drawing.locator(".rows"))
    )

    assert box["height"] <= 206 / 25.4 * 96
    assert bottom(heads) == pytest.approx(rows["y"], abs=1)
    assert bottom(rows) <= bottom(box) + 1


def test_every_matrix_of_the_book_is_whole_in_its_parts(pages):
    """Every letter and every cell of a drawing is in just one of its parts, which add up to it."""
    found = 0
    for page in pages.values():
        for drawing in page.all(f"//div[{has_class('sticky-heads')}]"):
            found += 1
            letters = sorted(text.text for text in drawing.xpath(".//text"))
            names = drawing.xpath(".//a/@aria-label")
            folder = (page.path.parents[1] if "/" in page.address else page.path.parent) / "figures"
            name = drawing.get("id").rpartition("-")[0]
            whole = lxml.html.fromstring(
                (folder / f"{name}.svg").read_text(encoding="utf-8").partition("?>")[2]
            )
            assert len(names) == len(set(names)) == len(whole.xpath(".//g[@aria-label]"))
            boxes = [box.split() for box in drawing.xpath("./svg/@viewbox | ./svg/@viewBox")]
            assert len({width for _, _, width, _ in boxes}) == 1
            if drawing.get("id").endswith("-wide"):
                assert letters == sorted(text.text for text in whole.xpath(".//text"))
                height = float((whole.get("viewbox") or whole.get("viewBox")).split()[3])
                assert sum(float(each) for *_, each in boxes) == pytest.approx(height, abs=0.1)
    assert found >= 20
