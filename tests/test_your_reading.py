"""A reader codes the evidence otherwise: in cards, rows and cells, with what follows in a bar."""

import gzip
import json
import re

import pytest
from playwright.sync_api import Page, expect
from typer.testing import CliRunner

from softbalancing.reading.commands import app
from softbalancing.verdict import case
from softbalancing.verdict.assessment import RIVALS, UNDECIDED
from surfing import visit

CHAPTER = "chapters/04-case-for.html"
CLAIM, INDICATOR = "c-4-2-2-02", "entangling-diplomacy"
CARD, MARK = f"#card-{CLAIM}", f"a.claim[data-card=card-{CLAIM}]"
BAR = ".reading-bar"
#: What a browser keeps of a reading, by an earlier version of the edition.
EARLIER = """
const kept = { codings: { "c-4-2-2-02 entangling-diplomacy": { direction: "undermines" },
  "c-0-0 entangling-diplomacy": { direction: "supports" } }, facts: {}, left_out: ["no-such-fact"],
  choices: {} };
localStorage.setItem(KEY, JSON.stringify({ version: "0.9.0", commit: "", reading: kept }));
"""
BLOCKED = """
for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no", "SecurityError"); } });
"""
#: Whether anything of what has the focus can be seen: it is on the screen and nothing lies above.
SEEN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const at = [[box.left + 2, box.top + 2], [box.right - 2, box.top + 2],
    [box.left + 2, box.bottom - 2], [box.right - 2, box.bottom - 2],
    [box.left + box.width / 2, box.top + box.height / 2]];
  const own = (found) => found && (here.contains(found) || found.contains(here)
    || found.closest("label")?.contains(here));
  const seen = at.some(([x, y]) => own(document.elementFromPoint(x, y)));
  return seen ? "" : here.outerHTML.slice(0, 120);
}"""
SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  const moved = list.getEntries().flatMap(({ sources }) => sources.map(({ node }) => node));
  const above = ".cards, .reading-bar";
  const outside = moved.filter((node) =>
    !node?.parentElement?.closest(above) && !node?.matches?.(".reading-bar"));
  window.shifts.push(...outside.map((node) => node?.outerHTML?.slice(0, 120) ?? String(node)));
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(scope="module")
def narrowest() -> tuple[str, list[str], int]:
    """What turns the answer of the edition with the fewest codings, as chapter 8 names it.

    The indicator that fails, the claims whose codings support it, and how many have to go.
    """
    rows = case.fewest_codings().set_index("answer")
    indicator = rows.loc[RIVALS, "indicators"]
    codings = case.joined_codings().query("indicator == @indicator and direction == 'supports'")
    return indicator, codings["claim"].tolist(), int(rows.loc[RIVALS, "codings"])


#: What the page computes of the reader's codings, under the names of the command line.
COMPUTED = """() => {
  const { core, data, get, verdict } = window.bookReading;
  const { borneOut, strategiesMet, conditionMet, ...same } = verdict();
  const codes = [core.codesOf(data, get()), core.codesOf(data, core.blank())];
  return { ...same, borne_out: borneOut, strategies_met: strategiesMet, condition_met: conditionMet,
    digest: core.digest(data, get()), agreement: core.agreement(data, ...codes) };
}"""


def chapter_of(book, claim: str) -> str:
    """The page of the first mark of a claim."""
    pages = sorted((book / "chapters").glob("*.html"))
    return next(f"chapters/{p.name}" for p in pages if f'card-{claim}"' in p.read_text("utf-8"))


def test_the_narrowest_codings_turn_the_answer_on_a_phone_and_on_the_command_line(
    browser, book, narrowest, tmp_path
):
    """Offline, by touch: the answer turns, the bar says why, the file and the link hold it all.

    The command line gives the same numbers for the saved file, to the last digit.
    """
    indicator, claims, margin = narrowest
    name = case.names("indicators")[indicator]
    phone = {"has_touch": True, "is_mobile": True, "accept_downloads": True}
    with visit(browser, book.as_uri(), "narrow", **phone) as opened:
        opened.context.set_offline(True)
        page = opened.open("chapters/08-side-by-side.html")
        assert f"weak spot is {name.lower()}" in page.inner_text("main")
        bar = page.locator(BAR)
        for number, claim in enumerate(claims[: (margin + 1) // 2]):
            if number:
                expect(bar).to_contain_text(f"The answer stays {UNDECIDED}.")
            page = opened.open(chapter_of(book, claim))
            page.locator(f"a.claim[data-card=card-{claim}]").first.tap()
            card = page.locator(f"#card-{claim}")
            card.get_by_role("button", name="Code otherwise").tap()
            fieldset = card.locator("fieldset", has_text=name)
            fieldset.locator("label", has_text="undermines").tap()
            expect(bar).to_contain_text(f"{number + 1} change")
        expect(bar).to_contain_text(f"The answer turns: {UNDECIDED} → {RIVALS}.")
        expect(bar).to_contain_text(f"{name} is no longer met: ")
        expect(bar).to_contain_text("No longer borne out: Soft balancing.")
        told = bar.locator(".reading-words").inner_text()

        bar.get_by_role("link", name="Your reading").tap()
        saved = page.get_by_role("button", name="Save the codings")
        with page.expect_download() as waiting:
            saved.tap()
        file = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(file)
        computed = page.evaluate(COMPUTED)
        page.get_by_role("button", name="Copy a link").tap()
        place = page.get_by_label("Link of a reading")
        place.focus()
        page.keyboard.press("Control+V")
        link = place.input_value()
        assert opened.faults == []

    with visit(browser, book.as_uri(), "narrow", **phone) as other:
        other.context.set_offline(True)
        page = other.open(link.removeprefix(f"{book.as_uri()}/"))
        expect(page.locator(BAR)).to_contain_text(f"{UNDECIDED} → {RIVALS}")
        assert page.locator(f"{BAR} .reading-words").inner_text() == told
        assert page.evaluate(COMPUTED) == computed

    done = CliRunner().invoke(app, ["assess", str(file), "--json"])
    assert done.exit_code == 0, done.output
    assessed = json.loads(done.stdout)
    assert assessed["answer"] == RIVALS
    agreement = computed.pop("agreement")
    assert {key: assessed[key] for key in computed} == computed
    of_edition = next(each for each in assessed["agreement"] if each["other"] == "The edition")
    assert {key: of_edition[key] for key in agreement} == agreement


def open_form(page: Page, tap: bool = False) -> None:
    """Open the card of the claim and the form in it."""
    mark, button = page.locator(MARK), page.locator(f"{CARD} .code-otherwise")
    mark.tap() if tap else mark.click()
    button.tap() if tap else button.click()
    page.wait_for_selector(f"{CARD} .reading-form")


def turn(page: Page, direction: str) -> None:
    """Give the coding of the claim another direction in the open form."""
    form = page.locator(f"{CARD} .reading-form")
    form.get_by_role("radio", name=direction).first.check()


def said(page: Page) -> str:
    """What screen readers are told."""
    status = page.locator("body > [role=status]")
    expect(status).not_to_be_empty()
    return status.inner_text()


def test_before_the_first_change_there_is_a_button_in_cards_and_no_bar(browser, site):
    """Nothing is loaded but a small script until a reader codes otherwise."""
    with visit(browser, site) as opened:
        asked: list[str] = []
        opened.page.on("request", lambda request: asked.append(request.url))
        page = opened.open(CHAPTER)
        page.click(MARK)
        expect(page.locator(f"{CARD} .code-otherwise")).to_have_text("Code otherwise")
        scripts = [url.rpartition("/")[2].partition("?")[0] for url in asked if "reading" in url]
        assert scripts == ["reading-start.js"]
        assert page.locator(BAR).count() == 0

        open_again = page.locator(f"{CARD} .code-otherwise")
        open_again.click()
        expect(page.locator(f"{CARD} .reading-form")).to_be_visible()
        expect(page.locator(BAR)).to_be_hidden()
        assert opened.faults == []


def test_a_change_shows_in_the_bar_and_is_undone(browser, site):
    """The bar counts, says what moved, and goes back and forth, from one page to the next."""
    with visit(browser, site) as opened:
        opened.page.add_init_script(SHIFTS)
        page = opened.open(CHAPTER)
        bar = page.locator(BAR)
        open_form(page)
        turn(page, "undermines")
        expect(bar).to_contain_text("1 change")
        expect(bar).to_contain_text(f"The answer stays {UNDECIDED}.")
        expect(bar).to_contain_text("Entangling diplomacy: ")
        expect(bar).to_contain_text(re.compile(r"By fact: \d+ on both sides.*alone, \d+.*alone\."))
        assert "Entangling diplomacy: undermines. 1 change." in said(page)
        undo = bar.get_by_role("button", name="Undo")
        place = undo.bounding_box()

        reason = page.get_by_label("Your reason for Entangling diplomacy")
        reason.fill("It <b>hampered</b> nobody.")
        reason.press("Enter")
        page.locator(CARD).get_by_role("combobox", name="Add a coding").select_option(
            "trade-development"
        )
        page.locator(f"{CARD} fieldset", has_text="Trade").get_by_role(
            "radio", name="supports"
        ).check()
        expect(bar).to_contain_text("2 changes")
        page.locator(f"{CARD} summary").click()
        page.locator(CARD).get_by_role("combobox", name="Fact").select_option("rapprochement")
        expect(bar).to_contain_text("3 changes")
        page.locator(CARD).get_by_label("Leave this fact out").check()
        expect(bar).to_contain_text("4 changes")
        turn(page, "none")
        expect(bar).to_contain_text("4 changes")
        assert page.evaluate("window.shifts") == []
        assert undo.bounding_box() == place

        page.locator(f"{CARD} .code-otherwise").click()
        listed = page.locator(f"{CARD} .card-codings")
        expect(listed).to_contain_text("not coded Entangling diplomacy")
        expect(listed).to_contain_text(
            "Your reading; the edition: supports. “It <b>hampered</b> nobody.”"
        )
        expect(listed).to_contain_text("Your reading; not coded by the edition.")
        expect(page.locator(CARD)).to_contain_text("about “Sino-Russian rapprochement”")
        expect(page.locator(CARD)).to_contain_text("leaves out the fact")

        page = opened.open("chapters/05-case-against.html")
        expect(bar).to_contain_text("4 changes")
        bar.get_by_role("button", name="Undo").click()
        bar.get_by_role("button", name="Undo").click()
        expect(bar).to_contain_text("3 changes")
        bar.get_by_role("button", name="Redo").click()
        expect(bar).to_contain_text("4 changes")
        bar.get_by_role("button", name="Back to the edition").click()
        expect(bar).to_contain_text("As in the edition")
        assert page.evaluate("localStorage.length") == 0
        bar.get_by_role("button", name="Undo").click()
        expect(bar).to_contain_text("4 changes")
        assert opened.faults == []


def test_what_differs_is_marked_wherever_it_shows(browser, site):
    """Marks in the prose, cells of matrices, rows of both tables; and no row grows by it."""
    with visit(browser, site) as opened:
        page = opened.open(CHAPTER)
        open_form(page)
        turn(page, "undermines")
        expect(page.locator(MARK)).to_have_class(re.compile("yours"))
        cell = page.locator("#fig-4-evidence .wide a.yours")
        assert "Entangling diplomacy" in cell.get_attribute("aria-label")
        assert cell.get_attribute("aria-label").endswith("Your reading differs here")

        row = f"#k-4-2-2-02-{INDICATOR}"
        page = opened.open("apparatus/tables/codings.html")
        control = page.locator(f"{row} .code-otherwise")
        expect(control).to_have_text("undermines")
        expect(page.locator(f"{row} td[data-label=Direction]")).to_contain_text("edition: supports")
        height = page.locator(row).bounding_box()["height"]
        control.click()
        card = page.locator(".card.coding")
        expect(card).to_contain_text("Russia and China have entangled U.S. policy")
        card.get_by_role("button", name="As in the edition").click()
        expect(control).to_have_text("supports")
        assert page.locator(row).bounding_box()["height"] == height
        card.get_by_role("radio", name="neutral").first.check()
        expect(control).to_have_text("neutral")

        page = opened.open("apparatus/tables/claims.html")
        expect(page.locator(f"#{CLAIM} li.yours b")).to_have_text("neutral")
        assert opened.faults == []


def test_a_cell_of_the_double_use_matrix_opens_its_claims_by_fact(browser, site):
    """Each claim unfolds a form, each fact can be left out; the rows are one link away."""
    with visit(browser, site) as opened:
        page = opened.open("index.html")
        cell = page.get_by_role("link", name=re.compile("^Strategic partnership × Soft balancing"))
        number = int(re.search(r": (\d+) claims", cell.get_attribute("aria-label"))[1])
        cell.click()
        card = page.locator(".card.coding")
        expect(card).to_contain_text("Strategic partnership × Soft balancing")
        claims = card.locator("details[name]")
        assert 1 < claims.count() <= number
        claims.first.locator("summary").click()
        expect(claims.first.locator(".reading-form")).to_be_visible()
        card.get_by_label("Leave this fact out", exact=True).first.check()
        expect(page.locator(BAR)).to_contain_text("1 change")
        assert page.locator(".wide a.yours").count() >= 1
        card.get_by_role("link", name="Show the rows").click()
        expect(card).to_be_hidden()
        expect(page.locator("details.rows")).to_have_attribute("open", "")


def test_by_keyboard_alone(browser, site):
    """A coding is turned with the arrow keys; focus is always seen, above the bar too, and free."""
    with visit(browser, site) as opened:
        page = opened.open(CHAPTER)
        page.focus(MARK)
        page.keyboard.press("Enter")
        page.wait_for_selector(CARD, state="visible")
        for _ in range(9):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.code-otherwise')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_selector(f"{CARD} .reading-form")
        assert page.evaluate("document.activeElement.value") == "supports"
        page.keyboard.press("ArrowRight")
        expect(page.locator(BAR)).to_contain_text("1 change")
        hidden = []
        for _ in range(5):
            hidden.append(page.evaluate(SEEN))
            page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        page.wait_for_selector(CARD, state="hidden")
        assert page.evaluate("document.activeElement.dataset.card") == f"card-{CLAIM}"
        page.evaluate("document.querySelector('.turn a').focus()")
        names = []
        for _ in range(12):
            page.keyboard.press("Tab")
            hidden.append(page.evaluate(SEEN))
            names.append(page.evaluate("document.activeElement.textContent.trim()"))
            if names[-1] == "Your reading":
                break
        assert names[-3:] == ["Undo", "Back to the edition", "Your reading"]
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body")
        page.focus("h1 ~ p a, .chapter-map a")
        for _ in range(40):
            page.keyboard.press("Tab")
            hidden.append(page.evaluate(SEEN))
        assert [each for each in hidden if each] == []


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_form_and_bar_keep_the_rules_of_accessibility(browser, site, mode):
    """No rule is broken on a phone with the form open, in either mode; nothing sticks out."""
    with visit(browser, site, "narrow", mode, has_touch=True) as opened:
        page = opened.open(CHAPTER)
        open_form(page, tap=True)
        turn(page, "undermines")
        expect(page.locator(BAR)).to_contain_text("1 change")
        assert opened.violations() == []
        for width in (320, 640):  # 1280 pixels at 400 and at 200 %
            assert opened.sticking_out(width) <= 0
            box, card = page.locator(BAR).bounding_box(), page.locator(CARD).bounding_box()
            assert box["height"] < 320 and box["y"] + box["height"] <= 800
            assert card["x"] >= 0 and card["x"] + card["width"] <= width
        page.emulate_media(media="print")
        assert not page.locator(BAR).is_visible()


def test_where_the_browser_keeps_nothing_the_bar_says_so(browser, site):
    """The reading lasts for the page, and the link to the page about it takes it along."""
    with visit(browser, site) as opened:
        opened.page.add_init_script(BLOCKED)
        page = opened.open(CHAPTER)
        open_form(page)
        turn(page, "undermines")
        expect(page.locator(BAR)).to_contain_text("This browser keeps nothing")
        link = page.locator(BAR).get_by_role("link", name="Your reading").get_attribute("href")
        assert "#reading=" in link
        assert opened.faults == []


def test_readings_of_links_and_of_older_versions_are_reported(browser, site):
    """A link is taken in and can be undone; a cut one changes nothing; unknown ids are named."""
    with visit(browser, site) as opened:
        page = opened.open(CHAPTER)
        bar = page.locator(BAR)
        open_form(page)
        turn(page, "undermines")
        expect(bar).to_contain_text("1 change")
        key = page.evaluate("Object.keys(localStorage)[0]")
        fragment = page.evaluate(
            "bookReading.core.toLink(bookReading.data,"
            " { ...bookReading.get(), left_out: ['rapprochement'] })"
        )
        page = opened.open(f"chapters/05-case-against.html{fragment}")
        expect(bar).to_contain_text("2 changes")
        assert "#" not in page.url
        bar.get_by_role("button", name="Undo").click()
        expect(bar).to_contain_text("1 change")
        page = opened.open(f"chapters/06-conclusions.html{fragment[:-9]}")
        expect(bar).to_contain_text("cut off")
        expect(bar).to_contain_text("1 change")

        page.evaluate(f"const KEY = {json.dumps(key)}; {EARLIER}")
        page = opened.open(CHAPTER)
        expect(bar).to_contain_text("Your reading was made on version 0.9.0")
        expect(bar).to_contain_text("c-0-0 entangling-diplomacy")
        expect(bar).to_contain_text("no-such-fact")
        expect(bar).to_contain_text("1 change")


def test_without_scripts_no_control_is_dead(browser, site):
    """Neither cards nor rows promise what cannot be done."""
    with visit(browser, site, java_script_enabled=False) as opened:
        for address in (CHAPTER, "apparatus/tables/codings.html"):
            page = opened.open(address)
            assert page.locator(".code-otherwise, .reading-bar").count() == 0


def test_a_chapter_stays_light(book):
    """The start costs at most 2 KB compressed, and what the first use loads at most 25 KB."""
    weights = {
        path.name: len(gzip.compress(path.read_bytes(), mtime=0))
        for path in (book / "_static").glob("reading*")
    }
    first_use = ("reading-core.js", "reading-data.js", "reading-edit.js", "reading.css")

    assert weights["reading-start.js"] <= 1500
    assert sum(weights[name] for name in first_use) <= 25_000, weights
