"""References in APA and Chicago style, formatted by citeproc-py from the official CSL styles.

Version 0.9 of citeproc-py deviates from the CSL specification in several points.  Each
function here that works around one names it.
"""

import io
import re
import warnings
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from edition.project.citation_file import CslItem

from .csl_items import NOCASE, without_markup
from .export_formats import OTHERS


class Style(NamedTuple):
    """A citation style: its name on pages, and the stem of its file in ``styles/``."""

    title: str
    file: str


#: Every style, in the order of the Cite box.
STYLES = {"apa": Style("APA", "apa"), "chicago": Style("Chicago", "chicago-author-date")}
CSL = "{http://purl.org/net/xbiblio/csl}"
PLACEHOLDER = 0xE000  # first code point of the private use area


def style_path(name: str) -> Path:
    """Return the file of an official style, as the CSL project publishes it."""
    return Path(__file__).parent / "styles" / f"{STYLES[name].file}.csl"


@lru_cache
def load_style(name: str) -> Any:
    """Return a style, changed so that citeproc-py formats it as the specification says.

    - citeproc-py ignores ``initialize="false"`` and would shorten all given names.
      ``initialize-with`` is therefore moved from the style to the names that want initials.
    - citeproc-py prints the label of a publication number even if the work has no number.
      The label is removed.
    """
    from citeproc import CitationStylesStyle

    tree = etree.parse(style_path(name))
    root = tree.getroot()
    initials = root.attrib.pop("initialize-with", "")
    for element in root.iter(f"{CSL}name"):
        if initials and element.get("initialize") != "false":
            element.set("initialize-with", element.get("initialize-with", initials))
    for element in root.findall(f".//{CSL}text[@value='publication']"):
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
    cache_macros()
    return CitationStylesStyle(io.BytesIO(etree.tostring(tree)), validate=False)


@lru_cache
def cache_macros() -> None:
    """Make citeproc-py look up each macro of a style once.

    It searches the whole style each time a macro is used, which takes most of its time.
    """
    from citeproc import model

    find_macro, calls_variable = model.CitationStylesElement.get_macro, model.Text.calls_variable

    def cached_macro(self: Any, name: str) -> Any:
        macros = self.get_root().__dict__.setdefault("macros", {})
        if name not in macros:
            macros[name] = find_macro(self, name)
        return macros[name]

    def cached_calls_variable(self: Any) -> bool:
        if "variable" in self.attrib or "macro" not in self.attrib:
            return calls_variable(self)
        calls = self.get_root().__dict__.setdefault("macro_calls_variable", {})
        name = self.get("macro")
        if name not in calls:
            calls[name] = calls_variable(self)
        return calls[name]

    model.CitationStylesElement.get_macro = cached_macro
    model.Text.calls_variable = cached_calls_variable


def with_placeholders(item: CslItem) -> tuple[CslItem, dict[str, str]]:
    """Return an item with placeholders for some strings, and the HTML that replaces them.

    citeproc-py knows no text that keeps its case, and does not escape ``&``, ``<`` and ``>``.
    Characters for private use pass through it unchanged.
    """
    strings = [*NOCASE.findall(item["title"]), "&", "<", ">"]
    placeholders = {chr(PLACEHOLDER + n): string for n, string in enumerate(strings)}

    def replace(value: Any) -> Any:
        if isinstance(value, str):
            for placeholder, string in placeholders.items():
                value = value.replace(string, placeholder)
            return value
        if isinstance(value, list):
            return [replace(each) for each in value]
        if isinstance(value, dict):
            return {name: replace(each) for name, each in value.items()}
        return value

    html = {placeholder: escape(string) for placeholder, string in placeholders.items()}
    plain = item | {"title": without_markup(item["title"])}
    return {**replace(plain), "id": "item", "type": item["type"]}, html


def american_quotes(text: str) -> str:
    """Return a reference with quotes and punctuation as the locale ``en-US`` asks.

    citeproc-py does not alternate double and single quotes, nor does it place a period or
    comma inside of the closing quote.
    """
    depth, characters = 0, []
    for character in text:
        depth -= character == "”"
        single = {"“": "‘", "”": "’"}.get(character, character)
        characters.append(single if depth > 0 else character)
        depth += character == "“"
    text = re.sub(r"(’?”)([.,])", r"\2\1", "".join(characters))
    return text.replace("?.”", "?”")


def apa_editors(text: str, *, in_place_of_author: bool) -> str:
    """Return a reference with editors and a title as the APA style asks.

    citeproc-py does not capitalize the label of editors, does not print “et al.” where editors
    are left out, and repeats editors or a title that stand in place of an author.  Nor does it
    see that pages in Roman numbers are several.
    """
    if in_place_of_author:
        text = re.sub(r" \([^()]*, eds?\.\)", "", text, count=1)
        text = re.sub(r"^(.+?)(\.? \([^()]*\)\.) \1(?=\.| |$)\.?", r"\1\2", text)
    text = re.sub(r"\(p\. (?=[ivxlcdm]+[–,])", "(pp. ", text)
    text = re.sub(r",? &amp; others(?= \([Ee]ds?\.\))", ", et al.", text)
    return re.sub(r"\((?=eds?\.\))e", "(E", text)


def capitalize_last_word(title: str) -> str:
    """Return a title whose last word has a capital.

    In title case the last word has one even if it is a stop word; citeproc-py leaves it.
    """
    return re.sub(r"\w(?=\w*\W*$)", lambda match: match[0].upper(), title, count=1)


def correct_punctuation(text: str, *, et_al: bool) -> str:
    """Return a reference with typographic apostrophes and without doubled punctuation.

    The specification asks a processor for both, and for “et al.” where authors are left out;
    citeproc-py does none of this.
    """
    text = re.sub(r"(?<=\w)'(?=\w)|(?<=s)'(?= )", "’", text)
    text = re.sub(r"(?<=[?!])((?:</i>)?)\.", r"\1", text)
    return re.sub(r",? (?:&amp;|and) others\.?", ", et al.", text, count=1) if et_al else text


def format_reference(item: CslItem, style: str) -> str:
    """Return the reference of a CSL item without its note as HTML, in one of the `STYLES`."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    source, html = with_placeholders(item)
    if style == "chicago":
        source["title"] = capitalize_last_word(source["title"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of fields that it does not know
        bibliography = CitationStylesBibliography(
            load_style(style), CiteProcJSON([source]), formatter.html
        )
        bibliography.register(Citation([CitationItem("item")]))
        text = str(bibliography.bibliography()[0])
    text = correct_punctuation(text, et_al=OTHERS in item.get("author", ()))
    if style == "chicago":
        text = american_quotes(text)
    elif style == "apa":
        text = apa_editors(text, in_place_of_author="author" not in item)
    return "".join(html.get(character, character) for character in text).strip()
