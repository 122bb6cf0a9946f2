"""The citation audit: each rule finds the slip it is for, and nothing where there is none."""

import pandas as pd
import pytest
from typer.testing import CliRunner

from edition.audit import report, rules
from edition.cli import app
from edition.data import bibliography
from edition.data.locators import parse_source
from edition.project import vocabulary
from softbalancing import chapter_of, citing_practice, load, with_inherited_pages

LIST_RULES = ["never-cited", "malformed-range", "list-misprint"]
COLUMNS = ["id", "section", "footnote", "printed", "key", "pages", "ibid", "quoted"]


def citations(*rows):
    """Citations from (printed, key, pages) with optional ibid and quoted."""
    full = [
        (f"cit-1-{n:02}", "1", pd.NA, *row[:3], *(row[3:] or (False, False)))
        for n, row in enumerate(rows, start=1)
    ]
    frame = pd.DataFrame(full, columns=COLUMNS)
    frame["pages"] = frame.pages.astype("string").mask(frame.pages == "", pd.NA)
    return frame.astype({"ibid": "boolean", "quoted": "boolean"})


@pytest.fixture
def works(root):
    """The bibliography of the edition."""
    return bibliography.bibliography_table(root / "references.bib")


def audit(citations, works):
    """The findings of all rules, given the words of this edition."""
    return report.run_rules(citations, works, vocabulary.current())


SLIPS = [
    ("year-without-entry", [("Pape 2006, p. 36", "pape2005", "36")]),
    ("page-outside-range", [("Kerr & Swinton 2008, p. 128", "kerr2008", "128")]),
    ("suffix", [("Lieber & Alexander 2005, p. 112", "lieber2005a", "112")]),
    ("author-spelling", [("Brook & Wolforth 2005, p. 80", "brooks2005", "80")]),
    (
        "ibid-target",
        [
            ("Mandelbaum 1995, p. 3", "mandelbaum1995", "3"),
            ("ibid. p. 480", "li2007", "480", True, False),
        ],
    ),
    (
        "ibid-target",
        [("Li 2007, p. 488", "li2007", "488"), ("ibid. p. 12", "li2007", "12", True, False)],
    ),
    ("cited-without-entry", [("Nobody 2007", "nobody2007", "")]),
    ("quotation-without-page", [("Li 2007", "li2007", "", False, True)]),
]


@pytest.mark.parametrize(("rule", "rows"), SLIPS)
def test_a_rule_finds_its_slip(works, rule, rows):
    """One slip of each kind, in the last of the rows, is found with the printed form."""
    found = audit(citations(*rows), works)
    found = found[~found.rule.isin(LIST_RULES)]

    assert list(found.rule) == [rule]
    assert list(found.printed) == [rows[-1][0]]


def test_sound_citations_are_left_in_peace(works):
    """Right citations, with letters, accents, a range, a true ibid. and a body as author."""
    rows = [
        ("Lieber & Alexander 2005 a, p. 111-113", "lieber2005a", "111-113"),
        ("ibid", "lieber2005a", "", True, False),
        ("Tønnesson 2004, p. 330", "tonnesson2004", "330"),
        ("Cambell 2008, p. 96", "cambell2008", "96"),
        ("SCO 2001", "sco2001", "", False, True),
        ("2006, p. 43", "macfarlane2006", "43"),
        ("Wohlfarth et al. 2007, p. 155", "wohlfarth2007", "155"),
    ]
    found = audit(citations(*rows), works)

    assert list(found[~found.rule.isin(LIST_RULES)].printed) == []


def problems(works, printed, key, pages=""):
    """What is said of one citation by the rules about citations."""
    found = audit(citations((printed, key, pages)), works)
    return list(found[~found.rule.isin(LIST_RULES)].problem)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        ("128", "page 128 lies"),
        ("128-130", "pages 128–130 lie"),
        ("90, 128, 200-201", "pages 128 and 200–201 lie"),
    ],
)
def test_one_finding_names_all_pages_out_of_range(works, pages, said):
    """A citation has one finding, with one id, however many of its pages the work lacks."""
    found = problems(works, f"Kerr & Swinton 2008, p. {pages}", "kerr2008", pages)

    assert found == [f"{said} outside the pages 89–112 that the list gives"]


