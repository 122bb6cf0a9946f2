"""References: right in every format, and whole again when they are read back."""

import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import bibtexparser
import pytest
import yaml
from lxml import html as lxml_html
from markupsafe import Markup

from edition import __version__
from edition.citing import (
    UnknownTarget,
    cited_works,
    csl_styles,
    export_formats,
    lookup,
    published_addresses,
    swhids,
    targets,
    title_case,
)
from edition.citing.reference_cache import ReferenceCache
from edition.citing.references import FORMATS, References
from edition.citing.targets import Target
from edition.data import bibliography, data_package
from edition.project import citation_file
from edition.project.citation_file import Metadata
from edition.project.version_control import git_output

AWKWARD = [
    "Fish & Chips: 50% of <b>bases</b>, #1_x",
    "“Threats” and 'balance' – from Køge to Göteborg",
    r"C:\new {braces} ~ ^ | $5",
    'Straight "quotes" & a</script><script>alert(1)</script>',
]


def plain_text(reference: str) -> str:
    """A formatted reference without its markup."""
    return Markup(reference).striptags()


@pytest.fixture
def meta(root: Path) -> Metadata:
    """The edition, published at an address."""
    return replace(citation_file.read_citation_file(root), base_url="https://example.org/book/")


@pytest.fixture
def references(root: Path, meta: Metadata) -> References:
    """The references of the edition."""
    return References(root, meta, ReferenceCache())


@pytest.fixture
def section() -> Target:
    """A section of the thesis."""
    page = "chapters/04-case-for.html"
    return Target("sec-4-2-1", "section", "Territorial Denial", page, "4.2.1", "13")


def awkward(title: str) -> Target:
    """A figure with a title that trips careless writers."""
    return Target("fig-4-odd", "figure", title, "chapters/04-case-for.html", "4.1")


TEX = {
    "backslash": "\\", "asciitilde": "~", "asciicircum": "^",
    "less": "<", "greater": ">",
}  # fmt: skip


def typeset(value: str) -> str:
    """What TeX would print for a field: commands resolved, grouping braces gone."""
    pattern = r"\\text([a-z]+)\{\}|\\([&%$#_{}])|([{}])|(--)"

    def sign(m: re.Match) -> str:
        return TEX.get(m[1], "") or m[2] or ("–" if m[4] else "")

    return re.sub(pattern, sign, value)


def read_bibtex(text: str) -> list[dict]:
    """BibTeX entries as other programs understand them."""
    library = bibtexparser.parse_string(text)
    assert not library.failed_blocks
    return [
        {"type": entry.entry_type, "key": entry.key}
        | {name: typeset(field.value) for name, field in entry.fields_dict.items()}
        for entry in library.entries
    ]


def read_ris(text: str) -> list[dict[str, list[str]]]:
    """RIS records as tag → values; every line must be of the form that the format asks for."""
    records: list[dict[str, list[str]]] = []
    for line in filter(None, text.split("\n")):
        tag, value = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups()
        if tag == "TY":
            records.append({})
        records[-1].setdefault(tag, []).append(value)
        if tag == "ER":
            assert line == "ER  - "
    assert all(list(record)[0] == "TY" and "ER" in record for record in records)
    return records


def read(name: str, text: str) -> dict:
    """Title, authors, year and address out of any of the three formats."""
    if name == "bibtex":
        (entry,) = read_bibtex(text)
        return {k: entry.get(k) for k in ("title", "author", "year", "url", "note")}
    if name == "ris":
        (entry,) = read_ris(text)
        names = {"title": "TI", "author": "AU", "year": "PY", "url": "UR", "note": "N1"}
        found = {k: "; ".join(entry[tag]) if tag in entry else None for k, tag in names.items()}
        return found | {"author": found["author"].removesuffix(",")}  # it marks a body
    (entry,) = json.loads(text)
    return {
        "title": entry["title"],
        "author": citation_file.inverted_name(entry["author"][0]),
        "year": str(entry["issued"]["date-parts"][0][0]),
        "url": entry.get("URL"),
        "note": entry.get("note"),
    }


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_a_section_comes_back_whole_from_every_format(meta, references, section, name):
    """Title with number, body as author, year, address, date and the thesis's page survive."""
    found = read(name, references.place(section, name))

    assert found["title"] == "Section 4.2.1: Territorial denial"
    assert found["author"] == "The contributors to the edition"
    assert found["year"] == meta.release_date[:4]
    assert found["url"] == "https://example.org/book/chapters/04-case-for.html#sec-4-2-1"
    assert "Retells Bergfeldt 2008, from p. 13." in found["note"]


