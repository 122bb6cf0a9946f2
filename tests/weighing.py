"""What a page costs a reader: bytes over the net, requests, elements, movement, waiting."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser

#: Runs before the page's own scripts and keeps what happens on it.
WATCH = """
window.seen = { shifts: [], timers: [], largest: null };
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const box = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");
    const what = (node) => (node?.outerHTML || node?.data)?.slice(0, 90);
    const places = entry.sources.map(({ node, previousRect, currentRect }) =>
      `${what(node)}: ${box(previousRect)} -> ${box(currentRect)}`);
    window.seen.shifts.push([entry.value, ...places]);
  }
}).observe({ type: "layout-shift", buffered: true });
new PerformanceObserver((list) => {
  const { element, url } = list.getEntries().at(-1);
  window.seen.largest = { tag: element ? element.tagName : "", url };
}).observe({ type: "largest-contentful-paint", buffered: true });
for (const [name, length] of [["setTimeout", 1000], ["setInterval", 0]]) {
  const own = window[name];
  window[name] = (act, wait = 0, ...rest) => {
    if (wait >= length) window.seen.timers.push(`${name} ${wait}`);
    return own(act, wait, ...rest);
  };
}
"""
#: Two frames after the faces are there, and a little more for what scripts do then.
SETTLED = """
document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))))
"""
REPORT = """() => ({
  ...window.seen,
  blocking: performance.getEntriesByType("resource")
    .filter((entry) => entry.renderBlockingStatus === "blocking").map((entry) => entry.name),
  elements: document.querySelectorAll("*").length
    - document.querySelectorAll("table.sortable tbody *, details:not([open]) > :not(summary) *")
      .length,
})"""


@dataclass
class Cost:
    """What one page asks of a reader's net and machine.

    Attributes
    ----------
    bytes, requests : Counter
        What came over the net, compressed and with headers, by kind: ``Document``, ``Font`` ….
    foreign, said : list of str
        Addresses of other hosts that were asked for, and what the console says.
    shifts : list
        Movements of what was already seen: how much, and of what.
    timers : list of str
        Timers of a second or more, and repeating ones.
    largest : dict or None
        The tag and, of a file, the address of the largest thing on the first screen.
    blocking : list of str
        Files that had to be there before anything was painted.
    elements : int
        Elements of the page, the rows of data tables and what is folded away aside: what is
        folded away takes a phone no time to lay out.
    """

    bytes: Counter = field(default_factory=Counter)
    requests: Counter = field(default_factory=Counter)
    foreign: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shifts: list = field(default_factory=list)
    timers: list[str] = field(default_factory=list)
    largest: dict | None = None
    blocking: list[str] = field(default_factory=list)
    elements: int = 0


@contextmanager
def reader(
    browser: Browser, base: str, delay: int = 0, **options
) -> Iterator[Callable[[str], Cost]]:
    """A reader's window: a function that goes to an address and gives the page's cost.

    Parameters
    ----------
    browser : Browser
        The browser.
    base : str
        Where the book is served; what the window has kept of it is not counted again.
    delay : int
        Milliseconds by which fonts come late.
    **options
        Options of the browser's context.
    """
    context = browser.new_context(**options)
    page = context.new_page()
    page.add_init_script(WATCH)
    if delay:
        late = lambda route: (time.sleep(delay / 1000), route.continue_())  # noqa: E731
        page.route("**/*.woff2", late)
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    kinds: dict[str, str] = {}
    cost = Cost()
    page.on("console", lambda message: cost.said.append(message.text))
    page.on("pageerror", lambda error: cost.said.append(str(error)))

    def asked(event) -> None:
        address = event["request"]["url"]
        if address.startswith(base):
            kinds[event["requestId"]] = event.get("type", "Other")
        elif not address.startswith(("data:", "blob:")):
            cost.foreign.append(address)

    def arrived(event) -> None:
        kind = kinds.get(event["requestId"])
        if kind and event["encodedDataLength"]:
            cost.bytes[kind] += int(event["encodedDataLength"])
            cost.requests[kind] += 1

    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.loadingFinished", arrived)

    def go(address: str) -> Cost:
        nonlocal cost
        cost = Cost()
        page.goto(f"{base}/{address}")
        page.evaluate(SETTLED)
        for name, value in page.evaluate(REPORT).items():
            setattr(cost, name, value)
        return cost

    try:
        yield go
    finally:
        context.close()