def test_two_pages_out_of_range_can_be_compared_with_what_was_accepted(works):
    """Findings that are the accepted ones differ in nothing, whatever they are."""
    rows = citations(("Kerr & Swinton 2008, pp. 128, 200", "kerr2008", "128, 200"))
    found = audit(rows, works)

    assert report.compare_findings(found, found) == []


def test_an_ibid_of_a_work_that_the_list_lacks_is_named_by_its_key(works):
    """Where there is no label, the correction names the key."""
    rows = citations(("Li 2007", "li2007", ""), ("ibid. p. 3", "nobody2007", "3", True, False))
    found = audit(rows, works).set_index("rule")

    assert found.correction["ibid-target"] == "nobody2007, p. 3"


def lettered(works, *letters):
    """The bibliography with a work of Lieber and Alexander 2005 for each letter."""
    others = works[~works.key.isin(["lieber2005a", "lieber2005b"])]
    one = works[works.key == "lieber2005a"]
    return pd.concat([others, *(one.assign(key=f"lieber2005{letter}") for letter in letters)])


@pytest.mark.parametrize(
    ("letters", "printed", "said"),
    [
        ("ab", "2005", "the list has two works of this year; the letter is missing"),
        ("abc", "2005", "the list has three works of this year; the letter is missing"),
        ("abc", "2005 a", "the letter 'a' is that of another work of this author and year"),
        ("abc", "2005 d", "no work of this author and year has the letter 'd'"),
    ],
)
def test_what_is_wrong_with_a_letter_is_said_as_it_is(works, letters, printed, said):
    """Any letter can be the missing one, and the works that share the year are counted."""
    works = lettered(works, *letters)

    found = problems(works, f"Lieber & Alexander {printed}", f"lieber2005{letters[-1]}")

    assert found == [said]


def test_another_work_of_the_printed_year_is_not_denied(works):
    """That the list has no work of a year is said only where it has none by this author."""
    assert problems(works, "Guang 2005", "guang2007") == [
        "the list has another work of 2005 by this author"
    ]
    assert problems(works, "Guang 2006", "guang2007") == [
        "the list has no work of 2006 by this author"
    ]


def test_a_year_that_only_the_list_gets_wrong_is_no_fault_of_the_citation(works):
    """The work is of 2008 and the list says 2007: the text may say either, and is told so once."""
    assert problems(works, "Cooley 2007, p. 68", "cooley2007", "68") == []
    assert problems(works, "Cooley 2008, p. 67", "cooley2007", "67") == [
        "the list dates the work 2007; the year cited is the right one"
    ]


@pytest.mark.parametrize(
    ("entry", "problem", "correction"),
    [
        (
            "author = {Pan, Guang}, printed-author = {Guang, Pan}",
            "exchanges the given and the family name of the author", "Pan, Guang",
        ),
        (
            "author = {Art, Jo and Doe, Al and Roe, Bo}, printed-author = {Doe, Al, \\& Roe, Bo}",
            "names two of the three authors", "Art, Jo; Doe, Al; Roe, Bo",
        ),
        (
            "author = {Doe, Al and Roe, Bo}, printed-author = {Deo, Al et al.}",
            "misprints the author", "Doe, Al; Roe, Bo",
        ),
        (
            "editor = {Doe, Al}, printed-author = {Doe, Al}",
            "gives the editor as author", "Doe, Al (ed.)",
        ),
    ],
)  # fmt: skip
def test_what_the_list_does_to_a_name_is_said_as_it_is(tmp_path, entry, problem, correction):
    """Names exchanged, left out, misprinted, or taken for authors; each as the list prints it."""
    path = tmp_path / "references.bib"
    path.write_text(
        f"@book{{doe2001, {entry}, title = {{T}}, publisher = {{P}}, year = 2001}}",
        encoding="utf-8",
    )
    found = audit(citations(), bibliography.bibliography_table(path))
    (slip,) = found[found.rule == "list-misprint"].to_dict("records")

    assert slip["problem"].partition(": the list ")[2] == problem
    assert slip["correction"] == correction
    printed = entry.partition("printed-author = {")[2].rstrip("}").replace("\\", "")
    assert slip["printed"] == printed