@pytest.mark.parametrize("title", AWKWARD)
@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_awkward_titles_survive(references, title, name):
    """Signs that TeX or HTML would read as commands come back as they were."""
    found = read(name, references.place(awkward(title), name))

    assert found["title"] == f"Figure 4.1: {title}"


@pytest.mark.parametrize("title", AWKWARD)
@pytest.mark.parametrize("style", ["apa", "chicago"])
def test_formatted_references_hold_no_markup_but_their_own(references, title, style):
    """A title cannot become markup; the text shown is the title's, letter for letter."""
    html = references.place(awkward(title), style)
    element = lxml_html.fromstring(f"<div>{html}</div>")

    assert {child.tag for child in element.iter()} <= {"div", "i"}
    letters = re.sub(r"[^\w&<>\\{}~^|$%#]", "", title).lower()
    assert letters in re.sub(r"[^\w&<>\\{}~^|$%#]", "", element.text_content()).lower()


@pytest.mark.parametrize("style", ["apa", "chicago"])
def test_a_formatted_reference_names_edition_version_and_thesis(meta, references, section, style):
    """The place and the thesis each have a reference, and a sentence says how they are related."""
    text = plain_text(references.complete(section, style)).casefold()

    for part in (
        "The contributors to the edition", meta.title.replace("'", "’"), f"Version {__version__}",
        "4.2.1: Territorial Denial", "https://example.org/book/chapters/04-case-for.html#sec-4-2-1",
        meta.release_date[:4], "Bergfeldt, H", "Retells Bergfeldt 2008, from p. 13.",
    ):  # fmt: skip
        assert part.casefold() in text


def test_apa_has_titles_in_sentence_case(references, section):
    """Works and sections as the style asks; names, abbreviations and first words stay."""
    text = plain_text(references.complete(section, "apa"))

    assert "Section 4.2.1: Territorial denial. In Soft balancing in Central Asia: A repro" in text
    assert "of Henrik Bergfeldt’s thesis of 2008 (Version" in text
    assert "force behind Sino-Russian cooperation in Central Asia? An empirical test of" in text


@pytest.mark.parametrize(
    "title, expected",
    [
        ("Reasons to Undermine U.S. Presence", "Reasons to undermine U.S. presence"),
        ("From Rivals – To the SCO: Why Not?", "From rivals – To the SCO: Why not?"),
        ("The Cold War of Køge", "The Cold War of køge"),
        ("row ev-Ab of the Table", "row ev-Ab of the table"),
    ],
)
def test_sentence_case_spares_names_and_beginnings(title, expected):
    """Only words that headline style alone has put into capitals lose them."""
    assert title_case.sentence_case(title, {"Cold War", "ev-Ab"}) == expected


@pytest.mark.parametrize(
    "key, said",
    [
        ("lieber2005b", "(2005b). Striking the balance. <i>International Security</i>, <i>30"),
        ("hurrell2006", "What space for would-be great powers? <i>International Affairs</i>"),
        ("macfarlane2006", "The ‘R’ in BRICs: Is Russia an emerging power? <i>"),
        ("rumer2006b", "role in Central Asia after K2. <i>The Washington Quarterly</i>"),
        ("wohlfarth2007", "&amp; Brenner, W. L. (2007). Testing balance-of-power theory in world"),
        ("yinhong2007", "Shi, Y. (2007). Great power in Central Asia today"),
        ("nardin1993", "(Eds.). (1993). <i>Traditions of international ethics</i>. Cambridge"),
        ("troush2007", "(Eds.), <i>Islam, oil, and geopolitics: Central Asia after"),
        ("sakwa2008", "or twenty years’ crisis? Russia and"),
    ],
)  # fmt: skip
def test_a_work_stands_in_apa_style(references, key, said):
    """Sentence case, the letter by which the text cites it, editors once, one sign at an end."""
    assert said in references.work(key, "apa")


