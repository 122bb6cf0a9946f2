"""Links, anchors and loaded files of the built book: nothing dead, nothing foreign."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit

import lxml.etree

from built import HEADINGS, Page, aim, urls_in_css

LOADED = (
    "//script/@src | //img/@src | //source/@src | //iframe/@src | //object/@data"
    " | //link[contains('stylesheet icon preload manifest modulepreload', @rel)]/@href"
    " | //*[local-name()='image' or local-name()='use']/@href"
)

DATA = ("application/json", "application/ld+json")


def alive(book, pages: dict[str, Page], here: str, address: str) -> bool:
    """Whether an address leads to a file that is there, and to an anchor on it."""
    found = aim(here, address)
    if found is None:
        return True
    file, fragment = found
    if file in pages:
        return not fragment or fragment in pages[file].ids
    if file == here and here.endswith(".svg"):
        return not fragment
    return (book / file).is_file()


def test_every_link_within_the_book_arrives(book, pages):
    """Each link of each page, drawings and folded tables included, leads to what exists."""
    dead = []
    for page in pages.values():
        known: dict[str, bool] = {}
        for address in page.linked():
            if not known.setdefault(address, alive(book, pages, page.address, address)):
                dead.append(f"{page.address}: {address}")
    assert not dead, f"{len(dead)} dead links: {sorted(dead)[:20]}"


def test_the_links_of_a_downloaded_drawing_arrive(book, pages):
    """An SVG opened by itself leads nowhere, or to what exists."""
    dead = []
    for file in sorted((book / "figures").glob("*.svg")):
        here = f"figures/{file.name}"
        for address in lxml.etree.parse(file).xpath("//*[local-name()='a']/@href"):
            if not alive(book, pages, here, address):
                dead.append(f"{here}: {address}")
    assert not dead, f"{len(dead)} dead links: {dead[:20]}"


def test_the_places_that_can_be_cited_exist(book, pages):
    """The address of every reference that a page offers leads to what it names.

    Works, which come with the places that rest on them, have none in the book.
    """
    dead, seen = [], 0
    for page in pages.values():
        rows = {a.get("data-cite"): a.get("data-row") for a in page.all("//a[@data-row]")}
        for data in page.all("//script[@id='cite-data']"):
            for key, place in json.loads(data.text).items():
                if "address" not in place:
                    continue
                seen += 1
                address = place["address"].replace("row_id", rows.get(key, "row_id"))
                if not alive(book, pages, page.address, address):
                    dead.append(f"{page.address}: {key}: {address}")
    assert seen and not dead, dead[:20]


def test_ids_are_unique_on_each_page(pages):
    """An address points at one place only."""
    for page in pages.values():
        twice = {id_ for id_ in page.ids if page.ids.count(id_) > 1} if _repeats(page) else set()
        assert not twice, f"{page.address}: {sorted(twice)[:10]}"


def _repeats(page: Page) -> bool:
    return len(set(page.ids)) != len(page.ids)


def test_all_that_a_page_loads_is_its_own(book, pages):
    """Scripts, styles, pictures and fonts come from the book's folder."""
    for page in pages.values():
        for address in page.all(LOADED):
            parts = urlsplit(address)
            own = not parts.scheme and not parts.netloc and not address.startswith("/")
            assert own or parts.scheme == "data", f"{page.address}: {address}"
            assert parts.scheme == "data" or alive(book, {}, page.address, address)


def test_all_that_a_style_sheet_loads_is_its_own(book, pages):
    """The style sheets that pages load name files beside them, and those are there."""
    sheets = {aim(page.address, address)[0] for page in pages.values()
              for address in page.all("//link[@rel='stylesheet']/@href")}  # fmt: skip
    assert sheets
    for sheet in sheets:
        for address in urls_in_css((book / sheet).read_text(encoding="utf-8")):
            assert not urlsplit(address).scheme and not address.startswith("/"), address
            assert alive(book, {}, sheet, address), f"{sheet}: {address}"


def test_only_the_first_script_stands_in_a_page(pages):
    """Pages hold data; the one piece of code in them is the one their policy names by digest."""
    for page in pages.values():
        held = page.all("//script[not(@src)]")
        data = [one for one in held if one.get("type") in DATA]
        for one in data:
            json.loads(one.text)
        (code,) = (one.text for one in held if one not in data)
        digest = b64encode(sha256(code.encode()).digest()).decode()
        assert re.findall(r"'sha\d+-[^']*'", policy_of(page)) == [f"'sha256-{digest}'"]
        handlers = page.all("//@*[starts-with(name(), 'on')]")
        assert not handlers, f"{page.address}: {handlers[:3]}"


def policy_of(page) -> str:
    """The page's Content-Security-Policy."""
    (policy,) = page.all("//head/meta[@http-equiv='Content-Security-Policy']/@content")
    return policy


def test_every_page_forbids_what_is_not_its_own(pages):
    """The policy stands before anything is loaded and names no foreign source."""
    for page in pages.values():
        policy = policy_of(page)
        rules = dict(rule.split(maxsplit=1) for rule in policy.split(";") if rule.strip())
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in rules["script-src"]
        assert not re.search(r"https?:|\*", policy)
        first = page.html.index("Content-Security-Policy")
        assert first < page.html.index("<script") and first < page.html.index("<link")


def test_every_page_says_what_it_is(pages):
    """Language, title, width and one main heading are there on every page."""
    titles = [page.all("string(//title)").strip() for page in pages.values()]
    assert all(titles) and len(set(titles)) == len(titles)
    for page in pages.values():
        assert page.tree.get("lang") == "en", page.address
        assert len(page.all("//h1")) == 1, page.address
        assert page.all("//meta[@name='viewport']"), page.address
        levels = [int(one.tag[1]) for one in page.all("//main//*") if one.tag in HEADINGS]
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False)), page.address
