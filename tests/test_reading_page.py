"""The page *Your reading*: verdict, changes, what would turn it, other readings, coding blind."""

import json
import re
from pathlib import Path

import bibtexparser
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from softbalancing import load
from softbalancing.reading.reading_files import assess
from softbalancing.reading.turning import turning
from softbalancing.verdict import case
from surfing import visit

expect.set_options(timeout=20_000)  # a busy machine computes intervals slowly
ADDRESS = "apparatus/your-reading.html"
CLAIM, INDICATOR = "c-4-2-2-02", "entangling-diplomacy"
HOSTILE = "<img src=x onerror=\"document.title='hit'\"> <b>bold</b>"
#: Every kind of change at once.
CHANGED = {
    "codings": {
        f"{CLAIM} {INDICATOR}": {"direction": "undermines", "reason": HOSTILE},
        "c-1-02 binding-the-partner": {"direction": "supports"},
        "c-1-07 perceived-aggressiveness": {"direction": ""},
    },
    "facts": {"c-1-01": "no-open-counterweight"},
    "left_out": ["non-military-resistance"],
    "choices": {"unit": "topic", "rule": "plurality"},
}


#: Citation styles of the Cite box.
STYLES = ("APA", "Chicago")
#: A reading that was made on an older edition, as its two files.
OLDER = {
    "old.csv": "claim,indicator,direction\nc-1-07,perceived-aggressiveness,supports\n"
    "c-0-0,perceived-aggressiveness,supports\n",
    "old.json": json.dumps(
        {"edition": {"version": "0.9.0"}, "reading": {"facts": {"c-1-07": "no-such-fact"}}}
    ),
}
DROP = """texts => {
  const dataTransfer = new DataTransfer();
  for (const [name, text] of Object.entries(texts)) dataTransfer.items.add(new File([text], name));
  document.querySelector(".reading-drop")
    .dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def part(page: Page, name: str):
    """A part of the page that scripts fill."""
    return page.locator(f"[data-reading-part={name}]")


def open_page(opened, fragment: str = "") -> Page:
    """Open the page and wait until all of its parts are there."""
    page = opened.open(ADDRESS + fragment)
    page.wait_for_selector("[data-reading-part=keep] .cite[data-fill]")
    return page


def change(page: Page, reading: dict) -> None:
    """Make a reading the reader's own, and wait until the slowest part has followed."""
    page.evaluate("reading => bookReading.set(reading, {say: 'Set.'})", reading)
    digest = page.evaluate("() => bookReadingCore.digest(bookReadingData, bookReading.get())")
    expect(part(page, "keep")).to_contain_text(digest)


def download(page: Page, button, folder: Path) -> Path:
    """Press a button that saves a file, and return where it is saved."""
    with page.expect_download() as waiting:
        button.click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def numbers(page: Page) -> list[list[str]]:
    """The rows of the table of the verdict, as a reader sees them."""
    rows = part(page, "verdict").locator("tbody tr:not(.reading-explanation)")
    return [row.split("\t") for row in rows.evaluate_all("rows => rows.map(row => row.innerText)")]


