"""References read by programs that are not ours, each reduced to what all formats hold.

A *record* has ``title``, ``authors`` (family name first; editors where there
are no authors), ``year``, ``pages`` and ``address``.  Readers return records
by citation key.
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
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from edition.project.citation_file import inverted_name

READERS = Path(__file__).parent / "readers"
Records = dict[str, dict]


def run(*command: str | Path, text: str = "") -> str:
    """What a program prints; the test fails with its message if it does."""
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, f"{command[0]}: {done.stderr}"
    return done.stdout


def record(title: str, authors: list[str], year: str, pages: str, address: str) -> dict:
    """A record; ranges of pages may have any dash."""
    pages = re.sub("--?|–", "–", pages)
    return dict(title=title, authors=authors, year=year, pages=pages, address=address)


def whole(name: dict) -> str:
    """A CSL name with its particles, wherever a reader has put them."""
    parts = (name.get(part) for part in ("dropping-particle", "non-dropping-particle", "family"))
    family = " ".join(filter(None, parts))
    return inverted_name({**name, "family": family, "non-dropping-particle": ""})


def of_csl(items: list[dict]) -> Records:
    """CSL items as records."""
    return {
        item["id"]: record(
            item["title"],
            [whole(name) for name in item.get("author") or item.get("editor", ())],
            "".join(map(str, (item.get("issued", {}).get("date-parts") or [[]])[0][:1])),
            str(item.get("page", "")),
            item.get("URL", ""),
        )
        for item in items
    }


def citation_js(**texts: str) -> dict[str, Records]:
    """Files in several formats, read by Citation.js."""
    asked = [{"type": type_, "text": text} for type_, text in texts.items()]
    found = json.loads(run("node", READERS / "references.js", text=json.dumps(asked)))
    return {type_: of_csl(items) for type_, items in zip(texts, found, strict=True)}


def pandoc(type_: str, text: str) -> Records:
    """A file read by pandoc: ``bibtex``, ``ris`` or ``csljson``."""
    program = pypandoc.get_pandoc_path()
    return of_csl(json.loads(run(program, "-f", type_, "-t", "csljson", text=text)))


def cited_by_pandoc(item: dict, style: Path | None = None) -> str:
    """One CSL item as pandoc's CSL processor prints it, in its own style or another."""
    csl = ["--csl", style] if style else []
    text = json.dumps([item])
    program = pypandoc.get_pandoc_path()
    return run(
        program, "-f", "csljson", "-t", "plain", "--wrap=none", "--citeproc", *csl, text=text
    ).strip()


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
    title, pages = (decode(entry[name] if name in entry else "") for name in ("title", "pages"))
    url = entry["url"] if "url" in entry else ""
    return record(title, [decode(name) for name in names], entry["year"], pages, url)
