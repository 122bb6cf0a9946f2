"""Visiting the built book in Chromium: what a page complains of, asks for, and lets stick out."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
#: Keeps, of each table, one row of every form: the same elements with the same attributes, of
#: the same classes, empty in the same places.
ONE_OF_EACH_FORM = """() => document.querySelectorAll('tbody').forEach(body => {
  const seen = new Set();
  for (const row of [...body.rows]) {
    const form = row.outerHTML.replace(/>[^<]*[^<\\s][^<]*/g, '>text')
      .replace(/(?<! class)="[^"]+"/g, '');
    if (seen.has(form)) row.remove(); else seen.add(form);
  }})"""
ADVICE = "the browser tests need a Chromium: run `.venv/bin/python tools/ensure-tools`"


def chromium(playwright: Playwright) -> Browser:
    """The machine's Chromium or Playwright's own; a machine without one fails, it does not skip."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    path = found or playwright.chromium.executable_path
    if not Path(path).exists():
        pytest.fail(ADVICE)
    return playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])


class Visit:
    """A browser window on the book that keeps what went wrong.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the book is: ``http://…`` or ``file://…``.
    width : str
        ``wide`` or ``narrow``.
    mode : str
        ``light`` or ``dark``, as the system would ask for it.
    **options
        More options of the browser's context (``has_touch``, ``java_script_enabled`` …).
    """

    def __init__(self, browser: Browser, base: str, width="wide", mode="light", **options):
        self.base = base
        wide, high = SIZES[width]
        self.context = browser.new_context(
            viewport={"width": wide, "height": high}, color_scheme=mode, **options
        )
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("console", lambda message: self.note(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.note(f"error: {error}"))
        self.page.on("request", self._request)

    def note(self, fault: str) -> None:
        """Keep a fault with the page it was seen on."""
        self.faults.append(f"{self.page.url.removeprefix(self.base)}: {fault}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.note(f"asks for {request.url}")

    def open(self, address: str) -> Page:
        """Go to a page of the book."""
        self.page.goto(f"{self.base}/{address}")
        return self.page

    def violations(self) -> list[str]:
        """Return the accessibility rules that the page breaks, each with the first places.

        The rules take minutes for thousands of rows; those of one form keep or break them alike.
        """
        self.page.evaluate(ONE_OF_EACH_FORM)
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        how = AXE | {"preload": self.base.startswith("http")}  # of style sheets, for one rule
        found = self.page.evaluate("async how => (await axe.run(how)).violations", how)
        return [
            f"{rule['id']}: {[node['target'] for node in rule['nodes'][:3]]} "
            f"{rule['nodes'][0].get('failureSummary', '')[:300]}"
            for rule in found
        ]

    def sticking_out(self, width: int) -> int:
        """By how many pixels the page can be scrolled sideways at a width."""
        self.page.set_viewport_size({"width": width, "height": 800})
        return self.page.evaluate(
            "document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
        )

    def close(self) -> None:
        """End the visit."""
        self.context.close()


@contextmanager
def visit(browser: Browser, base: str, width="wide", mode="light", **options) -> Iterator[Visit]:
    """A visit that ends with the block; see `Visit`."""
    opened = Visit(browser, base, width, mode, **options)
    try:
        yield opened
    finally:
        opened.close()
