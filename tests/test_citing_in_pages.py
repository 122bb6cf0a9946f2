"""Citing in built pages: controls, boxes, the head's tags and the files beside the pages."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import extruct
import pytest
from lxml import etree
from lxml import html as lxml_html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.inventory import InventoryFile

import reading
from edition.citing import lookup, published_addresses, targets
from edition.citing.reference_cache import ReferenceCache
from edition.citing.references import FORMATS, References
from edition.data import partial_dates
from edition.figures import MIME
from edition.project import citation_file
from edition.sphinxext.citation_catalog import ADDRESS_STAND_IN
from softbalancing import load, publish

BASE = "https://example.org/book/"
ODD = "Bases & “threats” <after> Køge – 2001</script>"
CHAPTER = f"""(sec-4)=
# The Case for Soft Balancing

What comes first {{cite:p}}`li2007{{p. 488}}` & <b>more</b>, in {{event}}`EVENT`.[^1]

[^1]: A note.

(reasons)=
(sec-4-1)=
## Reasons

(sec-4-9)=
### {ODD.replace("<", "&lt;")}
"""
PAGES = {
    "index.md": "(title-page)=\n# The Book\n\n```{toctree}\n:numbered:\nchapters/04-case-for\n"
    "chapters/05-figure\nchapters/07-references\n```\n\n```{toctree}\napparatus/tables/facts\n"
    "apparatus/how-to-cite\n```\n",
    "chapters/04-case-for.md": CHAPTER,
    "chapters/07-references.md": "(sec-7)=\n# References\n\n```{bibliography}\n:all:\n```\n",
    "apparatus/tables/facts.md": "(table-facts)=\n# Facts\n\n```{datatable} facts\n```\n",
    "apparatus/how-to-cite.md": "(how-to-cite)=\n# How to cite\n\n```{citations} section\n```\n\n"
    "```{citations} table\n```\n\n```{swhids}\n```\n\n```{bibliographies}\n```\n\n"
    "```{cite-example} 4.1 bibtex\n```\n",
}
CONFIG = {
    "extensions": ["myst_nb", "sphinxcontrib.bibtex", "edition.sphinxext"],
    "html_theme": "edition",
    "nb_execution_mode": "off",
    "numfig": True,
    "bibtex_bibfiles": ["references.bib"],
    "bibtex_reference_style": "round",
    "bibtex_default_style": "list",
    "bibtex_cite_id": "{key}",
    "exclude_patterns": ["out*", "data"],
}


def dated():
    """An event of a known year."""
    events = load("events")
    return next(events[events.precision == "year"].itertuples())


def notebook() -> str:
    """A chapter whose only cell has published a figure."""
    rows = load("events").head(3)
    figure = publish.timeline(rows, name="fig-5-odd", title=ODD, caption="What to see.")
    output = {"output_type": "display_data", "metadata": {}, "data": {MIME: figure.to_json()}}
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "(sec-5)=\n# Against\n\nText."},
        {"cell_type": "code", "metadata": {}, "source": "0", "execution_count": 1,
         "outputs": [output]},
    ]  # fmt: skip
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})


def built(source: Path, base: str) -> Path:
    """A small book as HTML."""
    out = source / f"out{len(base)}"
    with patch_docutils(), docutils_namespace():
        config = CONFIG | {"html_baseurl": base}
        app = Sphinx(source, None, out, out / ".doctrees", "html", config, status=None)
        app.build()
    return out


@pytest.fixture(scope="module")
def source(tmp_path_factory, root: Path) -> Iterator[Path]:
    """The sources of a small book with our tables and bibliography."""
    folder = tmp_path_factory.mktemp("book")
    shutil.copytree(root / "data", folder / "data")
    for name in ("references.bib", "CITATION.cff", "_config.yml"):
        shutil.copy(root / name, folder)
    for name, text in {**PAGES, "chapters/05-figure.ipynb": notebook()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text.replace("EVENT", dated().id), encoding="utf-8")
    (folder / published_addresses.LIST).write_text(
        "chapters/old.html#sec-9 -> chapters/04-case-for.html#sec-4\n"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "EDITION_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def site(source: Path) -> Path:
    """The small book, published at `BASE`."""
    return built(source, BASE)


@pytest.fixture(scope="module")
def unpublished(source: Path) -> Path:
    """The small book without a base address."""
    return built(source, "")


def parsed(path: Path) -> lxml_html.HtmlElement:
    """A page as browsers see it."""
    return lxml_html.fromstring(path.read_bytes())


def contents(page, attribute: str = "name") -> dict[str, list[str]]:
    """The page's meta elements."""
    found: dict[str, list[str]] = {}
    for meta in page.xpath(f"//head/meta[@{attribute}]"):
        found.setdefault(meta.get(attribute), []).append(meta.get("content"))
    return found