def test_data_are_named_by_the_identifier_of_their_file(root, references):
    """A row can be cited for good: every format holds the SWHID of its table's file."""
    known = lookup.known_targets(root)
    swhid = swhids.table_swhids(root)["events"]

    for id_ in ("table-events", "ev-shanghai-five-founded"):
        for name in FORMATS:
            assert f"file {swhid}" in references.complete(known[id_], name)


def test_identifiers_are_those_of_git(root):
    """Their last part is what git itself says of each table's file."""
    for name, swhid in swhids.table_swhids(root).items():
        file = root / "data" / data_package.resources(root)[name]["path"]
        hashed = subprocess.run(
            ["git", "hash-object", "--no-filters", file], capture_output=True, text=True, check=True
        )
        assert swhid == f"swh:1:cnt:{hashed.stdout.strip()}"


@pytest.fixture
def checkout(tmp_path) -> Path:
    """A small repository with one commit."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text("id\na1\n")
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command_ in (["init", "-q"], ["add", "."], [*identity, "commit", "-qm", "A"]):
        subprocess.run(["git", *command_], cwd=tmp_path, check=True)
    return tmp_path


def test_trees_are_identified_as_git_has_them(checkout):
    """Revision, tree and data folder; none for a checkout with changes, as they would not fit."""
    found = [swhid for _, swhid in swhids.revision_swhids(checkout)]
    names = {"rev": "HEAD", "dir": "HEAD^{tree}"}
    said = [git_output(checkout, "rev-parse", name) for name in (*names.values(), "HEAD:data")]

    kinds = ("rev", "dir", "dir")
    assert found == [f"swh:1:{kind}:{id_}" for kind, id_ in zip(kinds, said, strict=True)]
    (checkout / "data" / "a.csv").write_text("id\na2\n")
    assert list(swhids.revision_swhids(checkout)) == []


def test_chicago_spells_names_out_and_puts_the_stop_inside_the_quotes(references, section):
    """The official style's wishes are met where the processor does not know them."""
    text = plain_text(references.complete(section, "chicago"))

    assert "Bergfeldt, Henrik. 2008. “Is Soft Balancing" in text
    assert "“Section 4.2.1: Territorial Denial.” In" in text


def test_quotes_within_quotes_become_single():
    """A quoted title that quotes keeps its marks apart."""
    assert csl_styles.american_quotes("“The “best” case”. In") == "“The ‘best’ case.” In"
    assert csl_styles.american_quotes("“A “case””. In") == "“A ‘case.’” In"


def test_a_row_keeps_its_id_in_title_case(root, references):
    """An id is no word: no style may change its letters."""
    row = lookup.known_targets(root)["ev-shanghai-five-founded"]

    assert "Row ev-shanghai-five-founded of the Table Events" in plain_text(
        references.place(row, "chicago")
    )


def test_without_a_base_address_no_url_is_invented(root, section):
    """The reference then gives the place within the edition, and no address field."""
    bare = replace(citation_file.read_citation_file(root), base_url="")
    made = References(root, bare, ReferenceCache())

    for name in ("bibtex", "ris", "csl-json"):
        found = read(name, made.place(section, name))
        assert found["url"] is None
        assert "at chapters/04-case-for.html#sec-4-2-1" in found["note"].lower()
    assert "http" not in made.place(section, "apa")


def test_data_is_never_of_the_type_dataset_in_bibtex(references):
    """Reference managers do not import @dataset."""
    table = Target("table-events", "table", "Events", "apparatus/tables/events.html")

    assert references.place(table, "bibtex").startswith("@misc{")
    assert references.item(table)["type"] == "dataset"


