"""Bibliographies as reference managers write them, checked, built and exported."""

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import reading
import tiny_book
from built import Page, has_class, search_documents, text
from edition.citing import cited_works, export_formats
from edition.cli import app
from edition.data import bibtex_entries, figure_rows
from edition.data.bibliography import REQUIRED

#: As BibTeX, biblatex, Zotero, Better BibTeX, Mendeley and JabRef write entries.
WORKS = r"""
@string{ia = "International " # {Affairs}}
@article{muller_berge_2001,
  author = {M{\"u}ller, Anna and {\O}stby, Bj{\o}rn
  and Fran{\c c}ois Dupr\'e},
  title = {\"Uber {Berge} \& {T}{\"a}ler: 50% of $\alpha$ at \$5 ``now''},
  journal = ia, year = 2001, month = 7, pages = {477-97},
  url = {https://example.org/a\_b{\_}c?d=%20e}, file = {:/home/me/private.pdf},
}
@book{BarnesNoble2002, author = {{Barnes and Noble}}, title = {{Books and Shelves}},
  publisher = {P}, date = {2002-03}, location = {New York}, doi = {https://doi.org/10.1000/a_b}}
@incollection{zotero:testsson.2003, crossref = {Whole-2003}, pages = {xi--xlii},
  author = {Tess Testsson and Jan van der Berg}, title = {A Part}}
@collection{Whole-2003, editor = {Simons, Jr., Thomas W. and others}, title = {The Whole},
  subtitle = {In Parts}, publisher = {P}, location = {Town}, date = {2003}}
@article{liChina2007, author = {Li, Chenghong}, title = {One}, journaltitle = {J},
  date = {2007-05-03}}
@article{liRussia2007, author = {Li, Chenghong}, title = {Two}, journaltitle = {J}, date = {2007}}
@article{li2008a, author = {Li, Chenghong}, title = {Three}, journal = {J}, year = {2008}}
@article{li2008b, author = {Li, Chenghong}, title = {Four}, journal = {J}, year = {2008}}
@article{soon, author = {Doe, Jo}, title = {Soon}, journal = {J}, year = {In Press}}
@article{sooner, author = {Doe, Jo}, title = {Sooner}, journal = {J}, pubstate = {inpress}}
@online{undated, title = {A Page of Nobody}, year = {n. d.}}
@thesis{ma2009, author = {Plato}, title = {T}, type = {mathesis}, institution = {U},
  year = {1998/99}}
"""
#: An entry of each type, with no more fields than it needs.
LEAST = {
    name: f"@{name}{{least-{name}, "
    + ", ".join(
        f"{field.partition('/')[0]} = {{{'2010' if field == 'year' else f'A {name}'}}}"
        for field in REQUIRED.get(standard, "title year").split()
    )
    + "}\n"
    for name, standard in [*bibtex_entries.TYPES.items(), ("movie", "misc")]
}
CITED = """\
# Tiny

{cite:p}`muller_berge_2001{p. 488},BarnesNoble2002`, {cite:t}`zotero:testsson.2003{p. xii}`,
{cite:p}`Whole-2003,liChina2007,liRussia2007,soon,sooner,undated,ma2009`.

```{datatable} notes
```

```{bibliography}
:all:
```
"""
SOURCES = [
    "muller_berge_2001[488–490, 495]",
    "zotero:testsson.2003[xii]; liChina2007",
    "undated; soon",
]