def test_what_a_phone_shows_is_what_the_command_finds_in_its_files(browser, site, tmp_path):
    """The narrowest coding is turned by touch; answer, counts and files are Python's numbers."""
    rows = case.fewest_codings().set_index("answer")
    fewest = int(rows.loc["rivals", "codings"])
    with visit(browser, site, "narrow", has_touch=True, accept_downloads=True) as opened:
        page = open_page(opened)
        expect(part(page, "verdict")).to_contain_text("You have changed nothing so far")
        turned = part(page, "turning")
        expect(turned).to_contain_text("If codings are only taken away")
        expect(turned).to_contain_text(f"{fewest} for rivals")
        # The smallest set that leads to the rivals, with one tap.
        turned.locator(".reading-sets > li").filter(has_text="rivals").get_by_role(
            "button"
        ).first.tap()
        expect(part(page, "verdict").locator(".reading-summary").first).to_contain_text(
            "turns from undecided to rivals"
        )
        expect(page.locator("body > [role=status]")).to_contain_text("rivals")
        changes = page.locator(".reading-changes > li")
        assert changes.count() >= 1
        reason = changes.first.locator("textarea")
        reason.fill(HOSTILE)
        reason.blur()
        part(page, "choices").get_by_label("Unit").select_option("topic")
        expect(part(page, "verdict")).to_contain_text("Counted by topic")

        save = part(page, "keep")
        codings = download(page, save.get_by_role("button", name="Save the codings"), tmp_path)
        about = download(page, save.get_by_role("button", name="Save the second file"), tmp_path)
        assert (codings.name, about.name) == ("my-codings.csv", "my-codings.json")
        judged = assess(codings)
        verdict = judged.verdict
        assert verdict["answer"] == "rivals" and judged.choices["unit"] == "topic"
        assert judged.digest == json.loads(about.read_text())["digest"]
        expect(save).to_contain_text(judged.digest)
        for row, shown in zip(verdict["indicators"], numbers(page), strict=True):
            given = [re.match(r"\d+", cell)[0] for cell in shown[1:4]]  # type: ignore[index]
            assert given == [str(row[name]) for name in ("supports", "undermines", "neutral")]
            assert shown[4].strip() == ("met" if row["met"] else "not met")
        steps = part(page, "verdict").locator(".reading-steps").inner_text()
        counts = verdict["counts"]
        assert f"{counts['both']} on both sides" in steps
        assert f"{counts['rivals']} for rivals alone" in steps
        assert set(judged.changes["reason"]) >= {HOSTILE}
        singles = turning(judged)["singles"]
        expect(part(page, "turning").locator("li:has(> strong)")).to_have_count(len(singles))
        # What the reader wrote is text and never markup, and each change can be undone.
        assert (
            page.title().startswith("Your reading") and page.locator("main img[src=x]").count() == 0
        )
        number = changes.count()
        changes.first.get_by_role("button", name="Undo this change").tap()
        expect(changes).to_have_count(number - 1)
        assert opened.faults == []


def test_the_matrices_stand_beside_the_editions(browser, site):
    """A cell counts the reader's codings and, where they differ, the edition's, and opens them."""
    with visit(browser, site) as opened:
        page = open_page(opened)
        cells = part(page, "evidence").locator("tbody td")
        joined = case.joined_codings().dropna(subset=["topic"])
        shown = cells.locator("button").evaluate_all("all => all.map(e => e.ariaLabel)")
        counted = sum(
            int(number)
            for label in shown
            for number in re.findall(r"\d+(?= \w)", label.partition(": ")[2])
        )
        assert counted == len(joined)
        assert part(page, "evidence").locator(".yours").count() == 0
        change(page, CHANGED)
        topics = load("facts").set_index("id")["topic"].map(case.names("topics"))
        topic = topics[load("claims").set_index("id")["fact"][CLAIM]]
        cell = part(page, "evidence").get_by_role("button", name=f"{topic}, Entangling diplomacy")
        expect(cell).to_have_accessible_name(re.compile(r"1 undermines.*; edition \d supports"))
        cell.click()
        card = page.locator(".card:popover-open")
        expect(card).to_contain_text(CLAIM)
        page.keyboard.press("Escape")
        expect(cell).to_be_focused()
        assert opened.faults == []


def test_every_look_of_the_page_is_accessible_and_fits(browser, site):
    """With every kind of change, all parts unfolded, in both modes, at 1280, 640, 390 and 320."""
    for width, mode in (("wide", "dark"), ("narrow", "light")):
        with visit(browser, site, width, mode) as opened:
            page = open_page(opened)
            change(page, CHANGED)
            part(page, "evidence").locator("summary").click()
            part(page, "blind").get_by_role("button", name="Begin").click()
            part(page, "blind").locator("select").select_option(index=1)
            for extra in map(opened.sticking_out, (640, 390, 320)):
                assert extra <= 0
            assert opened.violations() + opened.faults == []


def test_the_keyboard_keeps_its_place(browser, site):
    """After each change the focus stays on its control, or on the part if the control is gone."""
    with visit(browser, site) as opened:
        page = open_page(opened)
        change(page, CHANGED)
        back = part(page, "changes").get_by_role("button", name="Undo", exact=True)
        back.focus()
        page.keyboard.press("Enter")
        expect(page.locator(".reading-changes")).to_have_count(0)
        assert page.evaluate(
            "document.activeElement.closest('[data-reading-part=changes]') !== null"
        )
        part(page, "choices").get_by_label("Rule").focus()
        page.keyboard.press("ArrowDown")
        expect(part(page, "verdict")).to_contain_text("decides by counting")
        expect(part(page, "choices").get_by_label("Rule")).to_be_focused()
        find = part(page, "changes").get_by_label("Find a claim")
        find.fill(CLAIM)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".card:popover-open")).to_contain_text(CLAIM)
        assert opened.faults == []


