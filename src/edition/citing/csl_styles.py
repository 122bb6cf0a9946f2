"""References in APA and Chicago style, formatted by a CSL processor from the official styles.

The processor, citeproc-py, has a few gaps that matter here; `style`, `american_quotes`,
`apa_editors` and `format_reference` close them, each where it says why.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import warnings
from functools import lru_cache
from html import escape, unescape
from importlib.metadata import version
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from edition.project import files

from .export_formats import OTHERS

STYLES = {"apa": "apa", "chicago": "chicago-author-date"}
CSL = "{http://purl.org/net/xbiblio/csl}"
SHIELD = 0xE000  # private use: signs that stand for what the processor must not touch


def style_path(name: str) -> Path:
    """Return the file of an official style, as the CSL project publishes it."""
    return Path(__file__).parent / "styles" / f"{STYLES[name]}.csl"


@lru_cache
def style(name: str):
    """An official style, adapted to what citeproc-py understands.

    It ignores ``initialize="false"``, which would shorten all first names, so
    the mark of initials is set on each name that wants it; and it prints the
    label of a thesis's publication number even where there is no number.
    """
    from citeproc import CitationStylesStyle

    tree = etree.parse(style_path(name))
    root = tree.getroot()
    initials = root.attrib.pop("initialize-with", None)
    for each in root.iter(f"{CSL}name"):
        if initials and each.get("initialize") != "false" and "initialize-with" not in each.attrib:
            each.set("initialize-with", initials)
    for each in root.findall(f".//{CSL}text[@value='publication']"):
        each.getparent().remove(each)
    remember_macros()
    return CitationStylesStyle(io.BytesIO(etree.tostring(tree)), validate=False)


@lru_cache
def remember_macros() -> None:
    """Let citeproc-py look a macro up, and what it calls, once: a style does not change.

    It searches the whole style for each use of each macro, which takes most of its time.
    """
    from citeproc import model

    search, calls = model.CitationStylesElement.get_macro, model.Text.calls_variable

    def get_macro(self, name):
        known = self.get_root().__dict__.setdefault("macros", {})
        if name not in known:
            known[name] = search(self, name)
        return known[name]

    def calls_variable(self):
        if "variable" in self.attrib or "macro" not in self.attrib:
            return calls(self)
        known = self.get_root().__dict__.setdefault("calling", {})
        name = self.get("macro")
        if name not in known:
            known[name] = calls(self)
        return known[name]

    model.CitationStylesElement.get_macro = get_macro
    model.Text.calls_variable = calls_variable


def shielded(item: dict) -> tuple[dict, dict[str, str]]:
    """The item with stand-ins for ids and for HTML's own signs, and what they stand for.

    The processor would put the id of a row into title case, and it passes ``<``
    and ``&`` on unescaped.
    """
    stem, _, place = item["id"].partition("-")
    signs = [place or stem, "&", "<", ">"]
    stands = {chr(SHIELD + number): escape(sign) for number, sign in enumerate(signs)}

    def cover(value):
        if isinstance(value, str):
            for sign, stand in zip(signs, stands, strict=True):
                value = value.replace(sign, stand)
            return value
        if isinstance(value, list):
            return [cover(each) for each in value]
        if isinstance(value, dict):
            return {name: cover(each) for name, each in value.items()}
        return value

    return {**cover(item), "id": "item", "type": item["type"]}, stands


def american_quotes(text: str) -> str:
    """Quotes within quotes single, and a full stop or comma inside the closing mark.

    The locale asks for both; the processor does neither.
    """
    depth, signs = 0, []
    for sign in text:
        depth -= sign == "”"
        signs.append({"“": "‘", "”": "’"}.get(sign, sign) if depth > 0 else sign)
        depth += sign == "“"
    return re.sub(r"(’?”)([.,])", r"\2\1", "".join(signs)).replace("?.”", "?”")


def apa_editors(text: str, *, first: bool) -> str:
    """Labels of editors with a capital; those who stand *first*, for an author, named once.

    The style asks for both; the processor does neither.
    """
    text = re.sub(r" \([^()]*, eds?\.\)", "", text, count=1) if first else text
    return re.sub(r"\((?=eds?\.\))e", "(E", text)


def headline_end(title: str) -> str:
    """A title whose last word has its capital: the processor spares it if it is a small one."""
    return re.sub(r"\w(?=\w*\W*$)", lambda found: found[0].upper(), title, count=1)


def format_reference(item: dict, name: str) -> str:
    """The reference of a CSL item as HTML, in the style *name* of `STYLES`."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    covered, stands = shielded({key: value for key, value in item.items() if key != "note"})
    if name == "chicago":
        covered["title"] = headline_end(covered["title"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # fields that the processor does not know
        entries = CitationStylesBibliography(style(name), CiteProcJSON([covered]), formatter.html)
        entries.register(Citation([CitationItem("item")]))
        text = str(entries.bibliography()[0])
    # As processors are asked to, and this one does not: apostrophes, one sign at an end, "et al."
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?= )", "’", text)
    text = re.sub(r"(?<=[?!])((?:</i>)?)\.", r"\1", text)
    if OTHERS in item.get("author", ()):
        text = re.sub(r",? (?:&amp;|and) others\.?", ", et al.", text, count=1)
    if name == "chicago":
        text = american_quotes(text)
    else:
        text = apa_editors(text, first="author" not in item)
    return "".join(stands.get(sign, sign) for sign in text).strip()


def plain(html: str) -> str:
    """A reference without its markup."""
    return unescape(re.sub(r"</?[a-z]+>", "", html))


@lru_cache
def tools() -> tuple[str, str]:
    """Return what every reference depends on: the processor, the styles and this module."""
    sources = [Path(__file__), *map(style_path, STYLES)]
    own = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return version("citeproc-py"), own


class ReferenceCache:
    """Formatted references, kept from one build to the next.

    Parameters
    ----------
    path : Path, optional
        A JSON file to keep them in; without it they last as long as the object.
    """

    def __init__(self, path: Path | None = None):
        self.path, self.used = path, {}
        self.known = _kept(path) if path else {}

    def html(self, item: dict, name: str) -> Markup:
        """The reference of *item* in a style, from memory where it has been made before."""
        facts = {key: value for key, value in item.items() if key != "note"}
        text = json.dumps([name, facts, *tools()], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()[:24]
        self.used[key] = self.known.get(key) or format_reference(item, name)
        self.known[key] = self.used[key]
        return Markup(self.used[key])

    def save(self) -> None:
        """Write what this run used; what nobody asked for is forgotten."""
        if self.path:
            files.write_atomically(self.path, json.dumps(self.used, ensure_ascii=False, indent=0))


def _kept(path: Path) -> dict[str, str]:
    """The references in a file; none where there is no file or it is damaged."""
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
