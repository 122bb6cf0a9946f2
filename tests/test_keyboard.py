"""A reader with a keyboard alone reaches everything, sees where they are, and gets away again."""

import pytest

from surfing import visit

# Pages of each kind; on the search page the focus begins in the field.
PAGES = ["index.html", "chapters/04-case-for.html", "apparatus/how-to-rerun.html", "404.html"]
#: What the page would have one reach: all that can be focused and is shown.
SHOWN = """() => {
  const wanted = 'a[href], button, input, summary, select, [tabindex="0"]';
  const there = each => each.checkVisibility({visibilityProperty: true}) && !each.disabled
    && each.tabIndex >= 0 && !each.closest('details:not([open]) > :not(summary), [inert]');
  return [...document.querySelectorAll(wanted)].filter(there).map((each, at) => {
    each.dataset.stop = at; return at; });
}"""
#: Where the focus is, and what can be seen of it.
HERE = """() => {
  const here = document.activeElement, style = getComputedStyle(here);
  if (here === document.body) return null;
  const box = here.getBoundingClientRect();
  return {stop: Number(here.dataset.stop ?? -1), name: here.outerHTML.slice(0, 120),
    ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_tab_reaches_everything_in_view_with_a_ring_and_leaves(browser, site, address, width):
    """Tab goes to each link and control, shows it with an outline, and ends behind the last."""
    with visit(browser, site, width) as opened:
        page = opened.open(address)
        stops = page.evaluate(SHOWN)
        reached, unseen = [], []
        for _ in range(len(stops) + 20):
            page.keyboard.press("Tab")
            here = page.evaluate(HERE)
            if here is None:
                break
            reached.append(here["stop"])
            if not (here["ringed"] and here["inside"]):
                unseen.append(here)
        assert here is None, f"the focus is caught at {here}"
    assert not unseen, unseen[:5]
    assert sorted(set(reached) - {-1}) == stops, sorted(set(stops) - set(reached))[:10]
