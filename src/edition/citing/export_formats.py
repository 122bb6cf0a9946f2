"""CSL items as BibTeX, RIS and CSL-JSON (pure)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from edition.project.citation_file import inverted_name

from .title_case import protected_pattern

SPECIALS = str.maketrans({
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "<": r"\textless{}", ">": r"\textgreater{}",
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
})  # fmt: skip
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
RIS_TYPES = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA",
    "document": "GEN", "figure": "FIGURE", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
# BibTeX's "and others".  CSL has no word for it; this name is what programs make of it when they
# read BibTeX, and what pandoc prints as "et al.", Citation.js as "& others".
OTHERS = {"literal": "others"}
RIS_FIELDS = (
    ("TI", "title"), ("T2", "container-title"), ("VL", "volume"), ("IS", "issue"),
    ("PB", "publisher"), ("CY", "publisher-place"), ("M3", "genre"), ("ET", "version"),
    ("LA", "language"), ("UR", "URL"), ("N1", "note"),
    ("N1", "annote"),
)  # fmt: skip


def tex(text: str) -> str:
    """*text* with the signs that TeX would read as commands escaped; letters stay as they are."""
    return text.translate(SPECIALS)


def tex_title(text: str, protected: Iterable[str] = ()) -> str:
    """A title in which proper nouns and abbreviations keep their capitals in every style.

    Parameters
    ----------
    text : str
        The title.
    protected : iterable of str
        Names that styles must not put into lower case.
    """
    return re.sub(protected_pattern(map(tex, protected)), r"{\g<0>}", tex(text))


def bib_name(name: dict) -> str:
    """A CSL name for BibTeX; a body's name is kept together by braces."""
    return f"{{{tex(name['literal'])}}}" if "literal" in name else tex(inverted_name(name))


def bibtex(item: dict, protected: Iterable[str] = ()) -> str:
    """A place of the book as a BibTeX entry.

    Figures, tables and rows become ``@misc``: reference managers do not import
    ``@dataset``, and say ``howpublished`` where they stand.  A part of the book
    becomes ``@incollection``, the only type for which both BibTeX and biblatex
    print the title of the whole; biblatex asks it for an editor, who is the
    author here.
    """
    whole, within = item["type"] == "book", item["type"] == "chapter"
    year, month, *_ = item["issued"]["date-parts"][0]
    version = f"version {item['version']}"
    container = tex_title(item.get("container-title", ""), protected)
    authors = " and ".join(map(bib_name, item["author"]))
    fields = {
        "author": authors,
        "title": tex_title(item["title"], protected),
        "booktitle": container if within else "",
        "editor": authors if within else "",
        "howpublished": "" if whole or within else f"In: {container}, {version}",
        "edition": version if whole or within else "",
        "year": str(year),
        "month": MONTHS[month - 1],
        "url": item.get("URL", ""),
        "language": item.get("language", ""),
        "note": tex(item["note"]),
    }
    kind = "book" if whole else "incollection" if within else "misc"
    lines = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}"]) + "\n"


def ris_name(name: dict) -> str:
    """A CSL name for RIS; a comma after a body's name keeps readers from taking it apart."""
    return (
        f"{inverted_name(name)}," if "literal" in name and name != OTHERS else inverted_name(name)
    )


def ris(item: dict) -> str:
    """A CSL item as a RIS record.

    A book without authors is of the type for edited books, whose ``AU`` are its
    editors; of the tags for the editors of a ``BOOK`` none is read by all programs.
    """
    authors, editors = item.get("author", ()), item.get("editor", ())
    kind = RIS_TYPES[item["type"]]
    if kind == "BOOK" and not authors:
        kind, authors, editors = "EDBOOK", editors, ()
    role = "A2" if kind == "CHAP" else "A3"
    lines = [("TY", kind), ("ID", item["id"])]
    lines += [("AU", ris_name(name)) for name in authors]
    lines += [(role, ris_name(name)) for name in editors]
    lines += [(tag, item[field]) for tag, field in RIS_FIELDS if item.get(field)]
    parts = item["issued"]["date-parts"][0]
    lines.append(("PY", str(parts[0])))
    if len(parts) > 1:
        lines.append(("DA", "/".join(f"{part:02}" for part in parts) + "/" * (3 - len(parts))))
    first, _, last = item.get("page", "").partition("–")
    lines += [(tag, page) for tag, page in (("SP", first), ("EP", last)) if page]
    # A line break inside a value would begin a new, broken line of the record.
    body = "".join(f"{tag}  - {' '.join(str(value).split())}\n" for tag, value in lines)
    return f"{body}ER  - \n"


def csl_json(items: Iterable[dict]) -> str:
    """CSL items as a CSL-JSON file."""
    return json.dumps(list(items), ensure_ascii=False, indent=1) + "\n"