def links(page) -> dict[str, list[str]]:
    """The page's typed links."""
    found: dict[str, list[str]] = {}
    for link in page.xpath("//head/link"):
        found.setdefault(link.get("rel"), []).append(link.get("href"))
    return found


def test_headings_have_a_control_that_is_also_a_link(site):
    """Each leads to the place's own entry on the page about citing, with a name of its own."""
    page = parsed(site / "chapters/04-case-for.html")
    controls = page.xpath("//*[self::h1 or self::h2 or self::h3]/a[@class='cite']")

    assert [c.get("data-cite") for c in controls] == ["sec-4", "sec-4-1", "sec-4-9"]
    assert controls[0].get("aria-label") == "Cite chapter 4"
    target = parsed(site / "apparatus/how-to-cite.html")
    for control in controls:
        assert (
            control.get("href") == f"../apparatus/how-to-cite.html#cite-{control.get('data-cite')}"
        )
        assert len(target.xpath(f"//*[@id='cite-{control.get('data-cite')}']")) == 1


def test_the_box_knows_every_place_of_the_page(site):
    """Sections and figures, in all five formats; no title can end the script element."""
    for name, expected in (("04-case-for", ["sec-4", "sec-4-1", "sec-4-9"]),
                           ("05-figure", ["sec-5", "fig-5-odd"])):  # fmt: skip
        page = parsed(site / f"chapters/{name}.html")
        (data,) = page.xpath("//script[@id='cite-data']")
        box = json.loads(data.text)

        assert list(box) == [*expected, "bergfeldt2008"]
        for id_ in expected:
            place = box[id_]
            own = id_ == "sec-4-9"  # the thesis has no such section
            assert place["works"] == ([] if own else ["bergfeldt2008"])
            assert ("The edition’s own." if own else "Bergfeldt 2008") in place["note"]
            assert place["address"] == f"{BASE}chapters/{name}.html#{id_}"
            assert {"title", "apa", "chicago", "bibtex", "ris", "csl-json"} < set(place)
            assert ADDRESS_STAND_IN in place["apa"] and ADDRESS_STAND_IN in place["ris"]
    assert ODD in box["fig-5-odd"]["title"]
    assert json.loads(box["fig-5-odd"]["csl-json"])[0]["title"].endswith(ODD)


def filled(control, box: dict[str, dict]) -> dict[str, str]:
    """What the box shows for a row: the form that the control names, with its stand-ins filled."""
    row, page = control.get("data-row"), control.get("data-page", "row-page")
    signs = {"row\\_id": row.replace("_", "\\_"), "row_id": row, "row-page": page}

    def fill(text: str) -> str:
        for stand_in, value in signs.items():
            text = text.replace(stand_in, value)
        return text

    shown = box[control.get("data-cite")]
    return {name: fill(text) for name, text in shown.items() if isinstance(text, str)}


def test_a_table_page_brings_a_form_for_its_rows(site):
    """With the row's id put in, it is the reference of the row."""
    page = parsed(site / "apparatus/tables/facts.html")
    (control,) = page.xpath("//tr[@id='us-preponderance']//a[@class='cite']")
    row = filled(control, json.loads(page.xpath("//script[@id='cite-data']")[0].text))

    assert row["address"] == f"{BASE}apparatus/tables/facts.html#us-preponderance"
    assert "Row us-preponderance of the Table Facts" in row["chicago"]


