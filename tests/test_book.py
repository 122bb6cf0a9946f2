"""The built book as a whole: sections, notes, claims, tables, works, search."""

import json
import re

import pytest

from built import (
    CODE,
    has_class,
    heading_of,
    prose,
    rows,
    search_documents,
    section_of,
    text,
    titled,
)
from edition.data import bibliography

CLAIMS = "apparatus/tables/claims.html"
ROLE = re.compile(r"\{[a-z]+(:[a-z]+)*\}`|\(sec-[\d-]+\)=|\[\^[\w-]+\]|:::|```")


def test_every_section_keeps_its_number_title_and_address(pages, root):
    """A reference to a section of the thesis finds it here under the same number and title."""
    wrong = []
    for row in rows(root, "sections"):
        anchor = pages[f"chapters/{row['chapter']}.html"].at(row["label"])
        found = titled(heading_of(anchor)) if anchor is not None else "no such anchor"
        if found != f"{row['number']} {row['title']}":
            wrong.append(f"{row['label']}: {found}")
    assert not wrong


def test_every_footnote_stands_where_the_thesis_has_it(pages, root):
    """Each of the 18 notes is called in its section and leads back to its place."""
    chapters = {row["number"]: row["chapter"] for row in rows(root, "sections")}
    for note in rows(root, "footnotes"):
        page = pages[f"chapters/{chapters[note['section']]}.html"]
        calls = [
            call
            for call in page.all(f"//a[{has_class('footnote-reference')}]")
            if text(call).strip("[]") == note["number"]
        ]
        assert [section_of(call) for call in calls] == [note["section"]], note["number"]
        target = page.at(calls[0].get("href").lstrip("#"))
        assert target.get("role") == "doc-footnote" and len(text(target)) > 20
        assert f"#{calls[0].get('id')}" in target.xpath(".//a[@role='doc-backlink']/@href")


def test_nothing_is_left_unresolved(pages):
    """No page shows a raw role, an unknown reference, or a complaint of the tools."""
    for page in pages.values():
        seen = prose(page)
        assert not ROLE.findall(seen), page.address
        assert "Traceback (most recent call last)" not in page.html, page.address
        assert "???" not in seen and "[?]" not in seen, page.address
        wrong = page.all(
            f"//*[{has_class('problematic', 'system-message', 'stderr', 'traceback')}]"
        )
        assert not wrong, f"{page.address}: {[text(one) for one in wrong]}"


def test_every_claim_is_marked_where_it_is_stated(pages, root):
    """A reader of a chapter finds a mark for each of its claims, with an address in the text."""
    chapters = {row["number"]: row["chapter"] for row in rows(root, "sections")}
    hidden = f"ancestor::*[{has_class('sidenote')}]"
    lost = []
    for claim in rows(root, "claims"):
        page = pages[f"chapters/{chapters[claim['section']]}.html"]
        marks = page.tree.xpath(f"//a[@id=$id and not({hidden})]", id=f"at-{claim['id']}")
        if [mark.get("href") for mark in marks] != [f"../{CLAIMS}#{claim['id']}"]:
            lost.append(claim["id"])
    assert not lost


def test_every_mark_opens_a_card_that_says_what_it_rests_on(pages, root):
    """A claim's card gives claim, source, section and layer, and how the claim is coded.

    Codings without a direction, which are withdrawn, are not among these.
    """
    chapters = {row["number"]: row["chapter"] for row in rows(root, "sections")}
    codings: dict[str, list[str]] = {}
    for coding in rows(root, "codings"):
        if coding["direction"]:
            codings.setdefault(coding["claim"], []).append(coding["rationale"])
    for claim in rows(root, "claims"):
        card = pages[f"chapters/{chapters[claim['section']]}.html"].at(f"card-{claim['id']}")
        assert card is not None, claim["id"]
        names = [text(name) for name in card.xpath(".//dt")]
        assert {"Source", "Section", "Layer"} <= set(names), claim["id"]
        said = text(card)
        assert " ".join(claim["claim"].split()) in said, claim["id"]
        assert all(" ".join(why.split()) in said for why in codings.get(claim["id"], []))
        assert f"../{CLAIMS}#{claim['id']}" in card.xpath(".//a/@href")