def test_capitals_of_titles_in_sentence_case_stand_in_braces_in_bibtex():
    """They belong to names and to beginnings; the id of a row, which has none, is kept as well."""
    text = export_formats.tex_title("Table: The U.S. and Russia’s SCO in K2 & beyond")
    row = export_formats.tex_title('Row <span class="nocase">arms_1</span> of the table Facts')

    assert text == r"Table: {The} {U.S.} and {Russia’s} {SCO} in {K2} \& beyond"
    assert row == r"Row {arms\_1} of the table {Facts}"


def test_references_are_made_once(tmp_path, root, meta, section, monkeypatch):
    """A second build takes formatted references from the first one's file."""
    first = ReferenceCache(tmp_path / "citations.json")
    made = References(root, meta, first).complete(section, "apa")
    first.save()
    monkeypatch.setattr(csl_styles, "format_reference", lambda *_: pytest.fail("made again"))

    again = ReferenceCache(tmp_path / "citations.json")
    assert References(root, meta, again).complete(section, "apa") == made


@pytest.mark.parametrize("damage", ['{"0123456789": "Bergf', "", "\udcff"])
def test_references_that_were_cut_short_are_made_again(tmp_path, root, meta, section, damage):
    """A build that was interrupted must not break those after it."""
    path = tmp_path / "citations.json"
    path.write_bytes(damage.encode("utf-8", "surrogateescape"))
    again = ReferenceCache(path)
    made = References(root, meta, again).place(section, "apa")
    again.save()

    assert made == References(root, meta, ReferenceCache()).place(section, "apa")
    assert ReferenceCache(path).known
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "address", ["4.2.1", "sec-4-2-1", "#sec-4-2-1", "chapters/04-case-for.html#sec-4-2-1"]
)
def test_an_address_can_be_given_in_several_ways(address):
    """Number, anchor and whole address mean the same section."""
    assert "Section 4.2.1: Territorial denial" in lookup.run_cite(address, "apa")


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_gives_every_format(name):
    """Whatever the format, the table's title is in it, and nothing is left as HTML."""
    text = lookup.run_cite("table-events", name)

    assert "Table: Events" in text.replace("{Events}", "Events")
    assert "<i>" not in text


def test_an_unknown_address_names_the_nearest():
    """A slip of the finger is answered with what was probably meant."""
    with pytest.raises(UnknownTarget, match=r"'sec-4-2-12'; nearest: .*sec-4-2-1\b"):
        lookup.run_cite("sec-4-2-12")


def test_an_unknown_format_names_the_known_ones():
    """The message says what there is to choose from."""
    with pytest.raises(ValueError, match="'word': it is one of apa, chicago, bibtex, ris"):
        lookup.run_cite("4.2.1", "word")


def test_the_whole_bibliography_comes_back_from_every_format(root):
    """Title, first author, year and pages agree in all three, for every work."""
    path = root / "references.bib"
    items = cited_works.read_works(path)
    bib = {entry["key"]: entry for entry in read_bibtex(cited_works.works_as_bibtex(path))}
    ris = {
        entry["ID"][0]: entry
        for entry in read_ris("".join(map(export_formats.ris, items.values())))
    }
    csl = {entry["id"]: entry for entry in json.loads(export_formats.csl_json(items.values()))}

    assert list(bib) == list(ris) == list(csl) == list(bibliography.read_bibliography(path))
    for key, work in csl.items():
        dates, pages = work.get("issued", {}).get("date-parts", []), work.get("page", "")
        assert ris[key].get("PY", []) == [str(year) for year, *_ in dates[:1]]
        assert bib[key]["year"] == ris[key].get("PY", [work.get("status", "n.d.")])[0]
        assert bib[key].get("pages", "") == pages
        assert "–".join(ris[key].get("SP", []) + ris[key].get("EP", [])) == pages
        assert ris[key]["TI"] == [work["title"]]
        people = [
            export_formats.undivided_name(name) for name in work.get("author", work.get("editor"))
        ]
        assert ris[key]["AU"] == people
        edited = work["type"] == "book" and "author" not in work
        assert (ris[key]["TY"] == ["EDBOOK"]) == edited