def test_other_readings_are_loaded_compared_and_refused(browser, site, root, tmp_path):
    """Good files are compared with any other; of bad ones each breach is told, nothing is lost."""
    good = root / "data" / "codings.csv"
    rows = pd.read_csv(good, dtype="string")
    rows["direction"] = rows["reader_d"]
    files = {
        "reader.csv": rows.to_csv(index=False).replace("\n", "\r\n").encode("utf-16"),
        "spread.csv": b"claim;indicator;direction\nc-1-07;perceived-aggressiveness;TRUE\n"
        b"c-1-07;perceived-agressiveness;supports\n",
        "<b>letter.csv": b"Dear reader, no table.",
        "book.csv": b"PK\x03\x04....",
        "huge.csv": b"claim,indicator,direction\n" * 400_000,
        "alone.json": b'{"edition": {"version": "0.9.0"}}',
        "broken.json": b"{",
    }
    paths = []
    for name, content in files.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(content)
    with visit(browser, site) as opened:
        page = open_page(opened)
        change(page, CHANGED)
        keep, agreement = part(page, "keep"), part(page, "agreement")
        keep.locator("input[type=file]").set_input_files(paths)
        report = keep.get_by_role("status")
        for said in (
            "line 2, direction: “TRUE” is not one of supports, undermines, neutral",
            "line 3, indicator: “perceived-agressiveness” is not in this edition",
            "(nearest: perceived-aggressiveness)",
            "<b>letter.csv: not loaded", "this is not a table of codings", "Save the sheet as CSV",
            "The file has 10.4 MB", "This file belongs to a table of codings",
            "does not describe a reading",
        ):  # fmt: skip
            expect(report).to_contain_text(said)
        expect(page.locator(".reading-changes > li")).to_have_count(7)
        # A reading equal to a reader of the edition agrees with it in everything.
        pair = agreement.locator("select")
        pair.nth(0).select_option("reader")
        pair.nth(1).select_option("Reader D")
        row = agreement.locator("tbody tr").last
        expect(row).to_contain_text("reader and Reader D")
        expect(row).to_contain_text("1.00 [1.00, 1.00]")
        keep.get_by_role("button", name="Make it my reading").click()
        expect(page.locator(".reading-bar")).to_contain_text("change")
        mine = page.evaluate("() => bookReading.get().codings")
        assert (
            len(mine)
            == (rows["direction"].fillna("") != load("codings")["direction"].fillna("")).sum()
        )
        part(page, "changes").get_by_role("button", name="Undo", exact=True).click()
        expect(page.locator(".reading-changes > li")).to_have_count(7)
        # Files of an older edition, dropped: what is gone is named, and the rest is there.
        page.evaluate(DROP, OLDER)
        for said in (
            "old: loaded", "It was made on version 0.9.0", "the fact “no-such-fact”",
            "line 3, claim: “c-0-0” is not in this edition",
        ):  # fmt: skip
            expect(report).to_contain_text(said)
        # A link, whole and cut.
        link = page.evaluate("() => bookReadingCore.toLink(bookReadingData, bookReading.get())")
        pasted = keep.get_by_label("Link of a reading")
        for text, said in (
            (link[:-3], "cut off at its end"),
            (f"https://x.org/{link}", "From a link: loaded, 7 differences"),
        ):
            pasted.fill(text)
            keep.get_by_role("button", name="Load the link").click()
            expect(report).to_contain_text(said)
        assert page.locator("main b", has_text="bold").count() == 0
        assert opened.faults == []


