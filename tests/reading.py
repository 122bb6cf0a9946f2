"""References read by programs that are not ours, each reduced to what all formats hold.

A *record* has ``type`` (that of CSL), ``title``, ``authors`` (family name first; editors where
there are no authors), ``container`` (the whole, or what published it if it is no book),
``version``, ``year``, ``date`` (ISO), ``pages``, ``address`` and ``note``, which in BibTeX begins
with what its styles print of no other field.  Readers return records by citation key.
"""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import pypandoc
from bibtexparser.middlewares import (
    RemoveEnclosingMiddleware,
    SeparateCoAuthors,
    SplitNameParts,
)
from lxml.html import HtmlElement
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from edition.citing.csl_items import NOCASE
from edition.data.bibliography import UNDATED
from edition.project.citation_file import inverted_name

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
FOR_STYLES = re.compile(r"^(Version \S+ )?<?https://\S+ ")
READERS = Path(__file__).parent / "readers"
Records = dict[str, dict]


def run(*command: str | Path, text: str = "") -> str:
    """What a program prints; the test fails with its message if it does."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"
    return done.stdout


def whole(name: dict) -> str:
    """A CSL name with its particles, wherever a reader has put them."""
    parts = (name.get(part) for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = " ".join(filter(None, parts))
    return inverted_name({**name, "family": family, "non-dropping-particle": ""})


def of_csl(items: list[dict]) -> Records:
    """CSL items as records; ranges of pages may have any dash."""
    return {item["id"]: _of_item(item) for item in items}


def _of_item(item: dict) -> dict:
    (date, *_) = item.get("issued", {}).get("date-parts") or [[]]
    return dict(
        type=item["type"],
        title=NOCASE.sub(r"\1", item["title"]),
        authors=[whole(name) for name in item.get("author") or item.get("editor", ())],
        container=item.get("container-title")
        or ("" if item["type"] == "book" else item.get("publisher", "")),
        version=str(item.get("edition") or item.get("version", "")),
        year="".join(map(str, date[:1])),
        date="-".join(f"{int(part):02}" for part in date),
        pages=re.sub("--?|–", "–", str(item.get("page", ""))),
        address=item.get("URL", ""),
        note=FOR_STYLES.sub("", str(item.get("note", ""))),
    )


def citation_js(**texts: str) -> dict[str, Records]:
    """Files in several formats, read by Citation.js."""
    asked = [{"type": type_, "text": text} for type_, text in texts.items()]
    found = json.loads(run("node", READERS / "references.js", text=json.dumps(asked)))
    return {type_: of_csl(items) for type_, items in zip(texts, found, strict=True)}


def pandoc(type_: str, text: str) -> Records:
    """A file read by pandoc: ``bibtex``, ``ris`` or ``csljson``."""
    program = pypandoc.get_pandoc_path()
    return of_csl(json.loads(run(program, "-f", type_, "-t", "csljson", text=text)))


def cited_by_pandoc(items: list[dict], style: Path | None = None) -> str:
    """A list of references to CSL items as pandoc's CSL processor prints it, in a style."""
    csl = ["--csl", style] if style else []
    text = json.dumps(items)
    program = pypandoc.get_pandoc_path()
    return run(
        program, "-f", "csljson", "-t", "plain", "--wrap=none", "--citeproc", *csl, text=text
    ).strip()


def web_translator(page: HtmlElement) -> dict:
    """What the web translator of Zotero makes of a page, by the rules of its source.

    The translator itself is in no registry.  The title of the whole makes a part of a book, over
    any other type; then its own name for the type counts, then that of OpenGraph.  A name with a
    comma is split there, any other at its last space.
    """
    tags: dict[str, list[str]] = {}
    for meta in page.iterfind("./head/meta"):
        tags.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))

    def first(*names: str) -> str:
        return next((tags[name][0] for name in names if name in tags), "")

    def name(text: str) -> str:
        bare = text.strip(" .,/[]:")
        return bare if "," in text else ", ".join(reversed(bare.rsplit(" ", 1)))

    kinds = {"book": "book", "website": "webpage"}
    type_ = first("z:itemType") or kinds.get(first("og:type"), "article-journal")
    if whole := first("citation_inbook_title", "citation_book_title"):
        type_ = "chapter"
    return dict(
        type=type_,
        title=first("citation_title", "DC.title", "og:title"),
        authors=[name(text) for text in tags.get("citation_author", tags.get("DC.creator", []))],
        container=whole or first("DC.publisher"),
        version=first("prism.edition"),
        year=first("citation_publication_date")[:4],
        date=first("citation_publication_date").replace("/", "-"),
        pages=first("citation_firstpage"),
        address=first("og:url", "citation_fulltext_html_url"),
        rights=first("DC.rights"),
        abstract=first("og:description", "citation_abstract"),
    )


def decoder() -> LatexNodes2Text:
    """pylatexenc's decoder, taught the signs that it lacks or takes for an accent."""
    context = get_default_latex_context_db()
    signs = {"textless": "<", "textgreater": ">", "textasciicircum": "^"}
    macros = [MacroTextSpec(name, sign) for name, sign in signs.items()]
    context.add_context_category("signs", macros=macros, prepend=True)
    return LatexNodes2Text(context, math_mode="text", keep_braced_groups=False)


def bibtex(text: str) -> Records:
    """A BibTeX file read by bibtexparser, names split and TeX decoded."""
    stack = [RemoveEnclosingMiddleware(), SeparateCoAuthors(), SplitNameParts()]
    library = bibtexparser.parse_string(text, parse_stack=stack)
    assert not library.failed_blocks
    decode = decoder().latex_to_text
    return {entry.key: _of_entry(entry, decode) for entry in library.entries}


def _of_entry(entry: bibtexparser.model.Entry, decode: Callable[[str], str]) -> dict:
    people = entry.get("author") or entry.get("editor")
    names = [
        ", ".join(filter(None, (" ".join(part) for part in (n.von + n.last, n.first, n.jr))))
        for n in people.value
    ]
    values = {name: field.value for name, field in entry.fields_dict.items()}
    date = [values.get("year", ""), values.get("month", ""), values.get("day", "")]
    if date[1] in MONTHS:
        date[1] = f"{MONTHS.index(date[1]) + 1:02}"
    return dict(
        type={"incollection": "chapter"}.get(entry.entry_type, entry.entry_type),
        title=decode(values["title"]),
        authors=[decode(name) for name in names],
        container=decode(values.get("booktitle") or values.get("howpublished", "")),
        version=values.get("edition") or values.get("version", ""),
        year="" if values["year"] in UNDATED else values["year"],
        date="-".join(filter(None, date)),
        pages=re.sub("--?|–", "–", decode(values.get("pages", ""))),
        address=values.get("url", ""),
        note=FOR_STYLES.sub("", decode(values.get("note", ""))),
    )