def test_without_scripts_a_row_is_cited_by_the_entry_of_its_table(site):
    """Its control leads there, where the form says what is to be put into it."""
    page = parsed(site / "apparatus/tables/facts.html")
    (control,) = page.xpath("//tr[@id='us-preponderance']//a[@class='cite']")
    assert control.get("href") == "../../apparatus/how-to-cite.html#cite-table-facts"

    (entry,) = parsed(site / "apparatus/how-to-cite.html").xpath("//*[@id='cite-table-facts']")
    (says,) = entry.xpath("p[code]")
    assert says.text_content() == "A row of it, with the row’s id for row_id:"
    (folded,) = says.itersiblings("details", preceding=False)
    assert "Row row_id of the table Facts (Version" in says.getnext().text_content()
    assert "TI  - Row row_id of the table Facts" in folded.text_content()


def without_commit(text: str) -> str:
    """A reference without commit and its date, which the next commit changes."""
    return re.sub(r"Commit [0-9a-f]+ of \w+ \d+, \d{4}", "", text)


def test_every_row_and_its_card_give_the_reference_of_the_row(book, root):
    """Id, printed page and file: as the command line has them, in all formats."""
    known, meta, seen = lookup.known_targets(root), citation_file.read_citation_file(root), set()
    references = References(root, replace(meta, base_url=BASE), ReferenceCache())
    for path in [*sorted(book.glob("apparatus/tables/*.html")), book / "chapters/04-case-for.html"]:
        page = parsed(path)
        box = json.loads(page.xpath("//script[@id='cite-data']")[0].text)
        controls = page.xpath("//a[@class='cite'][@data-row]")
        for control in controls:
            place = known[control.get("data-row")]
            assert control.get("data-page", "") == place.printed
            assert f"#{place.id}" in filled(control, box)["address"]
            assert re.fullmatch(r"[\w-]+", place.id)  # no other sign for TeX to trip over
        for control in controls[:2]:
            place = known[control.get("data-row")]
            seen.add((path.parent.name, bool(place.printed)))
            shown = filled(control, box)
            for name in FORMATS:
                expected = references.place(place, name).replace(
                    f"{BASE}{place.address}", ADDRESS_STAND_IN
                )
                assert without_commit(shown[name]) == without_commit(expected)

    assert seen == {("tables", True), ("tables", False), ("chapters", True)}


def test_the_card_of_a_citation_gives_the_reference_of_the_work(book, root):
    """In APA style, as the edition's own references, with the way to its entry in the list."""
    shown = {}
    for page in map(parsed, sorted(book.glob("chapters/*.html"))):
        for link in page.xpath("//a[contains(@class, 'citation-link')]"):
            card = page.get_element_by_id(link.get("data-card"))
            key = link.get("href").partition("#")[2]
            shown[key] = card.xpath("string(p[1])")
            assert link.get("href") in card.xpath(".//a/@href")

    assert len(shown) > 40
    meta = citation_file.read_citation_file(root)
    references = References(root, meta, ReferenceCache())
    for key, text in shown.items():
        assert text == references.work(key, "apa").striptags()


@pytest.mark.parametrize(
    "name, id_",
    [
        ("index", "book"), ("chapters/04-case-for", "sec-4"),
        ("apparatus/tables/facts", "table-facts"), ("apparatus/how-to-cite", "how-to-cite"),
    ],
)  # fmt: skip
def test_the_browser_button_saves_what_the_download_holds(site, name, id_):
    """Type, title, body in one piece, whole, version, date and address; license and abstract."""
    page = parsed(site / f"{name}.html")
    found = reading.web_translator(page)
    item, *_ = json.loads((site / f"citations/{id_}.json").read_text("utf-8"))
    expected = reading.of_csl([item])[item["id"]]

    assert found["rights"] and f"License: {found['rights']}." in expected.pop("note")
    assert not found["abstract"].endswith("…")
    for field, value in expected.items():
        assert found[field].casefold() == value.casefold() if isinstance(value, str) else (
            found[field] == value
        ), field  # fmt: skip


