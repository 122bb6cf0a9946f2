"""What the book tells machines, read by programs that are not ours."""

import json
import re
import subprocess
from copy import deepcopy
from dataclasses import replace
from itertools import product
from pathlib import Path

import extruct
import pytest
from lxml import etree
from markupsafe import Markup
from pybtex import errors
from pybtex.bibtex import BibTeXEngine

import reading
from edition.citing import cited_works, csl_styles, export_formats, lookup
from edition.citing.reference_cache import ReferenceCache
from edition.citing.references import References
from edition.citing.targets import Target
from edition.data import bibliography
from edition.project import citation_file
from edition.project.citation_file import Metadata
from test_references import AWKWARD

PAGES = {
    "book": "index.html",
    "sec-4": "chapters/04-case-for.html",
    "table-events": "apparatus/tables/events.html",
}
#: A place of each kind; the last three are data of others, and a page of the apparatus.
CITED = (
    "book", "sec-4", "sec-4-2-1", "table-events", "ev-shanghai-five-founded", "c-1-01",
    "table-arms-transfers", "later-sco-founded", "how-to-cite",
)  # fmt: skip
#: What is compared of works of the bibliography.
COMMON = ("title", "authors", "year", "pages", "address")
#: What a reader does not take from a format, by type of the place.
LOST = {
    "citation_js": {
        "bibtex": {("dataset", "type"), ("dataset", "version")},
        "ris": {("chapter", "date")},
        "csl-json": set(),
    },
    "pandoc": {
        "bibtex": {("dataset", "type")},
        "ris": set(product(("book", "chapter", "dataset"), ("date", "note"))),
        "csl-json": set(),
    },
    "bibtexparser": {"bibtex": {("dataset", "type")}},
}  # fmt: skip
#: A place of each kind, printed for a person to read.
KINDS = {
    "The book": "book",
    "A chapter": "sec-4",
    "A section": "sec-4-2-1",
    "A figure": "fig-4-year",
    "A table": "table-events",
    "A row": "ev-shanghai-five-founded",
    "A claim": "c-1-01",
    "A page of the apparatus": "how-to-cite",
    "A table of other people’s data": "table-unga-ideal-points",
    "Its row, with the terms of its owners": "arms_transfers-2000",
    "A table of the edition’s own": "table-predictions",
}
PRINTED = Path(__file__).parent / "printed"
PRINTED_STYLES = {
    "APA": csl_styles.style_path("apa"),
    "Chicago": csl_styles.style_path("chicago"),
    "MLA": PRINTED / "modern-language-association.csl",
}
ODD_WORKS = r"""
@article{odd2001,
  author = {M{\"u}ller-G{\"o}ransson, J{\"o}rg and {Smith \& Sons} and O'Brien, S{\o}ren},
  title = {Bases \& “threats”: 50\% of \#1\_x – from {K{\o}ge} to {G{\"o}teborg}},
  journal = {A \& B}, year = {2001}, pages = {1--22}, url = {https://example.org/a_b?c=d&e=%20f},
}
@book{odd2002,
  editor = {van der Berg, Åse and Ødegård, Knut},
  title = {‘Quotes’ and ``quotes'' -- a Study},
  publisher = {C}, year = {2002},
}
@article{odd2003,
  author = {Testsson, Tess and others}, title = {A Long List}, journal = {D}, year = {2003},
}
"""


@pytest.fixture(scope="module")
def meta(root: Path) -> Metadata:
    """The edition, published at an address."""
    return replace(citation_file.read_citation_file(root), base_url="https://example.org/book/")