def test_the_list_itself_is_audited(works):
    """A page range without its dash and works that are never cited are found in the list."""
    found = audit(citations(("Li 2007, p. 488", "li2007", "488")), works)

    assert list(found[found.rule == "malformed-range"].printed) == ["pp. 141154"]
    assert "Walt 2006" in set(found[found.rule == "never-cited"].printed)
    assert "Cambell, Horace" in set(found[found.rule == "list-misprint"].printed)
    assert "Bergfeldt 2008" not in set(found.printed)


def test_the_accepted_findings_are_what_the_rules_find(works):
    """The published findings are neither more nor fewer than the rules find now."""
    found = audit(load("citations"), works)

    assert report.compare_findings(found, load("findings")) == []


def test_each_difference_is_one_line(works):
    """New, vanished and changed findings are each named."""
    found = audit(citations(("Pape 2006, p. 36", "pape2005", "36")), works)
    accepted = found.iloc[1:].copy()
    accepted.loc[accepted.index[0], "certainty"] = "open"

    lines = report.compare_findings(found, accepted)

    assert lines[0].startswith("new: f-year-cit-1-01: Pape 2006, p. 36")
    assert "certainty: 'open' is now" in lines[1]
    assert report.compare_findings(found.iloc[:0], accepted)[0].startswith("gone: ")


def test_what_a_rule_leaves_open_may_be_settled_by_reading(works):
    """A correction in the table is no difference where the rule has none to offer."""
    found = audit(citations(("Kerr & Swinton 2008, p. 128", "kerr2008", "128")), works)
    settled = found.assign(correction="p. 108", certainty="probable")
    settled = settled.where(found.certainty == "open", found)

    assert report.compare_findings(found, settled) == []
    assert "problem" in report.compare_findings(found, settled.assign(problem="?"))[0]


def test_a_reader_finds_citations_that_the_table_of_citations_has():
    """What is wrong with a citation is said of one that its section prints in this form."""
    findings, cited = load("findings"), load("citations")
    read = findings[(findings.found_by == "reading") & (findings.rule == "citation")]
    printed = set(zip(cited.section, cited.printed, strict=True))

    assert len(read) > 3
    assert set(zip(read.section, read.printed, strict=True)) <= printed


def test_every_correction_that_is_not_open_says_what_is_right():
    """A finding without a correction is open, or tells what is printed twice or rightly."""
    findings = load("findings")
    silent = findings[findings.correction.isna() & (findings.certainty != "open")]

    assert set(silent.id) == {"f-year-cit-4-2-2-05", "f-read-booktitle-twice"}
    assert not (findings.correction == findings.printed).any()


def test_doubtful_statements_of_fact_are_noted_where_they_stand(root):
    """A chapter tells its readers on the spot what the audit found, and leads to it."""
    findings, sections = load("findings"), load("sections").set_index("number")
    facts = findings[findings.rule == "fact"]
    author = findings[findings.id == "f-read-art"]

    assert len(facts) > 3 and facts.source.notna().all()
    for finding in pd.concat([facts, author]).to_dict("records"):
        page = root / "chapters" / f"{sections.chapter[finding['section']]}.md"
        assert f"{{finding}}`{finding['id']}`" in page.read_text(encoding="utf-8")