@pytest.fixture(scope="module")
def folder(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny book with this bibliography and rows that cite it, checked and built."""
    folder = tiny_book.make_whole(tmp_path_factory.mktemp("dialects") / "book", root)
    rows = "".join(f'n{number},"{source}"\n' for number, source in enumerate(SOURCES))
    (folder / "data" / "notes.csv").write_text(f"id,source\n{rows}", encoding="utf-8")
    path = folder / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    fields = [{"name": "id", "type": "string"}, {"name": "source", "type": "string"}]
    fields = [each | {"description": "What it is."} for each in fields]
    fields[1]["locator"] = True
    schema = {"fields": fields, "primaryKey": "id"}
    package["resources"] += [
        {"name": "notes", "path": "notes.csv", "title": "Notes", "description": "Notes.",
         "layer": "edition", "schema": schema}
    ]  # fmt: skip
    path.write_text(json.dumps(package), encoding="utf-8")
    (folder / "references.bib").write_text(WORKS + "".join(LEAST.values()), encoding="utf-8")
    (folder / "index.md").write_text(CITED, encoding="utf-8")
    for command in ("check", "build"):
        done = tiny_book.run(folder, command)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def page(folder: Path) -> Page:
    """The page that cites, with the list of references."""
    return Page(folder / "_build" / "html" / "index.html", "index.html")


def entry(page: Page, id_: str) -> str:
    """An entry of the list of references."""
    return text(page.at(id_), without="label").removesuffix(" (leaves this book).")


@pytest.mark.parametrize(
    ("id_", "printed"),
    [
        (
            "muller-berge-2001",
            "Müller, Anna, Østby, Bjørn, and Dupré, François. Über Berge & Täler: 50% of α at $5 "
            "“now”. International Affairs, pages 477–97, July 2001. "
            "URL: https://example.org/a_b_c?d=%20e",
        ),
        (
            "barnesnoble2002",
            "Barnes and Noble. Books and Shelves. P, New York, March 2002. doi:10.1000/a_b",
        ),
        (
            "zotero-testsson-2003",
            "Testsson, Tess and van der Berg, Jan. A Part. In Simons, Jr., Thomas W. and others, "
            "editors, The Whole: In Parts, pages xi–xlii. P, Town, 2003.",
        ),
        ("lirussia2007", "Li, Chenghong. Two. J, 2007b."),
        ("soon", "Doe, Jo. Soon. J, in press-a."),
        ("undated", "A Page of Nobody. n.d."),
        ("ma2009", "Plato. T. Master's thesis, U, 1998–1999."),
    ],
)
def test_the_list_of_references_prints_what_the_entries_mean(page, id_, printed):
    """Accents, ``and`` at the end of a line, bodies, particles, dates and inherited fields."""
    assert entry(page, id_) == printed


def test_the_text_cites_by_the_same_names(page):
    """A body is one author, a particle stands before its name, letters tell works apart."""
    cited = text(page.all("//main//p")[0])

    for label in (
        "Müller et al. 2001, p. 488", "Barnes and Noble 2002",
        "Testsson & van der Berg (2003, p. xii)", "Simons et al. 2003", "Li 2007a; Li 2007b",
        "Doe in press-a; Doe in press-b", "“A Page of Nobody” n.d.", "Plato 1998–1999",
    ):  # fmt: skip
        assert label in cited


def test_rows_cite_by_the_same_names_and_lead_to_the_entries(page):
    """Keys with capitals, colons and underscores; Roman pages, en dashes and lists of pages."""
    cells = page.all(f"//tr[starts-with(@id, 'notes-')]/td[{has_class('source')} or last()]")

    assert list(map(text, cells)) == [
        "Müller et al. 2001, pp. 488–490, 495",
        "Testsson & van der Berg 2003, p. xii; Li 2007a",
        "“A Page of Nobody” n.d.; Doe in press-a",
    ]
    links = [link for cell in cells for link in cell.xpath(".//a/@href")]
    assert links == ["#muller-berge-2001", "#zotero-testsson-2003", "#lichina2007", "#undated",
                     "#soon"]  # fmt: skip
    assert all(page.at(link[1:]) is not None for link in links)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("muller_berge_2001", "Müller, A., Østby, B., & Dupré, F. (2001). Über Berge &"),
        ("BarnesNoble2002", "Barnes and Noble. (2002). Books and Shelves. P. https://doi.org/10.1"),
        ("zotero:testsson.2003", "Testsson, T., & van der Berg, J. (2003). A part. In T. W. "
         "Simons Jr., et al. (Eds.), The whole: In parts (pp. xi–xlii). P."),
        ("liRussia2007", "Li, C. (2007b). Two. J."),
        ("soon", "Doe, J. (in press-a). Soon. J."),
        ("undated", "A page of nobody. (n.d.)."),
    ],
)  # fmt: skip
def test_cards_name_the_works_alike(page, key, said):
    """Each citation opens the card of its work, with the same authors, letter and date."""
    assert page.all(f"//a[@data-card='card-{key}']")
    assert text(page.at(f"card-{key}").xpath("p")[0]).startswith(said)


def test_the_search_names_the_works_alike(folder):
    """Citations in sections, and works, stand there as they are printed."""
    documents = search_documents(folder / "_build/html")
    works = {each["title"]: each["text"] for each in documents if each["kind"] == "work"}

    assert works["Müller et al. 2001"].startswith("Über Berge & Täler")
    assert {"Barnes and Noble 2002", "Li 2007a", "Doe in press-b"} <= set(works)
    sections = [each.get("text", "") for each in documents if each["kind"] in ("book", "section")]
    assert any("Testsson & van der Berg 2003, p. xii" in each for each in sections)


NAMES = {
    "muller_berge_2001": ["Müller, Anna", "Østby, Bjørn", "Dupré, François"],
    "BarnesNoble2002": ["Barnes and Noble"],
    "zotero:testsson.2003": ["Testsson, Tess", "van der Berg, Jan"],
    "Whole-2003": ["Simons, Thomas W., Jr.", "others"],
    "ma2009": ["Plato"],
}


@pytest.mark.parametrize("name", ["bib", "ris", "json"])
def test_reference_managers_get_the_names_whole(folder, name):
    """Pandoc reads bodies and particles from each download, and ``Jr.``, in an order of its own."""
    downloaded = (folder / f"_build/html/citations/references.{name}").read_text(encoding="utf-8")
    kinds = {"bib": "bibtex", "ris": "ris", "json": "csljson"}
    found = reading.pandoc(kinds[name], downloaded)

    for key, names in NAMES.items():
        parts = [sorted(name.split(", ")) for name in found[key]["authors"]]
        assert parts == [sorted(name.split(", ")) for name in names]
    assert "private.pdf" not in downloaded


def test_particles_have_a_field_of_their_own(folder):
    """CSL styles sort and abbreviate names by it."""
    items = cited_works.read_works(folder / "references.bib")

    assert items["zotero:testsson.2003"]["author"][1] == {
        "family": "Berg", "given": "Jan", "non-dropping-particle": "van der"
    }  # fmt: skip
    assert items["Whole-2003"]["editor"][0]["suffix"] == "Jr."


def test_works_without_a_year_are_exported_as_such(folder):
    """In press is a status, not a date; n.d. is what styles print for neither."""
    items = cited_works.read_works(folder / "references.bib")

    assert items["soon"]["status"] == "in press" and "issued" not in items["soon"]
    assert not {"status", "issued"} & set(items["undated"])
    assert "PY  - " not in export_formats.ris(items["soon"])
    assert items["liChina2007"]["issued"] == {"date-parts": [[2007, 5, 3]]}


def test_a_work_without_a_year_has_a_place_beside_the_axis_of_a_timeline(folder, monkeypatch):
    """It is undated there; a work of two years spans both."""
    monkeypatch.setenv("EDITION_HOME", str(folder))
    rows = figure_rows.dated_works().set_index("id")

    assert rows.precision["soon"] == "undated" and pd.isna(rows.start["soon"])
    assert tuple(rows.loc["ma2009", ["start", "end", "precision"]]) == ("1998", "1999", "period")


@pytest.mark.parametrize("type_", LEAST)
def test_an_entry_of_any_type_is_printed_if_check_accepts_it(page, type_):
    """Types of BibTeX and biblatex, and unknown ones, with no more than the required fields."""
    assert f"A {type_}" in entry(page, f"least-{type_}")


FAULTS = [
    ("@book{a, author = {others}, title = {T}, publisher = {P}, year = 1999}", "author: a: "),
    ("@book{a, author = {B, C., D, E., F}, title = {T}, publisher = {P}, year = 1999}", "author: "),
    ("@book{a, author = {B and}, title = {T}, publisher = {P}, year = 1999}", "author: a: 'B and'"),
    ("@book{a, author = {B; C}, title = {T}, publisher = {P}, year = 1999}", "author: a: 'B; C'"),
    ("@book{a, title = {T}, publisher = {P}, year = 1999}", "author/editor: a: the field"),
    ("@misc{a, title = {T}, year = {around 1999}}", "year: a: 'around 1999' is not a date"),
    ("@misc{a, title = {T}, year = {/}}", "year: a: '/' is not a date"),
    ("@misc{a, title = {T}, date = {1999-13}}", "date: a: '1999-13' has no month 13"),
    ("@misc{a, title = {T}, year = 1999, url = {www.example.org}}", "url: a: 'www.example.org' is"),
    ("@misc{a, title = {T}, year = 1999, doi = {none}}", "doi: a: 'none' is no DOI"),
    ("@misc{a, title = {T}, year = 1999, year = 2000}", "year: a: the field 'year' already occurs"),
    ("@misc{a, title = {T}, year = 1999}\n@misc{a, title = {U}, year = 1999}", "key: a: the key"),
    ("@misc{A_1, title = {T}, year = 1999}\n@misc{a:1, title = {U}, year = 1999}", "key: a:1: the"),
    ("@misc{two words, title = {T}, year = 1999}", "key: two words: a key has"),
    ("@misc{a, title = {T}, year = 1999, crossref = {b}}", "crossref: a: 'b' is no other entry"),
    ("@misc{a, title = nobody, year = 1999}", "title: a: 'nobody' is neither in braces"),
    ("@misc{a, title = {T} x}, year = 1999}", "title: a: '{T} x' is neither"),
    ("@misc{a, title = {T}\n year = 1999}", "title: a: '{T}"),
    ("@misc{a, title = {T, year = 1999}\n\n@misc{b, title = {U}, year = 1999}", "entry: '@misc{a'"),
    ("@misc{a, title = {T}, year = 1999", "entry: '@misc{a'"),
    ("@misc{a, title = {{}}, year = 1999}", "title: a: the field 'title' is missing"),
    ("@misc{a, title = {T\x0b}, year = 1999}", "file: contains the control character U+000B"),
    ("@misc{a, title = {Caf\xe9}, year = 1999}", "file: is not UTF-8"),
]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny book, never built, whose bibliography a test may write."""
    return tiny_book.make(tmp_path_factory.mktemp("faulty") / "book")


@pytest.mark.parametrize(("source", "reason"), FAULTS)
def test_check_names_what_is_wrong_with_an_entry(plain, monkeypatch, source, reason):
    """One line with line, field and reason, and nothing that merely follows from it."""
    (plain / "references.bib").write_bytes(("\n" + source).encode("latin-1"))
    monkeypatch.setenv("EDITION_HOME", str(plain))
    result = CliRunner().invoke(app, ["check"])

    assert result.exit_code == 1
    (line,) = result.output.splitlines()
    assert re.match(rf"references\.bib:[23]: {re.escape(reason)}", line), line


def test_all_that_is_wrong_is_named_at_once(plain):
    """Every faulty entry has its line; the command prints no traceback and no log message."""
    sources = [source.replace("{a,", f"{{a{n},") for n, (source, _) in enumerate(FAULTS[:10])]
    (plain / "references.bib").write_text("\n".join(sources), encoding="utf-8")
    for command in ("check", "build"):
        done = tiny_book.run(plain, command)
        lines = done.stderr.partition("\n\n")[0].splitlines()
        assert done.returncode == 1
        assert [line.partition(": ")[0] for line in lines] == [
            f"references.bib:{n}" for n in range(1, 11)
        ]


@pytest.mark.parametrize("arguments", [["audit"], ["cite", "4.2.1"]])
def test_no_command_ends_with_a_traceback(project, monkeypatch, arguments):
    """A bibliography that is saved in another encoding is reported by whoever reads it."""
    path = project / "references.bib"
    path.write_bytes(path.read_text(encoding="utf-8").replace("Tønnesson", "T\xf8n").encode(
        "latin-1", "replace"))  # fmt: skip
    monkeypatch.setenv("EDITION_HOME", str(project))
    result = CliRunner().invoke(app, arguments)

    assert result.exit_code and isinstance(result.exception, SystemExit)
    assert re.match(r"references\.bib:\d+: file: is not UTF-8", result.output)
