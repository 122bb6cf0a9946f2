"""The index and the search's texts, as a reader uses them."""

import re

import pytest

from built import has_class, search_documents, text


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


def test_the_numbers_of_an_entry_are_in_the_order_of_the_book(entries):
    """Explanations first, then sections by their numbers: 9.2 before 9.10."""
    several = 0
    for name, links in entries.items():
        numbers = [text(link) for link in links]
        sections = [number for number in numbers if number != "glossary"]
        counted = [list(map(int, number.split("."))) for number in sections]
        assert counted == sorted(counted), f"{name}: {numbers}"
        assert numbers[len(numbers) - len(sections) :] == sections, f"{name}: {numbers}"
        several += sum(number.startswith(("8.", "9.")) for number in sections) > 1
    assert several, "no entry has two sections of a chapter whose anchors are no numbers"


def test_a_term_leads_to_where_it_is_used(entries):
    """A term of the glossary has its explanation and the sections that refer to it."""
    found = [text(link) for link in entries["territorial denial"]]

    assert "glossary" in found and "4.2.1" in found


def test_the_search_shows_prose_as_it_is_printed(book):
    """No key of a work or name of a figure stands in what is found; dates are there."""
    documents = search_documents(book)
    chapters = [
        d for d in documents if d["kind"] == "section" and d["href"].startswith("chapters/")
    ]
    for document in chapters:
        raw = re.findall(r"[a-z]+\d{4}[a-z]?\{|\bfig-\d|\{p", document.get("text", ""))
        assert not raw, f"{document['href']}: {raw}"
    denial = next(each["text"] for each in chapters if each.get("number") == "4.2.1")
    assert "Later in 2005 the United States" in denial and "(Guang 2005, p. 503)" in denial
