"""The engine publishes another text: a miniature with tables, sides and words of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from built import Page, has_class, pages_of, search_documents, text

ROOT = Path(__file__).parent / "roots" / "ferry"
#: Run when Python starts, in kernels too: this repository's study is not to be had.
SITECUSTOMIZE = """
import sys

class Blocker:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name.partition(".")[0] == "softbalancing":
            raise ModuleNotFoundError("the study is blocked", name=name)

sys.meta_path.insert(0, Blocker)
"""
#: Appended to a chapter; its output stands in the page.  The name is cut: no page may have it.
CELL = """
```{code-cell} python3
try:
    __import__("soft" + "balancing")
except ImportError as error:
    print(error)
```
"""
MILESTONES = {"ms-first-boat", "ms-car-years", "ms-bridge-opens", "ms-last-boat"}
FOREIGN = re.compile(
    r"soft.?balanc|bergfeldt|central asia|sino-russian|\blund\b|\b2008\b|\bSCO\b", re.I
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a project's folder without the study."""
    env = {**os.environ, "EDITION_HOME": str(folder), "SOURCE_DATE_EPOCH": "1588550400"}
    env["PYTHONPATH"] = str(folder.parent / "start")
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder, env=env, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the miniature, built by the engine alone."""
    place = tmp_path_factory.mktemp("miniature")
    (place / "start").mkdir()
    (place / "start" / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    folder = shutil.copytree(ROOT, place / "ferry")
    with (folder / "chapters" / "02-answers.md").open("a", encoding="utf-8") as chapter:
        chapter.write(CELL)
    done = run(folder, "-m", "edition", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(ferry: Path) -> dict[str, Page]:
    """Its pages by their addresses."""
    return pages_of(ferry / "_build" / "html")


@pytest.fixture(scope="module")
def answers(pages: dict[str, Page]) -> Page:
    """The chapter with figures, claims and citations."""
    return pages["chapters/02-answers.html"]


def links_of(figure) -> set[str]:
    """Where the marks of a figure lead."""
    return set(figure.xpath(".//*[local-name()='svg']//*[local-name()='a']/@href"))


def card(page: Page, id_: str) -> dict[str, str]:
    """What a card says, by the names of its facts."""
    found = page.at(f"card-{id_}")
    names, values = found.xpath(".//dt"), found.xpath(".//dd")
    facts = {text(name): text(value) for name, value in zip(names, values, strict=True)}
    return facts | {"": text(found.xpath(f".//*[{has_class('card-claim')}]")[0])}


def test_the_study_of_this_repository_is_out_of_reach(ferry, answers):
    """Neither the command nor a cell of a chapter can import it."""
    assert "the study is blocked" in run(ferry, "-c", "import softbalancing").stderr
    assert "the study is blocked" in text(answers.tree.body)


def test_a_timeline_leads_to_its_rows(pages, answers):
    """Each mark leads to the row of the project's own table of events."""
    table = pages["apparatus/tables/milestones.html"]
    found = links_of(answers.at("fig-2-timeline"))
    assert found == {f"../{table.address}#{id_}" for id_ in MILESTONES}
    assert MILESTONES <= set(table.ids)


def test_a_timeline_shows_the_sides_of_the_vocabulary(answers):
    """In their colors, with their names in the legend."""
    drawn = answers.at("fig-2-timeline")
    legend = text(drawn)
    assert "Fewer travelers" in legend and "Decisions of the county" in legend
    assert colors(drawn) >= {"amber", "blue"}


def colors(figure) -> set[str]:
    """The hues of the palette that a figure is drawn with."""
    source = " ".join(
        figure.xpath(".//*[local-name()='svg']//@style | .//*[local-name()='svg']//@class")
    )
    return set(re.findall(r"amber|blue|accent|stone", source))


def test_a_matrix_has_two_sides(pages, answers):
    """The first in amber and the second in blue, as the vocabulary says; cells lead to claims."""
    matrix = answers.at("fig-2-evidence")
    assert colors(matrix) >= {"amber", "blue"}
    statements = pages["apparatus/tables/statements.html"].address
    assert f"../{statements}#st-2-1-01" in links_of(matrix)
    assert "Fewer travelers" in text(matrix)


