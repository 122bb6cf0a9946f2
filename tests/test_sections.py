"""Each section as Markdown and as data: whole, valid, and what the page says."""

import json
import zipfile
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from built import aim, has_class, rows, text
from edition.html.sections.section_data import is_within
from edition.html.sections.section_markdown import html_to_markdown

#: What a chapter shows beside its text.
BESIDE = (
    "cite headerlink sidenote claim chapter-meta footnote-list fn-bracket footnote-reference "
    "visually-hidden"
)


@pytest.fixture(scope="module")
def sections(book) -> dict[str, dict]:
    """Every section as data, by its number."""
    index = json.loads((book / "sections" / "index.json").read_text(encoding="utf-8"))
    folder = book / "sections"
    return {
        each["number"]: json.loads((folder / each["json"]).read_text(encoding="utf-8"))
        for each in index["sections"]
    }


def reader() -> MarkdownIt:
    """A reader of CommonMark with notes, that is not ours."""
    return MarkdownIt("commonmark").use(footnote_plugin)


def tokens(path: Path):
    """Every token of a Markdown file, those within lines included."""
    for token in reader().parse(path.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def test_every_numbered_heading_of_the_chapters_has_its_files(book, pages, sections):
    """The index lists what the chapters number, in their order, and the files exist."""
    chapters = [page for name, page in sorted(pages.items()) if name.startswith("chapters/")]
    numbers = [
        text(number).rstrip(".")
        for page in chapters
        for number in page.all(f"//main//*[{has_class('section-number')}]")
    ]

    assert list(sections) == numbers
    for number in numbers:
        assert (book / "sections" / f"{number}.md").is_file()


def test_sections_and_index_hold_to_the_published_schema(book, sections):
    """A program that trusts the schema beside the files is not disappointed."""
    schema = json.loads((book / "sections" / "schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    faults = [
        f"{number}: {error.json_path}: {error.message[:200]}"
        for number, data in sections.items()
        for error in Draft202012Validator(schema).iter_errors(data)
    ]
    listed = Draft202012Validator({"$ref": "#/$defs/index", "$defs": schema["$defs"]})
    index = json.loads((book / "sections" / "index.json").read_text(encoding="utf-8"))
    faults += [f"index: {error.message[:200]}" for error in listed.iter_errors(index)]

    assert not faults, "\n".join(faults[:20])


def test_the_schema_refuses_what_a_section_never_is(book, sections):
    """A missing list, an unknown field or a kind of claim that there is not is noticed."""
    schema = json.loads((book / "sections" / "schema.json").read_text(encoding="utf-8"))
    good = next(iter(sections.values()))
    lacking = {name: value for name, value in good.items() if name != "claims"}
    wrong = {**good, "claims": [{**good["claims"][0], "kind": "gossip"}]}

    for bad in (lacking, {**good, "mood": "calm"}, wrong):
        assert not Draft202012Validator(schema).is_valid(bad)


def test_the_paragraphs_are_those_of_the_page(pages, sections):
    """Whoever reads the data reads what the page says, paragraph by paragraph."""
    for data in sections.values():
        page = pages[data["address"].partition("#")[0]]
        element = page.at(data["id"])
        shown = [
            text(paragraph, BESIDE)
            for paragraph in element.xpath(".//p[not(ancestor::figure or ancestor::details)]")
            if not paragraph.xpath(f"ancestor::aside | self::p[{has_class('chapter-meta')}]")
        ]

        assert [paragraph["text"] for paragraph in data["paragraphs"]] == shown, data["number"]


def test_every_row_is_in_the_file_of_its_section(root, sections):
    """No claim, event, number or citation of the thesis is lost; each is under its section."""
    for table in ("claims", "events", "quantities", "citations"):
        for row in rows(root, table):
            found = [each for each in sections[row["section"]][table] if each["id"] == row["id"]]
            assert len(found) == 1, f"{table}: {row['id']}"


def test_what_a_paragraph_names_is_explained_in_the_same_file(sections):
    """Ids of rows, keys of works and numbers of notes lead to an entry beside them."""
    for number, data in sections.items():
        for block in [*data["paragraphs"], *data["notes"]]:
            assert is_within(block["section"], number)
            for table in ("claims", "events", "quantities"):
                assert set(block[table]) <= {row["id"] for row in data[table]}, number
            assert set(block["works"]) <= {work["id"] for work in data["works"]}, number
            assert set(block["notes"]) <= {note["number"] for note in data["notes"]}, number
        assert {row["key"] for row in data["citations"]} <= {w["id"] for w in data["works"]}


def test_the_markdown_says_what_the_data_say(book, sections):
    """Another program reads from the Markdown the paragraphs and notes that the data hold."""
    for number, data in sections.items():
        read = [
            "".join(part.content for part in token.children if part.type != "footnote_ref")
            for token in tokens(book / "sections" / f"{number}.md")
            if token.type == "inline"
        ]
        read = [" ".join(line.split()) for line in read]
        missing = [
            block["text"]
            for block in [*data["paragraphs"], *data["notes"]]
            if block["text"] not in read
        ]
        assert not missing, f"{number}.md: {missing[:3]}"


def test_the_markdown_is_clean(book, sections):
    """One main heading with number and title, no HTML, no role, no code, only links that arrive."""
    dead = []
    for number, data in sections.items():
        path = book / "sections" / f"{number}.md"
        found = list(tokens(path))
        headings = [
            after.content for token, after in zip(found, found[1:], strict=False)
            if token.type == "heading_open" and token.tag == "h1"
        ]  # fmt: skip
        assert headings == [f"{number} {data['title']}"]
        kinds = {token.type for token in found}
        assert not kinds & {"html_block", "html_inline", "fence", "code_block"}, number
        assert "{" not in path.read_text(encoding="utf-8"), number
        for token in found:
            address = token.attrs.get("href") or token.attrs.get("src")
            if address:
                leads = aim(f"sections/{number}.md", address)
                dead += (
                    [f"{number}.md: {address}"] if leads and not (book / leads[0]).is_file() else []
                )
    assert not dead, dead[:10]


def test_a_figure_keeps_its_words_and_its_rows(book, sections):
    """Title, text alternative and caption of each figure are in the Markdown; its files exist."""
    for number, data in sections.items():
        found = list(tokens(book / "sections" / f"{number}.md"))
        alts = [token.content for token in found if token.type == "image"]
        words = "\n".join(token.content for token in found if token.type == "text")
        for figure in data["figures"]:
            assert figure["alt"] in alts
            assert f"Figure {figure['number']}: {figure['title']}" in words
            for kind in ("csv", "svg", "png"):
                assert (book / figure[kind]).is_file()


def test_chapters_name_their_other_forms(pages, sections):
    """The head of a chapter and its Cite box lead to the chapter as Markdown and as data."""
    for data in sections.values():
        if data["parent"]:
            continue
        page = pages[data["address"].partition("#")[0]]
        for kind, extension in (("text/markdown", "md"), ("application/json", "json")):
            (address,) = page.all(f"//head/link[@rel='alternate'][@type='{kind}']/@href")
            assert address == f"../sections/{data['number']}.{extension}"
        box = json.loads(page.all("string(//script[@id='cite-data'])"))
        assert box[data["id"]]["texts"]["Markdown"] == f"../sections/{data['number']}.md"


def test_the_page_about_citing_lists_them(pages, sections):
    """Without scripts, too, each section's files are found beside its references."""
    page = pages["apparatus/how-to-cite.html"]
    for number, data in sections.items():
        links = page.at(f"cite-{data['id']}").xpath(".//a/@href")
        assert {f"../sections/{number}.md", f"../sections/{number}.json"} <= set(links)


def test_the_archive_holds_them(book):
    """Who takes the whole edition along has the sections for machines too."""
    names = {path.relative_to(book).as_posix() for path in (book / "sections").iterdir()}
    with zipfile.ZipFile(book / "edition.zip") as archive:
        assert names <= set(archive.namelist())


def test_text_never_becomes_markdown_by_accident():
    """A paragraph that begins like a list or holds signs of Markdown is read back as it was."""
    for written in (
        "1999. A year",
        "- no list",
        "# no heading",
        "a *b* _c_ [d] `e` <f> &amp;",
        "+ x",
    ):
        escaped = html_to_markdown(
            f"<p>{written.replace('<', '&lt;').replace('&amp;', '&amp;amp;')}</p>"
        )
        opening, inline, closing = reader().parse(escaped)

        assert opening.type == "paragraph_open"
        assert "".join(part.content for part in inline.children) == written
