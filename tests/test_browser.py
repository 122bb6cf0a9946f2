"""Every page in a real browser: accessible, quiet, at home, and no wider than the screen."""

import re

import pytest

from surfing import SIZES, visit

SHARES = 3
SAMPLE = [
    "index.html", "search.html", "chapters/02-background.html", "chapters/04-case-for.html",
    "apparatus/glossary.html", "apparatus/tables/claims.html", "apparatus/citation-audit.html",
]  # fmt: skip
FEW = ["index.html", "search.html", "chapters/04-case-for.html", "404.html"]
#: Other ways of seeing: what the browser emulates, the size of the window, the pages looked at.
WAYS = {
    "dark": ({"color_scheme": "dark"}, SIZES["wide"], SAMPLE),
    "narrow": ({}, SIZES["narrow"], SAMPLE),
    "forced colors": ({"forced_colors": "active"}, SIZES["wide"], FEW),
    "calm": ({"reduced_motion": "reduce"}, SIZES["wide"], FEW),
    "200 %": ({}, (640, 450), FEW),  # what is left of 1280 pixels
    "400 %": ({}, (320, 450), FEW),
}


def looked_at(opened, addresses, widths) -> list[str]:
    """Every fault of these pages in one look."""
    for address in addresses:
        page = opened.open(address)
        font = page.evaluate("getComputedStyle(document.body).fontFamily")
        if "Book Serif" not in font:
            opened.note("the style sheet is not applied")
        size = page.viewport_size
        for width in widths:
            extra = opened.sticking_out(width)
            if extra > 0:
                opened.note(f"scrolls {extra} px sideways at {width} px")
        page.set_viewport_size(size)
        for breach in opened.violations():
            opened.note(breach)
    return opened.faults


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize(
    ("place", "width", "mode"), [("site", "wide", "light"), ("disk", "narrow", "dark")]
)
def test_every_page_is_accessible_quiet_and_fits(
    browser, site, book, pages, place, width, mode, share
):
    """On every page: no broken WCAG rule, no console line, no other host, no sideways scroll.

    From a folder, without a server, pages load all of their own, too.
    """
    widths = {"wide": [1280, 640], "narrow": [390, 320]}[width]  # 640: 1280 at 200 % zoom
    with visit(browser, site if place == "site" else book.as_uri(), width, mode) as opened:
        faults = looked_at(opened, list(pages)[share::SHARES], widths)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("address", dict.fromkeys(SAMPLE + FEW))
def test_other_ways_of_seeing_are_accessible_too(browser, site, address):
    """In other looks, with forced colors, without motion, zoomed in, pages keep the rules."""
    usual = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference"}
    with visit(browser, site) as opened:
        page = opened.open(address)
        for way, (emulated, (width, height), pages) in WAYS.items():
            if address in pages:
                page.emulate_media(**usual | emulated)
                page.set_viewport_size({"width": width, "height": height})
                for breach in opened.violations():
                    opened.note(f"{way}: {breach}")
    assert not opened.faults, "\n".join(opened.faults)


def test_pages_without_scripts_are_accessible_too(browser, site):
    """What a reader gets whose browser runs none of the book's scripts keeps the rules as well."""
    with visit(browser, site, "narrow") as opened:
        opened.context.route("**/*.html", without_scripts)
        for address in SAMPLE:
            opened.open(address)
            for breach in opened.violations():
                opened.note(breach)
    assert not opened.faults, "\n".join(opened.faults)


def without_scripts(route) -> None:
    """A page without its script elements; the browser can still run the rules on it."""
    answer = route.fetch()
    bare = re.sub(r"<script\b.*?</script>", "", answer.text(), flags=re.DOTALL)
    route.fulfill(response=answer, body=bare)


LETTERS = ["main p:not([class])", "main h2", "main em", ".figure-title", ".figure-subtitle"]


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("place", ["site", "disk"])
def test_text_is_set_in_the_books_own_faces(browser, site, book, place, scripts):
    """Over the net and from a disk, with scripts and without, no stand-in is left."""
    base = site if place == "site" else book.as_uri()
    with visit(browser, base, java_script_enabled=scripts) as opened:
        page = opened.open("chapters/04-case-for.html")
        page.reload()  # a face that came too late for the first view is there for the next one
        seen = {selector: faces(page, selector) for selector in LETTERS}
    for selector, names in seen.items():
        assert names and all(name.startswith("Source ") for name in names), (selector, names)


def faces(page, selector: str) -> set[str]:
    """The fonts in which the letters of an element are really set."""
    tools = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        tools.send(f"{domain}.enable")
    root = tools.send("DOM.getDocument")["root"]["nodeId"]
    node = tools.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    found = tools.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})
    return {font["familyName"] for font in found["fonts"]}


@pytest.mark.parametrize("address", ["chapters/04-case-for.html", "apparatus/tables/events.html"])
def test_larger_letters_do_not_widen_the_page(browser, site, address):
    """A reader who doubles the size of the letters still need not scroll sideways."""
    with visit(browser, site) as opened:
        page = opened.open(address)
        page.add_style_tag(content="html { font-size: 200% !important }")
        assert opened.sticking_out(1280) <= 0