def test_a_claim_opens_its_card(answers):
    """With text, source, kind and layer in this study's words, and the sides it speaks to."""
    said = card(answers, "st-2-1-02")
    assert said[""] == "The thin timetable answered an already empty boat."
    assert said["Source"] == "Specimen & Sample 2005, p. 103"
    assert said["Section"] == "2.1"
    assert said["Kind"] == "Inference"
    assert said["Layer"] == "thesis: what the ferry study says, retold"
    codings = answers.at("card-st-2-1-02").xpath(f".//*[{has_class('card-codings')}]/li")
    assert [text(each).partition(":")[0] for each in codings] == [
        "supports Passengers fall", "undermines The grant ends (coded by the edition)",
    ]  # fmt: skip
    assert [each.get("class").split()[-1] for each in codings] == ["side-demand", "side-policy"]


def test_sides_have_the_colors_of_the_vocabulary(ferry):
    """In the style sheet of the book."""
    style = (ferry / "_build" / "html" / "_static" / "book.css").read_text(encoding="utf-8")
    assert ".side-demand{--side:var(--ed-amber)}" in style
    assert ".side-policy{--side:var(--ed-blue)}" in style


def test_marks_have_the_shape_of_their_kind(answers):
    """The name for screen readers begins with the kind."""
    marks = answers.all(f"//a[{has_class('claim')}][@aria-label]")
    assert [mark.get("aria-label").partition(":")[0] for mark in marks] == [
        "Observation", "Inference", "Inference",
    ]  # fmt: skip
    shapes = [set(mark.get("class").split()) & {"claim-disc", "claim-diamond"} for mark in marks]
    assert shapes == [{"claim-disc"}, {"claim-diamond"}, {"claim-diamond"}]


def test_dates_and_numbers_come_from_rows(pages, answers):
    """With the units of this study."""
    first = text(pages["chapters/01-question.html"].tree.body)
    assert "In May 1947 the first boat crossed the sound (Sample 1998, p. 12)" in first
    assert "grant of 12,500 crowns (Harbor Board 2003)" in text(answers.tree.body)
    assert "Only four boats a day" in text(answers.tree.body)


def test_a_chapter_opens_with_its_place_in_the_argument(answers):
    """From the project's own table of lines."""
    assert "Travelers had turned to cars before the last boat." in text(answers.tree.body)


def test_the_audit_finds_what_is_accepted(ferry):
    """One slip, and it is in the table."""
    done = run(ferry, "-m", "edition", "audit")
    assert done.returncode == 0, done.stderr
    assert "Sample 1999, p. 14: the list has no work of 1999 by this author" in done.stdout


def test_the_audit_reports_new_slips(ferry, tmp_path):
    """A page outside of its work and a work that is not cited, neither of them accepted."""
    spoiled = shutil.copytree(ROOT, tmp_path / "ferry")
    (tmp_path / "start").symlink_to(ferry.parent / "start")
    table = spoiled / "data" / "references_made.csv"
    *rows, harbor_board = table.read_text(encoding="utf-8").splitlines()
    assert "harborboard2003" in harbor_board
    table.write_text("\n".join([*rows, ""]).replace("103", "130"), encoding="utf-8")
    done = run(spoiled, "-m", "edition", "audit")
    assert done.returncode == 1
    assert "data/slips.csv" in done.stderr
    assert "new: f-page-cit-2-1-02: Specimen & Sample 2005, p. 130" in done.stderr
    assert "new: f-never-harborboard2003: Harbor Board 2003" in done.stderr
    assert re.search(r"^3 +never-cited +Harbor Board 2003", done.stdout, re.MULTILINE)