def test_every_row_of_every_table_has_an_address(pages, root):
    """A row can be linked to: each table has a page, and each row an anchor on it."""
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        name, key = resource["name"], resource["schema"]["primaryKey"]
        key = [key] if isinstance(key, str) else key
        page = pages[f"apparatus/tables/{name}.html"]
        table = page.at(f"table-{name}-rows")
        shown = table.xpath("./tbody/tr")
        given = rows(root, name)
        assert len(shown) == len(given), name
        assert table.xpath("./thead//th[@scope='col']") and text(table.xpath("./caption")[0])
        anchors = [row.get("id") for row in shown]
        assert all(anchors) and len(set(anchors)) == len(given), name
        for anchor, row in zip(anchors, given, strict=True):
            end = "-".join(re.sub(r"[ ./]", "-", row[field]) for field in key)
            assert re.sub(r"[ ./]", "-", anchor).endswith(end), name


def test_the_list_of_references_is_complete(pages, root):
    """The thesis's works stand in chapter 7 under their keys, the edition's own in chapter 9."""
    works = bibliography.bibliography_table(root / "references.bib").set_index("key")
    own = (works.keywords == "edition") & (works.type != "mastersthesis")
    assert not set(works.index[~own]) - set(pages["chapters/07-references.html"].ids)
    assert not set(works.index[own]) - set(pages["chapters/09-in-hindsight.html"].ids)


def test_two_forms_of_a_name_do_not_look_like_two_people(pages, root):
    """The list and the card of a work say under which other names the thesis cites it."""
    works = bibliography.read_bibliography(root / "references.bib").values()
    listed, chapter = pages["chapters/07-references.html"], pages["chapters/06-conclusions.html"]
    renamed = [work for work in works if work.cited_as]

    assert len(renamed) > 4
    for work in renamed:
        (entry,) = listed.all(f"//*[@id='{work.key}']")
        assert f"[cited as {work.cited_as}]" in text(entry)
        assert work.names["author"].people[0].surname in text(entry)
    (card,) = chapter.all("//*[@id='card-lieber2005b']")
    assert "Art, R. J." in text(card)
    assert "Cited in the thesis as Lieber & Alexander 2005b." in text(card)


@pytest.mark.parametrize(
    ("kind", "table"),
    [("section", "sections"), ("claim", "claims"), ("event", "events"), ("work", None)],
)
def test_the_search_knows_all(book, root, kind, table):
    """Every section, claim, event and work can be found."""
    documents = search_documents(book)
    found = {doc["href"].partition("#")[2] for doc in documents if doc["kind"] == kind}
    if table is None:
        wanted = set(bibliography.bibliography_table(root / "references.bib").key)
    else:
        wanted = {
            row.get("label") if table == "sections" else row["id"] for row in rows(root, table)
        }
    assert not wanted - found


def test_the_search_leads_somewhere(book, pages):
    """Each document of the search has a title and an address that exists; terms are among them."""
    documents = search_documents(book)
    assert {"section", "claim", "event", "work", "term", "figure"} <= {d["kind"] for d in documents}
    dead = []
    for document in documents:
        page, _, fragment = document["href"].partition("#")
        if page not in pages or (fragment and fragment not in pages[page].ids):
            dead.append(document["href"])
        assert document["title"]
    assert not dead


#: Text that readers see, code aside.
VISIBLE = f"//body//text()[not({' or '.join(f'ancestor::{name}' for name in CODE)})]"
TAG = re.compile(r"</?(?:a|span|p|div|em|i|b|li|ul|td|svg|aside)\b[^<>]*>")


def test_no_page_prints_markup(pages):
    """What the book writes as HTML is never escaped twice, so that readers would see its tags."""
    printed = [
        (address, text)
        for address, page in pages.items()
        for text in page.all(VISIBLE)
        if TAG.search(text)
    ]

    assert printed == []