@pytest.fixture(scope="module")
def odd(tmp_path_factory) -> Path:
    """A bibliography with all that careless writers trip over."""
    path = tmp_path_factory.mktemp("odd") / "odd.bib"
    path.write_text(ODD_WORKS, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def references(root: Path, meta: Metadata) -> References:
    """The references of the edition."""
    return References(root, meta, ReferenceCache())


@pytest.fixture(scope="module")
def cited(book: Path, root: Path, references: References) -> list[dict]:
    """A place of each kind, every figure of the book, and places with awkward titles."""
    known = lookup.known_targets(root)
    figures = [place for place in known.values() if place.kind == "figure"]
    page = "chapters/04-case-for.html"
    awkward = [
        Target(f"{kind}-{number}", kind, title, page, "4.1", "12")
        for number, title in enumerate(AWKWARD)
        for kind in ("figure", "table")
    ]
    assert figures
    return [references.item(place) for place in (*map(known.get, CITED), *figures, *awkward)]


@pytest.fixture(scope="module")
def written(root: Path, odd: Path, cited: list[dict]) -> tuple[reading.Records, dict[str, str]]:
    """What readers should find in places and works, and all of them in each format."""
    bib = root / "references.bib"
    works = [*cited_works.read_works(bib).values(), *cited_works.read_works(odd).values()]
    expected = reading.of_csl([*cited, *works])
    for work in works:
        fields = expected[work["id"]]
        expected[work["id"]] = {name: fields[name] for name in COMMON}
    parts = [
        *map(export_formats.bibtex, cited),
        cited_works.works_as_bibtex(bib),
        cited_works.works_as_bibtex(odd),
    ]
    texts = {
        "bibtex": "".join(parts),
        "ris": "".join(map(export_formats.ris, [*cited, *works])),
        "csl-json": export_formats.csl_json([*cited, *works]),
    }
    return expected, texts


def straight(text: str) -> str:
    """A text with one kind of quotes: pandoc chooses the kind by its own typography."""
    return re.sub('[“”‘’"]', "'", text)


def differences(found: reading.Records, expected: reading.Records) -> dict[tuple, list]:
    """What came back otherwise than it was written, by type and field; works have no type here."""
    assert list(found) == list(expected)
    unlike: dict[tuple, list] = {}
    for key, fields in expected.items():
        for field, value in fields.items():
            if found[key][field] != value:
                kind = (fields.get("type", "work"), field)
                unlike.setdefault(kind, []).append((key, found[key][field], value))
    return unlike


def any_case(records: reading.Records, expected: reading.Records) -> reading.Records:
    """Records with the titles of works in small letters: BibTeX stores them with capitals."""
    works = [key for key, fields in expected.items() if "type" not in fields]
    lower = {key: {"title": records[key]["title"].casefold()} for key in works}
    return {key: fields | lower.get(key, {}) for key, fields in records.items()}


def only(lost: set[tuple], unlike: dict[tuple, list]) -> bool:
    """Whether nothing but what the reader never takes is missing; else what is, is printed."""
    others = {kind: each[:3] for kind, each in unlike.items() if kind not in lost}
    assert others == {} and unlike.keys() == lost, (others, lost - unlike.keys())
    return True


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_citation_js_reads_what_was_written(written, name):
    """Type, title, names, whole, version, date, address and note are the same after an import."""
    expected, texts = written
    found = reading.citation_js(**{name: texts[name]})[name]
    if name == "bibtex":
        found, expected = any_case(found, expected), any_case(expected, expected)

    assert only(LOST["citation_js"][name], differences(found, expected))


def test_bibtexparser_reads_what_was_written(written):
    """BibTeX comes back whole, names split by BibTeX's rules and TeX decoded."""
    expected, texts = written

    found = any_case(reading.bibtex(texts["bibtex"]), expected)
    unlike = differences(found, any_case(expected, expected))
    assert only(LOST["bibtexparser"]["bibtex"], unlike)


def quoted(records: reading.Records) -> reading.Records:
    """Records with one kind of quotes."""
    return {
        key: fields
        | {n: straight(fields[n]) for n in ("title", "container", "note") if n in fields}
        | {"authors": list(map(straight, fields["authors"]))}
        for key, fields in records.items()
    }


def test_pandoc_reads_csl_json_as_it_was_written(written):
    """CSL-JSON comes back from pandoc, but for the kind of quotes."""
    expected, texts = written
    found = reading.pandoc("csljson", texts["csl-json"])

    assert only(LOST["pandoc"]["csl-json"], differences(quoted(found), quoted(expected)))


def bibtex_order(name: str) -> str:
    """A name as pandoc takes it from RIS: with BibTeX's order of suffix and first name."""
    family, *rest = name.split(", ")
    return ", ".join([family, *reversed(rest)])


def test_pandoc_reads_ris_as_it_was_written(written):
    """RIS comes back from pandoc, but for the kind of quotes and the order of ``Jr.``"""
    expected, texts = deepcopy(written)
    for fields in expected.values():
        fields["authors"] = list(map(bibtex_order, fields["authors"]))
    found = reading.pandoc("ris", texts["ris"])

    assert only(LOST["pandoc"]["ris"], differences(quoted(found), quoted(expected)))


@pytest.mark.parametrize("name", ["bibtex", "ris", "csl-json"])
def test_a_list_of_authors_that_goes_on_goes_on_after_an_import(written, name):
    """``and others`` reaches both readers, whichever file was downloaded."""
    text = written[1][name]
    found = [
        reading.pandoc({"csl-json": "csljson"}.get(name, name), text),
        reading.citation_js(**{name: text})[name],
    ]

    for records in found:
        assert records["odd2003"]["authors"] == ["Testsson, Tess", "others"]


def test_pandoc_prints_a_list_that_goes_on_as_such(odd):
    """Whoever cites from the downloaded CSL-JSON gets ``et al.``, not an author named Others."""
    item = cited_works.read_works(odd)["odd2003"]

    assert "Testsson, Tess et al. 2003" in reading.cited_by_pandoc([item])


@pytest.mark.parametrize("name", csl_styles.STYLES)
def test_references_are_those_of_another_processor(cited, meta, name):
    """Pandoc's CSL processor prints the same from the same official style, letter for letter."""
    for item in [meta.original_work, *cited[: -2 * len(AWKWARD)]]:
        bare = {key: value for key, value in item.items() if key != "note"}
        expected = reading.cited_by_pandoc([bare], csl_styles.style_path(name))
        assert Markup(csl_styles.format_reference(bare, name)).striptags() == expected


def test_what_pandoc_prints_of_every_kind_of_place_has_been_read(root, meta, book):
    """APA, Chicago and MLA, each place with the works that it rests on, letter for letter.

    A change of what is printed is to be read before it is put into the file.
    """
    frozen = replace(meta, version="1.1.0", release_date="2026-11-27", commit="", build_date="")
    references, known = References(root, frozen, ReferenceCache()), lookup.known_targets(root)
    parts = []
    for kind, id_ in KINDS.items():
        items = json.loads(references.complete(known[id_], "csl-json"))
        lines = [f"## {kind} ({id_})", re.sub(r"swh:\S+(?=\.)", "…", items[0]["note"])]
        for style, path in PRINTED_STYLES.items():
            lines.append(f"{style}:\n{reading.cited_by_pandoc(items, path)}")
        parts.append("\n\n".join(lines))
    printed = "\n\n".join(parts) + "\n"

    assert printed == (PRINTED / "references.txt").read_text("utf-8")


def test_pandoc_reads_bibtex_and_keeps_proper_names(written, root):
    """Pandoc puts English titles into sentence case; names must keep their capitals in that."""
    expected, texts = written
    found, expected = quoted(reading.pandoc("bibtex", texts["bibtex"])), quoted(expected)
    names = cited_works.proper_names(root / "references.bib")
    for key, fields in expected.items():
        for name in names:
            held = re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", fields["title"])
            assert found[key]["title"].count(name) >= len(held), (name, found[key]["title"])

    found, expected = any_case(found, expected), any_case(expected, expected)
    assert only(LOST["pandoc"]["bibtex"], differences(found, expected))


def complaints(printed: str) -> set[tuple[str, str]]:
    """Biber's warnings and errors, as pairs of an entry's key and what is wrong with it."""
    found = re.findall(r"^(WARN|ERROR) - (.*)$", printed, re.M)
    pattern = r"Datamodel: Entry '([^']+)' \([^)]*\): (.*)"
    return {
        m.groups() if (m := re.fullmatch(pattern, text)) else (level, text) for level, text in found
    }


def joined(sources: dict[str, str]) -> str:
    """The entries of several files under keys of their own; an entry met before is left out."""
    seen: dict[str, str] = {}
    for source, text in sources.items():
        for entry in re.split(r"^(?=@)", text, flags=re.M):
            if entry.startswith("@") and entry.rstrip() not in seen:
                seen[entry.rstrip()] = source
    return "\n".join(
        re.sub(r"^(@\w+\{)", rf"\g<1>{source}:", entry) for entry, source in seen.items()
    )


EDITED = """<maps><map>
  <map_step map_notfield="author" map_final="1"/>
  <map_step map_type_source="book" map_final="1" map_type_target="collection"/>
</map><map>
  <map_step map_notfield="editor" map_final="1"/>
  <map_step map_type_source="incollection" map_final="1" map_type_target="inbook"/>
</map></maps>"""


def bibtex_rules(path: Path) -> Path:
    """Write a configuration of biber with BibTeX's own rule for books: an author or an editor.

    The data model of biblatex asks an author of a ``@book`` and has ``@collection`` for
    edited ones.  BibTeX has no such type: it would print one as ``@misc``, without editor
    and publisher.  As ``@book`` BibTeX, biblatex and every importer treat it right, so
    that it is a ``@book`` in our files and checked as a ``@collection``.  Likewise biblatex has
    ``@inbook`` for a part of a book without an editor; BibTeX would take its title for the book's.
    """
    usual = etree.parse(reading.run("biber", "--tool-config").strip())
    (maps,) = usual.xpath("//sourcemap/maps[@datatype='bibtex']")
    maps.extend(etree.fromstring(EDITED))
    configuration = etree.Element("config")
    configuration.append(maps.getparent())
    path.write_bytes(etree.tostring(configuration))
    return path


def checked_by_biber(folder: Path, text: str) -> set[tuple[str, str]]:
    """What biber finds wrong with the entries of a BibTeX file."""
    bib, rules = folder / "all.bib", bibtex_rules(folder / "biber.conf")
    bib.write_text(text, encoding="utf-8")
    arguments = ["--tool", "--validate-datamodel", "--nolog", "--configfile", rules]
    return complaints(reading.run("biber", *arguments, "-O", folder / "out.bib", bib))


def test_biber_asks_of_a_book_what_bibtex_asks(tmp_path):
    """An author or an editor; with neither, or without a title, a book is found wanting."""
    books = {
        "edited": "editor = {B}, title = {C}, year = 1993",
        "nobody": "title = {C}, year = 1993",
        "untitled": "author = {A}, year = 1993",
    }
    text = "".join(f"@book{{{key}, {fields}}}\n" for key, fields in books.items())

    found = checked_by_biber(tmp_path, text)
    assert sorted(key for key, _ in found) == ["nobody", "untitled"], found


def test_biber_accepts_every_bibtex_file(book, root, cited, tmp_path):
    """The data model knows every field of every download, and nothing it asks for is missing.

    In references.bib it does not know our own fields: misprints, and names that the thesis cites.
    Styles of BibTeX print ``n.d.`` as the year of an undated work; biblatex wants a number.
    """
    bib = root / "references.bib"
    made = {path.stem: path.read_text("utf-8") for path in sorted(book.glob("citations/*.bib"))}
    odd = {"odd": "".join(export_formats.bibtex(item) for item in cited)}
    found = checked_by_biber(tmp_path, joined({"source": bib.read_text("utf-8"), **made, **odd}))

    message = "Field '{}' invalid in data model - ignoring"
    own = {
        (f"source:{entry.key}", message.format(field))
        for entry in bibliography.read_bibliography(bib).values()
        for field in entry.source
        if field.startswith(("printed-", "cited-"))
    }
    undated = "|".join(key for key, work in bibliography.read_bibliography(bib).items()
                       if not work.dates)  # fmt: skip
    dated = {each for each in found if not re.search(rf"(:|'\S+:)({undated})\b", " ".join(each))}
    assert own and undated and dated == own


def test_classic_bibtex_prints_address_and_version_and_asks_for_nothing(cited):
    """With a style that knows neither ``url`` nor ``version``; the book has no editor."""
    places = cited[: -2 * len(AWKWARD)]
    text = "".join(map(export_formats.bibtex, places))
    with errors.capture() as warnings:
        printed = BibTeXEngine().format_from_string(text, style=str(PRINTED / "plain"))
    entries = [" ".join(each.split()) for each in printed.split("\\bibitem")[1:]]
    found = {entry[1:].partition("}")[0]: entry for entry in entries}

    assert warnings == [] and len(found) == len(places)
    for item in places:
        entry = found[item["id"]]
        assert f"\\url{{{item['URL']}}}." in entry.replace("% ", "")
        assert re.search(r"[Vv]ersion 1\.", entry) and "editor" not in entry


CFFCONVERT = reading.READERS.parent.parent / "_build" / "cffconvert" / "bin" / "cffconvert"


def cffconvert(*arguments: str | Path) -> subprocess.CompletedProcess:
    """The validator of citation files, from its own environment."""
    assert CFFCONVERT.is_file(), "run `.venv/bin/python tools/ensure-tools`"
    return subprocess.run([CFFCONVERT, *arguments], capture_output=True, text=True)


def test_cffconvert_finds_the_citation_file_valid(root, tmp_path):
    """CITATION.cff follows version 1.2.0 of its schema; a spoiled one would be found out."""
    done = cffconvert("--validate", "-i", root / "CITATION.cff")
    assert done.returncode == 0 and "schema version 1.2.0" in done.stdout, done.stderr

    spoiled = (root / "CITATION.cff").read_text("utf-8").replace("type: thesis", "type: essay")
    (tmp_path / "CITATION.cff").write_text(spoiled, encoding="utf-8")
    assert cffconvert("--validate", "-i", tmp_path / "CITATION.cff").returncode != 0


@pytest.mark.parametrize("name", ["codemeta", "schema.org", "zenodo"])
def test_what_cffconvert_makes_of_the_citation_file_has_a_license(root, name):
    """It is one address of the list of licenses, or one of its identifiers."""
    license_ = json.loads(cffconvert("-f", name, "-i", root / "CITATION.cff").stdout)["license"]

    meta = citation_file.read_citation_file(root)
    expected = (
        meta.licenses[0] if name == "zenodo" else f"https://spdx.org/licenses/{meta.licenses[0]}"
    )
    assert license_ in (expected, {"id": expected})


def test_cffconvert_gives_the_reference_of_the_edition(root):
    """Whoever cites from CITATION.cff names title, body, year and version as we do."""
    done = cffconvert("-f", "apalike", "-i", root / "CITATION.cff")
    meta = citation_file.read_citation_file(root)

    for part in (meta.title, meta.authors[0]["literal"], meta.release_date[:4], meta.version):
        assert part in done.stdout


@pytest.fixture(scope="module")
def told(book: Path) -> dict[str, dict]:
    """What html-metadata finds in the title page, a chapter and a table's page."""
    paths = [book / page for page in PAGES.values()]
    found = json.loads(reading.run("node", reading.READERS / "metadata.js", *paths))
    return dict(zip(PAGES, found, strict=True))


@pytest.mark.parametrize("id_", PAGES)
def test_html_metadata_finds_what_a_page_is(told, root, id_):
    """Title, authors, date, language and the title of the book, of which a table is no section."""
    meta, place = citation_file.read_citation_file(root), lookup.known_targets(root)[id_]
    found = told[id_]["highwirePress"]

    assert found["title"] == place.name
    assert found["author"] == "; ".join(map(export_formats.undivided_name, meta.authors))
    assert found["publication_date"] == meta.release_date.replace("-", "/")
    assert found["language"] == told[id_]["general"]["lang"] == meta.language
    assert found.get("inbook_title") == (meta.title if id_ == "sec-4" else None)
    assert "firstpage" not in found
    assert told[id_]["openGraph"]["title"] == place.name


@pytest.mark.parametrize("id_, kind", [*zip(PAGES, ("Book", "Chapter", "Dataset"), strict=True)])
def test_extruct_and_html_metadata_read_the_same_structured_data(book, told, root, id_, kind):
    """Each page says what it is, what it is part of, and that it is based on the thesis."""
    meta = citation_file.read_citation_file(root)
    text = (book / PAGES[id_]).read_text("utf-8")
    (found,) = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]

    assert found == told[id_]["jsonLd"]
    assert found["@type"] == kind
    (base,) = found["isBasedOn"]
    assert base["name"].casefold() == meta.original_work["title"].casefold()
    assert base["author"][0]["familyName"] == meta.original_work["author"][0]["family"]
    part_of = {"@type": "Book", "name": meta.title}
    assert part_of.items() <= found.get("isPartOf", part_of).items()
    assert ("isPartOf" in found) == (id_ != "book")