def test_a_chapter_tells_reference_managers_what_it_is(site):
    """The page of the thesis belongs to the work of 2008, and its first paragraph is whole."""
    tags = contents(parsed(site / "chapters/04-case-for.html"))

    assert tags["citation_title"][0].startswith("Chapter 4: Sino-Russian Cooperation")
    assert "citation_firstpage" not in tags
    assert tags["description"] == [
        f"What comes first (Li 2007, p. 488) & more, in {dated().start}."
    ]


def test_a_table_tells_what_data_it_is(site):
    """Dublin Core names the data set and its identifier; signposts lead to the file."""
    page = parsed(site / "apparatus/tables/facts.html")
    tags, typed = contents(page), links(page)

    assert tags["DC.type"] == ["Dataset"]
    assert tags["DC.identifier"][0].startswith("swh:1:cnt:")
    assert tags["DCTERMS.license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert typed["item"] == ["../../data/facts.csv"]
    assert typed["license"] == tags["DCTERMS.license"]
    for way in (*typed["item"], *typed["describedby"], *typed["collection"]):
        assert (site / "apparatus/tables" / way).is_file()


@pytest.mark.parametrize(
    "name, based_on, license_",
    [
        ("events", ["Is Soft Balancing"], "https://creativecommons.org/licenses/by/4.0/"),
        ("predictions", [], "https://creativecommons.org/licenses/by/4.0/"),
        ("unga_votes", ["United Nations"], "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("arms_transfers", ["SIPRI"], "Terms of SIPRI"),
        ("places", ["Is Soft", "GeoNames", "Natural Earth"], "https://creativecommons.org/"),
    ],
)
def test_a_table_names_its_own_sources_and_terms(book, name, based_on, license_):
    """In structured data, in its tags and as a typed link; only ours are under our license."""
    path = book / f"apparatus/tables/{name}.html"
    data, page = structured(path, BASE), parsed(path)
    titles = [each["name"] for each in data.get("isBasedOn", [])]
    (terms,) = data["license"]
    addresses = contents(page).get("DCTERMS.license", [])

    assert len(titles) == len(based_on)
    pairs = zip(titles, based_on, strict=True)
    assert all(title.casefold().startswith(start.casefold()) for title, start in pairs)
    assert (terms if isinstance(terms, str) else terms["name"]).startswith(license_)
    assert addresses == links(page).get("license", []) == [terms] * isinstance(terms, str)
    sources = contents(page).get("DCTERMS.source", [])
    assert len(sources) == len(based_on)


def structured(path: Path, address: str) -> dict:
    """The page's JSON-LD, through an independent reader."""
    text = path.read_text(encoding="utf-8")
    (found,) = extruct.extract(text, base_url=address, syntaxes=["json-ld"])["json-ld"]
    return found


def test_search_engines_read_book_chapter_and_data_set(site):
    """schema.org: what each page is, what it is part of, what it is based on, what it cites."""
    book = structured(site / "index.html", BASE)
    chapter = structured(site / "chapters/04-case-for.html", BASE)
    data = structured(site / "apparatus/tables/facts.html", BASE)

    assert [book["@type"], chapter["@type"], data["@type"]] == ["Book", "Chapter", "Dataset"]
    assert [part["position"] for part in book["hasPart"]] == ["4", "5", "7"]
    assert chapter["isPartOf"]["name"] == data["isPartOf"]["name"] == book["name"]
    assert chapter["isBasedOn"][0]["author"][0]["familyName"] == "Bergfeldt"
    assert chapter["isBasedOn"][0]["pageStart"] == "12"
    assert chapter["@id"] == f"{BASE}chapters/04-case-for.html#sec-4" == book["hasPart"][0]["@id"]
    assert chapter["isPartOf"]["@id"] == book["@id"] == f"{BASE}index.html"
    assert [work["author"][0]["familyName"] for work in chapter["citation"]] == ["Li"]
    assert data["distribution"]["contentUrl"] == f"{BASE}data/facts.csv"
    assert data["publisher"] and data["keywords"] and data["spatialCoverage"] and data["citation"]


def test_previews_show_a_figure_of_the_book(site):
    """The picture exists, has a description and a complete address."""
    tags = contents(parsed(site / "chapters/04-case-for.html"), "property")

    assert tags["og:image"] == [f"{BASE}figures/fig-5-odd.png"]
    assert (site / "figures/fig-5-odd.png").is_file()
    assert tags["og:image:alt"][0]


def test_with_a_base_address_crawlers_find_every_page(site):
    """Sitemap and canonical addresses agree."""
    tree = etree.parse(str(site / "sitemap.xml"))
    found = tree.xpath("//*[local-name()='loc']/text()")

    assert f"{BASE}chapters/04-case-for.html" in found
    assert all((site / address.removeprefix(BASE)).is_file() for address in found)
    assert not (site / "robots.txt").exists()  # crawlers look for it at the root of a host
    typed = links(parsed(site / "chapters/04-case-for.html"))
    assert typed["canonical"] == [f"{BASE}chapters/04-case-for.html"]
    assert typed["cite-as"] == [f"{BASE}chapters/04-case-for.html#sec-4"]


def test_with_a_base_address_the_page_for_wrong_addresses_holds_at_any_depth(site):
    """All that it loads and leads to is given from the root of the server, and it is unlisted."""
    page = parsed(site / "404.html")
    loaded = page.xpath(
        "//link[@rel='stylesheet']/@href | //script/@src | //form/@action | //a/@href"
    )
    path = BASE.removeprefix("https://example.org")

    assert loaded and all(each.startswith((path, "#")) for each in loaded)
    assert "404.html" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_without_a_base_address_nothing_is_wrong(unpublished):
    """What needs a complete address is left out; what is relative leads somewhere."""
    page = parsed(unpublished / "chapters/04-case-for.html")
    typed, tags = links(page), contents(page) | contents(page, "property")

    assert not {"cite-as", "canonical"} & set(typed)
    assert not {"citation_fulltext_html_url", "og:url", "og:image"} & set(tags)
    assert (unpublished / "chapters" / typed["describedby"][0]).is_file()
    assert not (unpublished / "sitemap.xml").exists()
    box = json.loads(page.xpath("//script[@id='cite-data']")[0].text)
    assert box["sec-4"]["address"] == "../chapters/04-case-for.html#sec-4"
    data = structured(unpublished / "apparatus/tables/facts.html", "file:///apparatus/tables/")
    assert data["distribution"]["contentUrl"] == "../../data/facts.csv"


def test_references_can_be_downloaded(site):
    """The whole bibliography, a chapter's works and each place, in three formats."""
    for name in ("references", "04-case-for", "sec-4-1", "fig-5-odd", "table-facts", "book"):
        for extension in ("bib", "ris", "json"):
            assert (site / "citations" / f"{name}.{extension}").is_file()
    chapter = json.loads((site / "citations/04-case-for.json").read_text("utf-8"))
    assert [work["id"] for work in chapter] == ["li2007"]


def test_the_page_about_citing_shows_identifiers_and_examples(site):
    """Each table's identifier, and the reference that the command line would print."""
    page = parsed(site / "apparatus/how-to-cite.html")
    text = page.text_content()

    (listed,) = page.xpath("//table[caption='Identifiers of this version']")
    files = list((site / "data").rglob("*.csv"))
    assert listed.text_content().count("swh:1:cnt:") == len(files)
    assert "$ softbalancing cite 4.1 --format bibtex\n@incollection{" in text


def test_a_page_that_is_gone_leads_on(site):
    """At the old anchor stands a link to the new address."""
    page = parsed(site / "chapters/old.html")

    assert page.xpath("//*[@id='sec-9']/following-sibling::a/@href") == ["04-case-for.html#sec-4"]


def test_the_command_line_knows_what_was_built(source, site):
    """Once built, figures can be cited by name."""
    target = source / "_build" / "html"
    (target / "citations").mkdir(parents=True, exist_ok=True)
    shutil.copy(site / targets.TARGETS_FILE, target / targets.TARGETS_FILE)

    assert "Figure 2.1: Bases & “threats” <after> Køge" in lookup.run_cite("fig-5-odd", "apa")


def test_every_page_and_every_reference_name_one_version(book, root):
    """The foot of each page prints version, date, commit and license; references name the first."""
    meta, built = citation_file.read_citation_file(root), set()
    version = meta.version
    for path in book.rglob("*.html"):
        foot = " ".join(parsed(path).xpath("string(//footer)").split())
        built.add(re.search(rf", version {version}, (\S+), commit ([0-9a-f]{{10}})", foot).groups())
        assert f". {meta.license_name} " in foot
    ((date, commit),) = built

    for path in book.glob("citations/sec-*.json"):
        item, *_ = json.loads(path.read_text("utf-8"))
        assert item["edition"] == f"Version {version}"
        assert f"Commit {commit} of {partial_dates.format_date(date)}" in item["note"]


def test_no_machine_readable_link_is_dead(book):
    """What signposts, downloads and structured data name as files of the book is there."""
    seen = set()
    for path in book.rglob("*.html"):
        page = parsed(path)
        found = page.xpath(
            "//head/link[@rel='describedby' or @rel='item' or @rel='collection']/@href"
            " | //a[@download]/@href"
        )
        for text in page.xpath("//script[@type='application/ld+json']/text()"):
            seen.add(json.loads(text)["@type"])
            found += [json.loads(text).get("distribution", {}).get("contentUrl", path.name)]
        for address in {address.partition("#")[0] for address in found}:
            assert (path.parent / address).is_file(), (path.name, address)

    assert seen == {"Book", "Chapter", "Dataset"}


LINKS = {
    "sec-4": ("chapters/04-case-for.html#sec-4", "The Case for Soft Balancing"),
    "fig-5-odd": ("chapters/05-figure.html#fig-5-odd", "Figure 2.1"),
    "us-preponderance": ("apparatus/tables/facts.html#us-preponderance", "us-preponderance"),
    "li2007": ("chapters/07-references.html#li2007", "Li 2007"),
}


def test_another_book_links_to_sections_figures_rows_and_works(site, root, tmp_path):
    """By intersphinx, with a text that is short; the inventory names the book and its version."""
    meta = citation_file.read_citation_file(root)
    refs = "".join(f":external+edition:ref:`{label}`\n\n" for label in LINKS)
    (tmp_path / "index.rst").write_text(f"Title\n=====\n\n{refs}")
    mapping = {"edition": (BASE, str(site / "objects.inv"))}
    config = {"extensions": ["sphinx.ext.intersphinx"], "intersphinx_mapping": mapping}
    with patch_docutils(), docutils_namespace():
        app = Sphinx(tmp_path, None, tmp_path / "out", tmp_path / "trees", "html", config,
                     status=None, warningiserror=True)  # fmt: skip
        app.build()
    found = parsed(tmp_path / "out/index.html").xpath("//a[@class='reference external']")

    assert [link.get("href") for link in found] == [f"{BASE}{page}" for page, _ in LINKS.values()]
    texts = [link.text_content() for link in found]
    assert texts[0].startswith("Sino-Russian") and texts[1:] == [t for _, t in LINKS.values()][1:]
    (title,) = {link.get("title") for link in found}
    assert title == f"(in {meta.title} v{meta.version})"


def test_no_published_address_has_vanished(book, root):
    """Every address ever published leads somewhere, and every new one has been listed.

    So do the addresses that other books find in the inventory.
    """
    listed = published_addresses.read_addresses(root)
    missing = published_addresses.unlisted_addresses(
        listed, [*targets.built_targets(book), *targets.row_targets(root)]
    )

    labels = InventoryFile.load(
        BytesIO((book / "objects.inv").read_bytes()), "", lambda _, address: address
    )["std:label"]
    assert len(labels) > 2000 and all(label == label.lower() for label in labels)
    listed |= {address: "" for _, _, address, _ in labels.values()}
    assert published_addresses.broken_addresses(listed, book) == []
    assert missing == [], "list them with `softbalancing addresses --add`"
