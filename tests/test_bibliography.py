"""The bibliography: entries, labels, sources, pages."""

from __future__ import annotations

import pytest

from edition.data import bibliography
from edition.data.bibliography import BibliographyError
from edition.data.locators import PageRange, pages_outside, parse_page_range, parse_source


@pytest.fixture
def works(root):
    """The bibliography as a table, by key."""
    return bibliography.bibliography_table(root / "references.bib").set_index("key", drop=False)


def test_the_thesis_list_is_whole(works):
    """The 47 works of the thesis's list are there, and beside them only the edition's own."""
    own = works[works.keywords.fillna("") != "edition"]
    assert len(own) == 47
    assert "bergfeldt2008" not in own.index
    assert works.loc["bergfeldt2008"].type == "mastersthesis"
    assert works.loc["tonnesson2004"].author == "Tønnesson, Stein"


def test_keys_follow_the_thesis_list(works):
    """A key is the surname the list prints, in ASCII, with year and suffix."""
    assert {"cambell2008", "wohlfarth1999", "lieber2005a", "lieber2005b", "sco2001"} <= set(
        works.key
    )


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("li2007", "Li 2007"),
        ("kerr2008", "Kerr & Swinton 2008"),
        ("lieber2005a", "Lieber & Alexander 2005a"),
        ("wohlfarth2007", "Wohlforth et al. 2007"),
        ("mandelbaum1995", "Mandelbaum 1995"),
        ("sco2001", "SCO 2001"),
        ("simons2007", "Simons 2007"),
    ],
)
def test_a_work_is_named_as_the_text_cites_it(works, key, label):
    """One, two and more authors, editors, a body, a suffix, a Junior."""
    assert works.loc[key].label == label


def test_a_corrected_field_keeps_what_the_list_prints(works):
    """The printed form of a corrected slip is not lost."""
    assert works.loc["cambell2008"]["printed-author"] == "Cambell, Horace"
    assert works.loc["rumer2006b"]["printed-pages"] == "141154"


def test_a_source_is_parsed_and_printed():
    """Several works with pages; ranges get a dash; the thesis itself is no work."""
    first, second = parse_source("ferdinand2007[856];pape2005[36-37]")

    assert first.text({"ferdinand2007": "Ferdinand 2007"}) == "Ferdinand 2007, p. 856"
    assert second.text({"pape2005": "Pape 2005"}) == "Pape 2005, pp. 36–37"
    assert parse_source("thesis") == []


def test_a_malformed_source_is_an_error():
    """A source that cannot be read says which part."""
    with pytest.raises(ValueError, match="'Li 2007' is not of the form"):
        parse_source("Li 2007")


def test_pages_outside_a_range_are_found():
    """Pages are compared with the entry's range; a malformed range compares with nothing."""
    assert parse_page_range("477–497") == PageRange("477–497", 477, 497)
    assert parse_page_range("141154") is None
    assert list(pages_outside("138", parse_page_range("89-112"))) == ["138"]
    assert list(pages_outside("102-104, 127", parse_page_range("100-130"))) == []


def test_an_incomplete_entry_is_reported_with_its_line(tmp_path):
    """A missing field names entry, field and line."""
    path = tmp_path / "references.bib"
    path.write_text("@article{li2007,\n author={Li, C.},\n title={T},\n year={2007}}\n")

    with pytest.raises(
        BibliographyError, match="references.bib:1: journal: li2007: the field 'journal'"
    ):
        list(bibliography.read_bibliography(path))
