"""Compare the transfer size and the Lighthouse scores of pages with those of the stock tool.

Part of ``make bench``.  Both books are served compressed from this machine, and each page is
visited by a browser with an empty cache.  Scores are the median of three runs of a simulated
phone; they depend on the load of the machine, which is printed beside them.
"""

import os
import statistics
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from playwright.sync_api import Browser, sync_playwright

import auditing
import hosting
import surfing
import weighing

KINDS = ("Document", "Stylesheet", "Script", "Font")
PAGES = [f"chapters/{name}.html" for name in (
    "01-introduction", "02-background", "03-theory", "04-case-for", "05-case-against",
    "06-conclusions",
)]  # fmt: skip


def weigh(browser: Browser, book: Path, pages: list[str]) -> dict[str, weighing.Cost]:
    """Return the cost of a first visit to each page."""
    found = {}
    with hosting.served(book) as base:
        for address in pages:
            with weighing.reader(browser, base, viewport={"width": 390, "height": 844}) as go:
                found[address] = go(address)
    return found


def weights(books: dict[str, Path], pages: list[str]) -> None:
    """Print kilobytes and requests of first visits."""
    with sync_playwright() as playwright:
        browser = surfing.chromium(playwright)
        found = {name: weigh(browser, book, pages) for name, book in books.items()}
        browser.close()
    print(f"  {'first visit, KB compressed':<34}", *(f"{kind:>10}" for kind in KINDS),
          "       all  requests  to others")  # fmt: skip
    for address in pages:
        for name, costs in found.items():
            cost = costs[address]
            parts = (f"{cost.bytes[kind] / 1000:10.1f}" for kind in KINDS)
            print(f"  {name:<6} {address:<27}", *parts, f"{cost.bytes.total() / 1000:9.1f}",
                  f"{cost.requests.total():9}", f"{len(cost.foreign):10}")  # fmt: skip


def scores(books: dict[str, Path], pages: list[str], runs: int) -> None:
    """Print the scores of Lighthouse, each with the load of the machine."""
    categories = ("performance", *auditing.TIMELESS)
    print(
        f"  Lighthouse, a phone, median of {runs}   ",
        *(f"{name:>14}" for name in categories),
        "  load",
    )
    for name, book in books.items():
        with hosting.served(book) as base:
            for address in pages:
                reports = [auditing.audit(f"{base}/{address}", categories) for _ in range(runs)]
                each = list(map(auditing.scores, reports))
                middle = (statistics.median(one[kind] for one in each) for kind in categories)
                print(f"  {name:<6} {address:<27}", *(f"{score:14.0f}" for score in middle),
                      f"{os.getloadavg()[0]:6.1f}")  # fmt: skip


#: Turns a coding back and forth; returns the milliseconds until the bar is laid out anew.
TURN = """async () => {
  const [pair, coding] = Object.entries(bookReading.get().codings)[0];
  const [claim, indicator] = pair.split(" ");
  const times = [];
  for (let turn = 0; turn < 20; turn += 1) {
    await new Promise((done) => setTimeout(done, 100));
    const start = performance.now();
    bookReading.code(claim, indicator, turn % 2 ? coding.direction : "neutral");
    document.querySelector(".reading-bar").getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""
#: Turns the first coding that supports an indicator.
FIRST_TURN = """() => {
  const { claims, codings, indicators } = bookReadingData;
  const row = codings.final.indexOf(0);
  const claim = claims.ids[codings.claim[row]], indicator = indicators[codings.indicator[row]].id;
  bookReading.code(claim, indicator, "undermines");
}"""


def recoding(book: Path, pages: list[str]) -> None:
    """Print how long a reader's change of a coding takes on a phone until the bar shows it."""
    print("  a coding changed: ms until the bar shows it, processor slowed down four times")
    with sync_playwright() as playwright, hosting.served(book) as base:
        browser = surfing.chromium(playwright)
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        page.goto(f"{base}/apparatus/your-reading.html")
        page.wait_for_function("window.bookReading")
        page.evaluate(FIRST_TURN)
        tools = page.context.new_cdp_session(page)
        for address in pages:
            page.goto(f"{base}/{address}")
            page.wait_for_function("window.bookReading")
            tools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
            times = sorted(page.evaluate(TURN))
            tools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
            print(f"  {address:<34} median {statistics.median(times):6.1f}  least {times[0]:6.1f}"
                  f"  load {os.getloadavg()[0]:.1f}")  # fmt: skip
        browser.close()


def main(books: dict[str, Path], *, quick: bool = False) -> None:
    """Print all measurements of the pages of books, given by name."""
    weights(books, PAGES[3:4] if quick else PAGES)
    recoding(books["ours"], [PAGES[3], "chapters/08-side-by-side.html"])
    scores(books, PAGES[3:4] if quick else PAGES, 1 if quick else 3)


if __name__ == "__main__":
    main({"ours": Path(sys.argv[1])}, quick=True)