def test_downloads_leave_out_what_only_the_audit_reads(root):
    """A reader's library is not to hold our notes on what the thesis misprints as fields."""
    text = cited_works.works_as_bibtex(root / "references.bib", {"guang2005"})

    assert text.startswith("@article{guang2005,") and "author = {Pan, Guang}," in text
    assert not {"printed-", "cited-"} & set(re.findall(r"\w+-", text)) and text.count("@") == 1


def test_no_remark_of_ours_gets_into_other_peoples_lists_of_references(root):
    """Styles print a ``note`` but no ``annote``, which holds the misprints of the thesis's list."""
    for work in cited_works.read_works(root / "references.bib").values():
        assert not re.search(r"\b(list|misprint|prints?)\b", work.get("note", "")), work["id"]
    brooks = cited_works.read_works(root / "references.bib")["brooks2005"]
    assert "Hard Time" in brooks["annote"]
    assert "N1  - The list prints “Hard Time”" in export_formats.ris(brooks)
    assert "annote = {The list prints" in cited_works.works_as_bibtex(
        root / "references.bib", {"brooks2005"}
    )


def test_one_version_and_one_thesis_everywhere(root):
    """CITATION.cff and the tables agree with the package, and the thesis with the bibliography."""
    meta = citation_file.read_citation_file(root)
    cff = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    (thesis,) = (
        w for w in cited_works.read_works(root / "references.bib").values() if w["type"] == "thesis"
    )

    assert meta.version == cff["preferred-citation"]["version"] == __version__
    assert data_package.load_descriptor(root)["version"] == __version__
    assert meta.original_work["title"].casefold() == thesis["title"].casefold()
    for field in ("author", "issued", "genre", "publisher"):
        assert meta.original_work[field] == thesis[field]


def test_every_row_that_can_be_cited_has_an_id_of_its_own(root):
    """A row named after one of another table is cited by that row or by its table."""
    ids = [target.id for target in targets.row_targets(root)]

    assert ids and [id_ for id_, count in Counter(ids).items() if count > 1] == []


def test_a_license_has_an_address():
    """Creative Commons licenses lead to their deed, others to the SPDX list."""
    known = citation_file.license_url

    assert known("CC-BY-4.0") == "https://creativecommons.org/licenses/by/4.0/"
    assert known("MIT") == "https://spdx.org/licenses/MIT.html"


def test_a_license_has_the_name_that_readers_know():
    """The signs of an SPDX identifier are for programs."""
    known = citation_file.license_name

    assert known("CC-BY-4.0") == "CC BY 4.0"
    assert known("CC-BY-NC-SA-4.0") == "CC BY-NC-SA 4.0"
    assert known("MIT") == "MIT"


def test_a_vanished_address_is_found_and_a_moved_one_leads_on(tmp_path):
    """An address must stand, or say where its place has gone."""
    (tmp_path / "a.html").write_text('<p id="x">Here</p>')
    (tmp_path / published_addresses.LIST).write_text("a.html#x\na.html#y\nb.html#z -> a.html#x\n")
    listed = published_addresses.read_addresses(tmp_path)
    assert published_addresses.broken_addresses(listed, tmp_path) == ["a.html#y", "b.html#z"]

    assert published_addresses.moved_pages(listed, ["a.html"]) == {"b.html": {"a.html#x": ["z"]}}


def test_new_addresses_are_added_once(tmp_path, section):
    """Adding twice changes nothing."""
    for expected in ([section.address], []):
        published = published_addresses.read_addresses(tmp_path)
        new = published_addresses.unlisted_addresses(published, [section, section])
        assert new == expected
        published_addresses.append_addresses(tmp_path, new)
    listed = published_addresses.read_addresses(tmp_path)
    assert list(listed) == ["chapters/04-case-for.html#sec-4-2-1"]


@pytest.mark.parametrize("path", ["README.md", "apparatus/how-to-cite.md", "src/edition/cli.py"])
def test_every_format_is_named_where_readers_look(root, path):
    """The front page, the page about citing and the help of the command name all formats."""
    text = (root / path).read_text(encoding="utf-8").lower()

    assert [name for name in FORMATS if name not in text] == []