def test_claims_are_coded_blind_in_the_order_of_the_lot(browser, site, tmp_path):
    """No coding of ours is shown; one lot is one order; then come comparison, files, take-over."""
    with visit(browser, site, "narrow", accept_downloads=True) as opened:
        page = open_page(opened)
        blind = part(page, "blind")
        orders = []
        for _ in range(2):
            blind.get_by_label("Number of the lot").fill("7")
            blind.get_by_role("button", name="Begin").click()
            claim = blind.locator(".reading-blind-claim")
            expect(claim).to_be_focused()
            order = []
            for at in range(3):
                order.append(claim.inner_text())
                assert blind.locator("input[type=radio]").count() == 0
                if at == 1:
                    blind.locator("select").select_option("trade-development")
                    blind.get_by_role("radio", name="undermines").check()
                blind.locator(".reading-tools button").first.click()
            orders.append(order)
            # Begun work is still there when the page is opened again.
            page = open_page(opened)
            blind = part(page, "blind")
            expect(blind).to_contain_text("Claim 4 of 341, lot 7")
            blind.get_by_role("button", name="Stop and compare").click()
            expect(blind).to_contain_text("You coded 3 claims")
            if not orders[1:]:
                blind.get_by_role("button", name="Start over").click()
        assert orders[0] == orders[1]
        claims = load("claims").set_index("claim")["id"]
        ids = claims[orders[0]].tolist()
        expect(blind).to_contain_text("You – Trade and development: undermines")
        codings = download(page, blind.get_by_role("button", name="Save the codings"), tmp_path)
        download(page, blind.get_by_role("button", name="Save the second file"), tmp_path)
        judged = assess(codings)
        assert set(judged.reading.coded_claims) == set(ids)
        blind.get_by_role("button", name="Put it into my reading").click()
        expect(page.locator(".reading-bar")).to_contain_text("change")
        digest = page.evaluate("() => bookReadingCore.digest(bookReadingData, bookReading.get())")
        assert digest == judged.digest
        assert opened.faults == []


def test_a_reading_is_cited_in_five_formats(browser, site, tmp_path):
    """Name, number of changes, digest, edition and version stand in each; odd names are escaped."""
    with visit(browser, site, accept_downloads=True) as opened:
        page = open_page(opened)
        change(page, CHANGED)
        keep = part(page, "keep")
        keep.get_by_label("Name of the reader").fill("M. Åström & <i>Sons</i> {50%}")
        digest = page.evaluate("() => bookReadingCore.digest(bookReadingData, bookReading.get())")
        keep.get_by_role("link", name="Cite this reading").click()
        box = page.locator("dialog.cite-box")
        texts = {
            label: box.locator(".cite-format", has_text=label).inner_text() for label in STYLES
        }
        for label in ("BibTeX", "RIS", "CSL-JSON"):
            button = box.get_by_role("button", name=f"Download {label}")
            texts[label] = download(page, button, tmp_path).read_text(encoding="utf-8")
        about = page.evaluate("() => bookReadingData.edition")
        protection = r'<span class=\\?"nocase\\?">|</span>|[{}]'
        for label, text in texts.items():
            for part_of_it in ("(7 changes", digest, about["version"], about["commit"]):
                assert part_of_it in re.sub(protection, "", text), label
            for placeholder in ("address.invalid", "row-", "row_", r"row\_"):
                assert placeholder not in text, label
        for label in STYLES:
            assert "M. Åström & <i>Sons</i> {50%}" in texts[label]
        entry, edition = bibtexparser.parse_string(texts["BibTeX"]).entries
        assert entry["author"].strip("{}").split() == r"M. Åström \& i Sons /i 50\%".split()
        assert entry.key.endswith(f"-{digest}") and about["commit"][:7] in entry["note"]
        assert re.search(r"^AU  - M\. Åström & <i>Sons</i> \{50%\}", texts["RIS"], re.MULTILINE)
        item, book = json.loads(texts["CSL-JSON"])
        assert item["author"] == [{"literal": "M. Åström & <i>Sons</i> {50%}"}]
        assert book["title"] and edition["title"] and "N1  - Made by a reader of" in texts["RIS"]
        assert opened.faults == []


@pytest.mark.parametrize("scripts", [True, False], ids=["from disk", "without scripts"])
def test_from_disk_and_without_scripts(browser, book, scripts):
    """Opened from disk the page works as well; without scripts it offers form and command."""
    with visit(browser, book.as_uri(), java_script_enabled=scripts) as opened:
        if scripts:
            change(open_page(opened), CHANGED)
        else:
            page = opened.open(ADDRESS)
            link = page.get_by_role("link", name="the blank form")
            form = book / "apparatus" / link.get_attribute("href")
            assert set(load("codings").columns) <= set(pd.read_csv(form, nrows=1).columns)
            expect(page.locator("main")).to_contain_text("softbalancing assess my-codings.csv")
        assert opened.faults == []
