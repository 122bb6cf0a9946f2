"""The built book, as parsed HTML."""

from __future__ import annotations

import re

import pytest
from lxml import html

from softbalancing import load

CHAPTERS = (
    "01-introduction", "02-background", "03-theory", "04-case-for", "05-case-against", "06-conclusions",
)  # fmt: skip


def page(book, name):
    """A chapter's page."""
    return html.parse(str(book / "chapters" / f"{name}.html")).getroot()


def test_every_section_is_an_anchor_with_its_number_and_title(book):
    """The thesis's numbers and titles come out at the labels of the table of sections."""
    for row in load("sections").itertuples():
        (place,) = page(book, row.chapter).xpath(f"//*[@id='{row.label}']")
        section = place if place.tag == "section" else place.getparent()
        heading = " ".join(section.xpath("(.//h1|.//h2|.//h3)[1]")[0].text_content().split())

        assert re.match(rf"{re.escape(row.number)}\.? ", heading), (row.number, heading)
        assert row.title in heading


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_holds_a_timeline_and_a_matrix_and_no_failure(book, name):
    """Both instruments are there; no traceback and no role is left in the text."""
    tree = page(book, name)
    text = tree.text_content()

    assert tree.xpath("//figure[contains(@class, 'timeline')]")
    assert tree.xpath("//figure[contains(@class, 'matrix')]")
    assert "Traceback" not in text
    assert not re.search(r"\{(claim|event|quantity|cite:[pt])\}", text)


def test_all_footnotes_are_there(book):
    """The eighteen notes stand in the chapters of their sections under their own numbers."""
    chapters = dict(load("sections")[["number", "chapter"]].itertuples(index=False))
    for row in load("footnotes").itertuples():
        marks = page(book, chapters[row.section]).xpath("//a[contains(@class, 'footnote-reference')]")

        assert str(row.number) in {mark.text_content().strip("[] ") for mark in marks}
