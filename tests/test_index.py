"""The index of the book, as a reader uses it."""

from __future__ import annotations

import pytest

from built import has_class, text


@pytest.fixture(scope="module")
def entries(pages) -> dict[str, list]:
    """The links of each entry, by the entry's name."""
    found = {}
    for item in pages["genindex.html"].all(f"//section[{has_class('index-letter')}]/ul/li"):
        links = item.xpath("a")
        found[" ".join((item.text or "").split())] = links
    return found


def test_an_entry_names_each_place_once(entries):
    """No number stands twice beside a name: each leads to the section that it names."""
    assert entries
    for name, links in entries.items():
        numbers = [text(link) for link in links]
        assert len(numbers) == len(set(numbers)), f"{name}: {numbers}"


def test_a_number_leads_to_the_section_of_that_number(pages, entries):
    """What the index prints and where it leads are the same place."""
    for name, links in entries.items():
        for link in links:
            page, _, anchor = link.get("href").partition("#")
            target = pages[page].at(anchor)
            assert target is not None, f"{name}: {link.get('href')}"
            if text(link) == "glossary":
                assert page == "apparatus/glossary.html"
            else:
                number = target.xpath(f"string(.//*[{has_class('section-number')}])")
                assert number.strip().rstrip(".") == text(link), name


def test_a_term_leads_to_where_it_is_used(entries):
    """A term of the glossary has its explanation and the sections that refer to it."""
    found = [text(link) for link in entries["territorial denial"]]

    assert "glossary" in found and "4.2.1" in found
