"""The letters of every figure, as a browser sets them: apart and whole."""

import pytest

import hosting
from built import pages_of
from surfing import visit

WIDTHS = {1280: "wide", 390: "narrow"}
SHOWN = ".figure > .drawing.{0}, .figure > .drawing:not(.wide, .narrow)"
#: boxes of the letters themselves: lines of text have more above and beneath them
LETTERS = """drawing => [...drawing.querySelectorAll('text')].filter(
  text => text.getClientRects().length && text.textContent.trim()).map(text => {
  const box = text.getBoundingClientRect();
  const [above, beneath] = [.22 * box.height, .1 * box.height];
  const frame = text.ownerSVGElement.getBoundingClientRect();
  return {said: text.textContent, left: box.left, right: box.right, top: box.top + above,
          bottom: box.bottom - beneath,
          inside: box.left > frame.left - 1.5 && box.right < frame.right + 1.5
            && box.top + above > frame.top - 1.5 && box.bottom - beneath < frame.bottom + 1.5};})"""


@pytest.mark.parametrize(("folder", "least"), [("book", 24), ("docs", 17)])
def test_no_letters_of_any_figure_touch_or_are_cut(browser, request, folder, least):
    """At both layouts, labels lie apart and inside."""
    found, bad = dict.fromkeys(WIDTHS, 0), []
    folder = request.getfixturevalue(folder)
    with hosting.served(folder) as site, visit(browser, site) as visitor:
        for address, page in pages_of(folder).items():
            if not page.all("//figure[contains(@class, 'figure')]"):
                continue
            opened = visitor.open(address)
            for width, layout in WIDTHS.items():
                opened.set_viewport_size({"width": width, "height": 900})
                opened.evaluate("document.fonts.ready")
                for drawing in opened.query_selector_all(SHOWN.format(layout)):
                    name = drawing.evaluate("drawing => drawing.parentElement.id")
                    letters = drawing.evaluate(LETTERS)
                    found[width] += bool(letters)
                    cut = (each["said"] for each in letters if not each["inside"])
                    bad += [f"{name}: {said!r} is cut" for said in cut]
                    bad += [
                        f"{name}: {one!r} touches {other!r}" for one, other in touching(letters)
                    ]
    assert min(found.values()) >= least
    assert not bad, "\n".join(bad)


def touching(letters):
    """Pairs of texts whose boxes overlap by more than a hair."""
    letters = sorted(letters, key=lambda each: each["top"])
    for i, one in enumerate(letters):
        for other in letters[i + 1 :]:
            if other["top"] >= one["bottom"] - 1:
                break
            if one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1:
                yield one["said"], other["said"]