def test_a_section_can_be_cited(ferry):
    """By its number; the reference names the study and the page on which the section begins."""
    done = run(ferry, "-m", "edition", "cite", "2.1")
    assert done.returncode == 0, done.stderr
    assert "Section 2.1: Fewer passengers" in done.stdout
    assert "Why did the ferry line close?" in done.stdout and "p. 9" in done.stdout


def test_pages_offer_references(answers, pages):
    """The Cite box knows the sections and figures of its page and the rows of its cards."""
    data = json.loads(answers.all("//script[@id='cite-data']/text()")[0])
    assert {"sec-2", "sec-2-1", "fig-2-timeline", "table-statements-paged-row"} <= set(data)
    page = text(pages["apparatus/how-to-cite.html"].tree.body)
    assert "$ python -m edition cite 2.1" in page


def test_works_are_listed_with_what_rests_on_them(pages):
    """Each citation leads to its entry, and the entry back to sections, claims and events."""
    page = pages["chapters/03-references.html"]
    assert {"sample1998", "specimen2005", "harborboard2003", "example2011"} <= set(page.ids)
    entry = text(page.at("sample1998"))
    assert "Cited in 1, 2.1." in entry and "2 claims and 2 events rest on it" in entry


def test_the_search_finds_rows_of_every_kind(ferry):
    """The book, sections, tables, figures, claims, events, works: each leads to its address."""
    html = ferry / "_build" / "html"
    documents = search_documents(html)
    kinds = {"book", "section", "table", "figure", "claim", "event", "work"}
    assert {each["kind"] for each in documents} == kinds
    bridge = next(each for each in documents if each["title"].startswith("Bridge opens"))
    assert bridge["title"] == "Bridge opens (June 18, 2000)"
    assert bridge["href"] == "apparatus/tables/milestones.html#ms-bridge-opens"


def test_sections_as_data_have_the_same_keys_for_every_text(ferry):
    """The keys are roles, whatever the tables are called."""
    path = ferry / "_build" / "html" / "sections" / "2.1.json"
    section = json.loads(path.read_text(encoding="utf-8"))
    assert [row["id"] for row in section["claims"]] == ["st-2-1-01", "st-2-1-02"]
    assert [row["id"] for row in section["quantities"]] == ["fg-departures"]
    assert [row["id"] for row in section["citations"]] == ["cit-2-1-01", "cit-2-1-02"]


def test_events_are_listed_in_the_order_of_time(pages):
    """Each leads to the sentence that dates it, or to the section that tells it."""
    found = pages["apparatus/data.html"].linked()
    assert "../chapters/02-answers.html#at-ms-bridge-opens" in found
    assert "../chapters/02-answers.html#sec-2-1" in found
    listed = text(pages["apparatus/data.html"].tree.body)
    order = [
        listed.index(name) for name in ("First boat", "Cars spread", "Bridge opens", "Last boat")
    ]
    assert order == sorted(order)


def test_the_page_for_unknown_addresses_explains_the_ids_of_this_text(pages):
    """They begin otherwise than those of other texts."""
    said = text(pages["404.html"].tree.body)
    assert "st-, ms- and fg- begin the ids of claims, events and quantities" in said


def test_pages_print_the_version_of_the_edition(answers):
    """Not that of the engine."""
    assert "Why Did the Ferry Line Close?, version 0.3.0" in text(answers.tree.body)


def test_nothing_of_another_text_is_published(ferry):
    """No word of this repository's study stands in any file of the book or of its archive."""
    html = ferry / "_build" / "html"
    files = {path.relative_to(html).as_posix(): path.read_bytes() for path in html.rglob("*.*")
             if path.is_file()}  # fmt: skip
    with zipfile.ZipFile(html / "edition.zip") as archive:
        files |= {f"edition.zip/{name}": archive.read(name) for name in archive.namelist()}
    own = {n: d for n, d in files.items() if "/fonts/" not in n and "/vendor/" not in n}
    texts = {n: d.decode("utf-8", "ignore") for n, d in own.items()}
    found = {name: FOREIGN.findall(said) for name, said in texts.items() if FOREIGN.search(said)}
    assert found == {}
