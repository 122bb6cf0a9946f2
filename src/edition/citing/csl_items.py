"""Places of the edition as CSL-JSON items, from which every format of a reference is made.

Titles are in sentence case, as CSL wants them: a style that asks for capitals adds them.  What no
style may change stands in `NOCASE`.
"""

import re
from collections.abc import Iterable

from edition.data import partial_dates
from edition.project.citation_file import CslItem, Metadata

from .targets import Target
from .title_case import sentence_case

#: Prose and drawings are parts of the book, rows are data.
TYPES = {
    "book": "book", "section": "chapter", "figure": "chapter", "table": "dataset", "row": "dataset",
}  # fmt: skip
#: What keeps its letters as they are, in the markup of CSL.
NOCASE = re.compile(r'<span class="nocase">(.*?)</span>')


def without_markup(title: str) -> str:
    """Return a title without the markup that keeps letters as they are."""
    return NOCASE.sub(r"\1", title)


def edition_statement(target: Target, meta: Metadata) -> str:
    """Return which state of the edition is cited: ``Commit … of May 4, 2026, file …``.

    Tables and rows are also identified by their file.  Without a base URL the statement
    includes the address within the edition, which no other field can hold.
    """
    built = f" of {partial_dates.format_date(meta.build_date)}" if meta.build_date else ""
    parts = [
        f"commit {meta.commit}{built}" if meta.commit else "",
        f"file {target.swhid}" if target.swhid else "",
        "" if meta.base_url else f"at {target.address}",
    ]
    statement = ", ".join(filter(None, parts))
    return statement[:1].upper() + statement[1:]


def issued_year(item: CslItem) -> int:
    """Return the year in which a work appeared."""
    return item["issued"]["date-parts"][0][0]


def csl_item(
    target: Target, meta: Metadata, note: Iterable[str] = (), names: Iterable[str] = ()
) -> CslItem:
    """Return a place of the edition as a CSL-JSON item.

    The sentences of the note hold what no field of CSL can. `names` keep their capitals. The
    edition stands where reference managers keep it: as the book around a part, with the version as
    its edition, and as the publisher of data. Without a base URL there is no ``URL``: a relative
    one is useless outside of the book.
    """
    book, type_ = sentence_case(meta.title, names), TYPES[target.kind]
    title = book if target.kind == "book" else target.name
    if target.kind == "section" and target.number:  # others have titles in sentence case
        title = sentence_case(title, names)
    elif target.kind == "row":
        title = title.replace(target.id, f'<span class="nocase">{target.id}</span>')
    data = type_ == "dataset"
    item = {
        "id": meta.citation_key if target.kind == "book" else f"{meta.citation_key}-{target.id}",
        "type": type_,
        "title": title,
        "container-title": book if type_ == "chapter" else "",
        "publisher": meta.title if data else "",
        "author": list(meta.authors),
        "issued": {"date-parts": [[int(part) for part in meta.release_date.split("-")]]},
        "edition": "" if data else f"Version {meta.version}",
        "version": meta.version if data else "",
        "language": meta.language,
        "URL": meta.url(target.address),
        "note": " ".join(f"{sentence}." for sentence in note if sentence),
    }
    return {name: value for name, value in item.items() if value}