def test_an_ibid_takes_over_the_page_before_it():
    """That of its own text or footnote, if it means the same work; a page of its own stays."""
    rows = citations(
        ("Li 2007, p. 488", "li2007", "488"),
        ("ibid.", "li2007", "", True, False),
        ("Lo 2004, p. 295", "lo2004", "295"),
        ("ibid.", "lo2004", "", True, False),
        ("ibid., p. 490", "li2007", "490", True, False),
        ("ibid.", "lo2004", "", True, False),
    )
    rows["footnote"] = pd.array([pd.NA, pd.NA, 12, 12, pd.NA, pd.NA], dtype="Int64")

    pages = with_inherited_pages(rows).pages.fillna("")

    assert list(pages) == ["488", "488", "295", "295", "490", ""]


@pytest.mark.parametrize(
    "table", ["claims", "events", "quantities", "footnotes", "memberships", "indicators"]
)
def test_no_source_lacks_a_page_that_the_text_gives(table):
    """A work stands without a page only where the section cites it so, no *ibid.* counted."""
    cited = with_inherited_pages(load("citations"))
    unpaged = cited[cited.pages.isna()]
    allowed = set(zip(unpaged.section, unpaged.key, strict=True))
    rows = load(table)

    for section, source in zip(rows.section, rows.source, strict=True):
        bare = {(section, each.key) for each in parse_source(source) if not each.pages}
        assert bare <= allowed, source


def test_the_theory_chapter_lacks_most_of_the_missing_pages():
    """The audit says so in the title of its figure."""
    traits = citing_practice(load("citations")).query("trait == 'without page'")
    theory = chapter_of(traits.section) == "3"

    assert theory.sum() > len(traits) / 2


def test_every_rule_is_tried_above():
    """No rule goes untested."""
    tried = {rule for rule, _ in SLIPS} | set(LIST_RULES)

    assert tried == set(rules.RULES)


def test_citing_practice_counts_every_citation_twice_at_least():
    """Each citation is with or without page, and direct or indirect."""
    rows = citations(("Li 2007, p. 488", "li2007", "488", False, True), ("Li 2007", "li2007", ""))

    traits = report.citing_practice(rows).groupby("trait").size()

    assert traits.to_dict() == {
        "works cited": 1, "with page": 1, "without page": 1, "direct quotation": 1, "indirect": 1,
    }  # fmt: skip


def run_audit(monkeypatch, folder):
    """Exit status and output of ``softbalancing audit`` in a folder."""
    monkeypatch.setenv("EDITION_HOME", str(folder))
    result = CliRunner().invoke(app, ["audit"])
    return result.exit_code, result.output


def test_the_command_ends_well_when_the_findings_are_the_accepted_ones(monkeypatch, project):
    """Status 0, with every finding printed."""
    status, output = run_audit(monkeypatch, project)

    assert status == 0
    assert "ibid. p. 480" in output and "all of them accepted" in output


@pytest.mark.parametrize(
    ("place", "before", "after", "message"),
    [
        ("data/citations.csv", ",true", ",maybe", "data/citations.csv:"),
        ("data/findings.csv", ",probable,", ",likely,", "data/findings.csv:2: certainty: 'likely'"),
        ("references.bib", "  year = {2001},", "", "references.bib:"),
        ("data/datapackage.json", "{", "", "data/datapackage.json:2: file: is not JSON"),
    ],
)
def test_the_command_reports_invalid_input(monkeypatch, project, place, before, after, message):
    """A bad cell, entry or description ends with its line and a reason: no traceback."""
    path = project / place
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")

    status, output = run_audit(monkeypatch, project)

    assert status == 1
    assert output.startswith(message)


def test_the_command_fails_with_the_difference(monkeypatch, project):
    """A mended citation makes an accepted finding vanish: status 1, and the line says which."""
    path = project / "data" / "citations.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("Brook & Wolforth 2005", "Brooks & Wohlforth 2005"), encoding="utf-8"
    )

    status, output = run_audit(monkeypatch, project)

    assert status == 1
    assert "gone: f-author-cit-5-1-3-01" in output
