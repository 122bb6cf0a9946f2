"""The bibliography: entries, labels, sources, pages."""

import pytest
from docutils.nodes import make_id

from edition.data import bibliography
from edition.data.bibliography import BibliographyError
from edition.data.locators import PageRange, pages_outside, parse_page_range, parse_source
from edition.data.person_names import NameList, PersonName, parse_names


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
        ("guang2005", "Guang 2005"),
        ("lieber2005b", "Lieber & Alexander 2005b"),
    ],
)
def test_a_work_is_named_as_the_text_cites_it(works, key, label):
    """One, two and more authors, editors, a body, a suffix, a Junior, names of its own choice."""
    assert works.loc[key].label == label


def test_a_corrected_field_keeps_what_the_list_prints(works):
    """The printed form of a corrected slip is not lost."""
    assert works.loc["cambell2008"]["printed-author"] == "Cambell, Horace"
    assert works.loc["rumer2006b"]["printed-pages"] == "141154"


def test_a_work_cited_under_other_names_keeps_its_authors(root, works):
    """The text says Guang, the author is Pan Guang: references and list have the author."""
    entries = bibliography.read_bibliography(root / "references.bib")

    assert works.loc["guang2005"].author == "Pan, Guang"
    assert entries["guang2005"].names["author"].people[0].family == "Pan"
    assert entries["guang2005"].sort_key.startswith("pan, guang")
    assert entries["guang2005"].cited_as == "Guang 2005" and entries["li2007"].cited_as == ""
    assert len(entries["lieber2005b"].names["author"].people) == 5


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


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("liChina2007[xii]", [("liChina2007", "xii")]),
        ("a:b-c_2007[488–490,495]; thesis", [("a:b-c_2007", "488-490, 495")]),
        ("li2007[ 12 -- 14 ];lo2004[S5]", [("li2007", "12-14"), ("lo2004", "S5")]),
    ],
)
def test_sources_may_be_written_in_other_ways(source, cited):
    """Keys of reference managers, Roman pages, any dash: pages come in one form."""
    assert [(each.key, each.pages) for each in parse_source(source)] == cited


@pytest.mark.parametrize(("pages", "reason"), [("488ff", "488ff"), ("", "")])
def test_pages_that_cannot_be_read_are_named_as_pages(pages, reason):
    """The message does not blame the form of the key."""
    with pytest.raises(ValueError, match=f"the pages '{reason}' are not of the form 488, 488-490"):
        parse_source(f"li2007[{pages}]")


def test_roman_pages_are_compared_with_roman_pages():
    """An introduction has its own pages; a Roman page of an article lies outside of it."""
    assert parse_page_range("xi--xlii") == PageRange("xi–xlii", 11, 42, roman=True)
    assert list(pages_outside("xii, xl-xliii, 12", parse_page_range("xi--xlii"))) == [
        "xl-xliii", "12"
    ]  # fmt: skip
    assert list(pages_outside("xii", parse_page_range("477-497"))) == ["xii"]
    assert list(pages_outside("489–490", parse_page_range("477-97"))) == []
    assert parse_page_range("xii-3") is None and parse_page_range("e1234") is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (r"{\"O}zil, Mesut", {"family": "Özil", "given": "Mesut"}),
        ("Tess Testsson", {"family": "Testsson", "given": "Tess"}),
        ("Jan van der Berg", {"family": "Berg", "given": "Jan", "particle": "van der"}),
        ("de la Cruz, Jr., Ana", {"family": "Cruz", "given": "Ana", "particle": "de la",
                                  "suffix": "Jr."}),
        ("{de la Cruz}, Ana", {"family": "de la Cruz", "given": "Ana"}),
        ("Van Evera, Stephen", {"family": "Van Evera", "given": "Stephen"}),
        ("{Barnes and Noble; {New} York}", {"literal": "Barnes and Noble; New York"}),
        ("Plato", {"family": "Plato"}),
        ("X", {"family": "X"}),
    ],
)  # fmt: skip
def test_a_name_has_the_parts_that_bibtex_gives_it(text, parts):
    """Accents, particles, suffixes, braces around a part or around the name of a body."""
    assert parse_names(text) == NameList((PersonName(**parts),))


def test_names_are_joined_by_and_wherever_a_line_ends():
    """``and others`` is no name."""
    names = parse_names("Li, C.\n  and Lo, B. and\nothers")

    assert [name.inverted for name in names.people] == ["Li, C.", "Lo, B."]
    assert names.others and names.short == "Li et al."


@pytest.mark.parametrize(
    ("keys", "labels"),
    [
        (("doeA2001", "doeB2001"), ["Doe 2001a", "Doe 2001b"]),
        (("doe2001a", "roe2001a"), ["Doe 2001a", "Doe 2001b"]),
        (("doe2001b", "doe2001a"), ["Doe 2001b", "Doe 2001a"]),
        (("doe2001", "doe2001a"), ["Doe 2001", "Doe 2001a"]),
    ],
)
def test_works_that_would_print_alike_get_letters(tmp_path, keys, labels):
    """Those at the end of their keys, or in the order of the file if keys do not distinguish."""
    path = tmp_path / "references.bib"
    entry = "@misc{{{}, author = {{Doe, Jo}}, title = {{T}}, year = 2001}}\n"
    path.write_text("".join(map(entry.format, keys)), encoding="utf-8")

    works = bibliography.read_bibliography(path).values()
    assert [work.label for work in works] == labels


@pytest.mark.parametrize(
    "key", ["liChina2007", "a:b_2007", "DBLP:conf/x/Li07", "Łódź2007", "2007li"]
)
def test_keys_are_compared_by_the_anchors_that_sphinx_makes(tmp_path, key):
    """Two keys of one anchor are refused, since one of the works could not be reached."""
    path = tmp_path / "references.bib"
    entry = "@misc{{{}, title = {{T}}, year = 2001}}\n"
    path.write_text(entry.format(key) + entry.format(make_id(key)), encoding="utf-8")

    with pytest.raises(BibliographyError, match="key: .*already occurs in line 1"):
        bibliography.read_bibliography(path)
