"""CSL items in the formats that reference managers import: BibTeX, RIS and CSL-JSON."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from edition.project.citation_file import CslItem, CslName, csl_surname, inverted_name

from .csl_items import NOCASE, without_markup

#: A word with its inner signs, and the last period of an abbreviation.
WORD = re.compile(r"(?<![\w\\])\w(?:[\w.’'-]*\w)?(?:(?<=\.\w)\.)?")
TEX_SPECIALS = str.maketrans({
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}",
    **{character: f"\\{character}" for character in "&%$#_{}"},
})  # fmt: skip
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
RIS_TYPES = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA",
    "document": "GEN", "figure": "FIGURE", "manuscript": "UNPB", "pamphlet": "PAMP",
    "paper-conference": "CPAPER", "patent": "PAT", "report": "RPRT", "software": "COMP",
    "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
RIS_FIELDS = (
    ("TI", "title"), ("T2", "container-title"), ("VL", "volume"), ("IS", "issue"),
    ("PB", "publisher"), ("CY", "publisher-place"), ("M3", "genre"), ("ET", "version"),
    ("ET", "edition"), ("T3", "collection-title"), ("DO", "DOI"), ("LA", "language"),
    ("UR", "URL"), ("N1", "status"), ("N1", "note"), ("N1", "annote"),
)  # fmt: skip
#: The name for BibTeX's "and others", for which CSL has no term.  Programs that read BibTeX
#: make the same name of it, and print it as "et al." (Pandoc) or "& others" (Citation.js).
OTHERS: CslName = {"literal": "others"}


def escape_tex(text: str) -> str:
    """Return text with TeX's special characters escaped; other letters stay as they are."""
    return text.translate(TEX_SPECIALS)


def tex_title(title: str) -> str:
    """Return a title in sentence case for TeX, with all that has a capital in braces.

    Programs that put titles into another case leave it alone, and what stands in `NOCASE`.
    """

    def protected(match: re.Match[str]) -> str:
        word = match[0]
        return f"{{{word}}}" if match.start() and word != word.lower() else word

    parts = NOCASE.split(title)  # every second one was marked
    words = (
        f"{{{escape_tex(part)}}}" if number % 2 else WORD.sub(protected, escape_tex(part))
        for number, part in enumerate(parts)
    )
    return "".join(words)


def bibtex_name(name: CslName) -> str:
    """Return a CSL name for BibTeX; the braces keep the name of an organization together."""
    parts = (csl_surname(name), name.get("suffix"), name.get("given"))
    text = escape_tex(", ".join(filter(None, parts)))
    return f"{{{text}}}" if "literal" in name else text


def bibtex(item: CslItem) -> str:
    """Return the CSL item of a place as a BibTeX entry.

    Data become ``@misc`` with ``howpublished``, since reference managers do not import
    ``@dataset``.  A part of the book becomes ``@incollection``, the only type for which both BibTeX
    and biblatex print the title of the whole.  BibTeX's own styles want a publisher of a book,
    which is the body that edits it, and print neither an address nor the version of ``@misc``
    unless a note holds them.
    """
    type_ = {"book": "book", "chapter": "incollection"}.get(item["type"], "misc")
    year, month, day = item["issued"]["date-parts"][0]
    authors = " and ".join(map(bibtex_name, item["author"]))
    url, version = item.get("URL", ""), item.get("version", "")
    note = (f"Version {version}." if version else "", f"\\url{{{url}}}." if url else "")
    fields = {
        "author": authors,
        "title": tex_title(item["title"]),
        "booktitle": tex_title(item.get("container-title", "")),
        "publisher": authors if type_ != "misc" else "",
        "howpublished": escape_tex(item.get("publisher", "")),
        "edition": item.get("edition", ""),
        "version": version,
        "year": str(year),
        "month": MONTHS[month - 1],
        "day": str(day),
        "url": url,
        "language": item.get("language", ""),
        "note": " ".join(filter(None, (*note, escape_tex(item["note"])))),
    }
    lines = [
        # Months are macros of BibTeX and have no braces.
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{type_}{{{item['id']},", *lines, "}"]) + "\n"


def undivided_name(name: CslName) -> str:
    """Return a name with the family name first.

    With a comma at its end, programs do not split the name of an organization.
    """
    comma = "," if "literal" in name and name != OTHERS else ""
    return inverted_name(name) + comma


def ris(item: CslItem) -> str:
    """Return a CSL item as a RIS record.

    A book without authors becomes an edited book, whose ``AU`` are its editors, because no tag
    for the editors of a ``BOOK`` is read by all programs.
    """
    authors, editors = item.get("author", ()), item.get("editor", ())
    type_ = RIS_TYPES[item["type"]]
    if type_ == "BOOK" and not authors:
        type_, authors, editors = "EDBOOK", editors, ()
    editor_tag = "A2" if type_ in ("CHAP", "CPAPER") else "A3"
    item = item | {"title": without_markup(item["title"])}
    lines = [("TY", type_), ("ID", item["id"])]
    lines += [("AU", undivided_name(name)) for name in authors]
    lines += [(editor_tag, undivided_name(name)) for name in editors]
    lines += [(tag, item[field]) for tag, field in RIS_FIELDS if item.get(field)]
    date = item["issued"]["date-parts"][0] if "issued" in item else ()
    lines += [("PY", str(year)) for year in date[:1]]
    if len(date) > 1:
        lines.append(("DA", "/".join(f"{part:02}" for part in date) + "/" * (3 - len(date))))
    first, _, last = item.get("page", "").partition("–")
    lines += [(tag, page) for tag, page in (("SP", first), ("EP", last)) if page]
    # A line break within a value would begin another, invalid line of the record.
    body = "".join(f"{tag}  - {' '.join(str(value).split())}\n" for tag, value in lines)
    return f"{body}ER  - \n"


def csl_json(items: Iterable[CslItem]) -> str:
    """Return CSL items as a CSL-JSON file."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"


def join_csl_json(files: Iterable[str]) -> str:
    """Return several CSL-JSON files as one."""
    return csl_json(item for file in files for item in json.loads(file))


@dataclass(frozen=True)
class ExportFormat:
    """A format that reference managers import."""

    title: str  #: name on pages
    extension: str  #: of files, without the dot
    media_type: str
    write: Callable[[Iterable[CslItem]], str]
    join: Callable[[Iterable[str]], str] = "".join  #: several files into one


#: Every format, in the order of the Cite box. All that offers formats reads them here.
EXPORT_FORMATS = {
    "bibtex": ExportFormat(
        "BibTeX", "bib", "application/x-bibtex",
        lambda items: "".join(map(bibtex, items)),
    ),
    "ris": ExportFormat(
        "RIS", "ris", "application/x-research-info-systems",
        lambda items: "".join(map(ris, items)),
    ),
    "csl-json": ExportFormat(
        "CSL-JSON", "json", "application/vnd.citationstyles.csl+json",
        csl_json, join_csl_json,
    ),
}  # fmt: skip
