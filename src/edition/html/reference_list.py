"""The page about citing: every place with its references, and identifiers of the tables (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from edition.citing.references import FILE_EXTENSIONS
from edition.citing.targets import Target

from . import markup

TITLES = {"bibtex": "BibTeX", "ris": "RIS", "csl-json": "CSL-JSON"}


def references(name: str, forms: Mapping[str, str], more: str = "") -> str:
    """The references of what is called *name*; the formats of reference managers are folded."""
    texts = "".join(
        f"<p>{title}</p><pre>{escape(forms[each])}</pre>" for each, title in TITLES.items()
    )
    return (
        f"<p>{forms['apa']}</p>"
        f'<details><summary>Chicago, BibTeX, RIS and CSL-JSON<span class="visually-hidden"> of '
        f"{escape(name)}</span></summary><p>{forms['chicago']}</p>{texts}{more}</details>"
    )


def entry(place: Target, forms: Mapping[str, str], root: str, rows: str = "") -> str:
    """One place with its references, and what there is to say about its *rows*."""
    files = " ".join(
        f'<a href="{root}citations/{place.id}.{extension}" download>{TITLES[name]}</a>'
        for name, extension in FILE_EXTENSIONS.items()
    )
    texts = "".join(
        f' <a href="{root}{path}" download>{name}</a>' for name, path in place.texts.items()
    )
    texts = f"; the text: {texts.strip()}" if texts else ""
    files = f'<p class="downloads">Download: {files}{texts}</p>'
    return (
        f'<div class="cite-entry" id="cite-{place.id}">'
        f'<h3><a href="{root}{escape(place.address)}">{escape(place.name)}</a></h3>'
        f"{references(place.name, forms, files)}{rows}</div>"
    )


def of_rows(stand_in: Target, forms: Mapping[str, str]) -> str:
    """How to cite a row of a table by hand, where scripts are off."""
    page = (
        f" and the page on which its section begins in print for <code>{stand_in.printed}</code>"
        if stand_in.printed
        else ""
    )
    return (
        f"<p>A row of it, with the row’s id for <code>{stand_in.id}</code>{page}:</p>"
        f"{references(stand_in.name, forms)}"
    )


def listing(
    places: Iterable[Target],
    forms: Mapping[str, Mapping[str, str]],
    root: str,
    rows: Mapping[str, Mapping[str, tuple]],
) -> str:
    """Every place, one after the other; *rows* holds the forms for a table's rows by its id."""
    return "".join(
        entry(
            place,
            forms[place.id],
            root,
            "".join(of_rows(*form) for form in rows.get(place.id, {}).values()),
        )
        for place in places
    )


def identifiers(pairs: Iterable[tuple[str, str]]) -> str:
    """What each identifier identifies, as a table."""
    rows = [("", (escape(what), f"<code>{id_}</code>")) for what, id_ in pairs]
    return markup.table(["What", "SWHID"], rows, caption="Identifiers of this version")


def example(command: str, text: str, html: bool) -> str:
    """A command and what it prints."""
    if html:
        return f"<pre>$ {escape(command)}</pre><p>{text}</p>"
    return f"<pre>$ {escape(command)}\n{escape(text)}</pre>"


def bibliographies(names: Iterable[tuple[str, str]], root: str) -> str:
    """Downloads of lists of works, as a table."""
    rows = []
    for name, title in names:
        links = (
            f'<a href="{root}citations/{name}.{extension}" download '
            f'aria-label="{TITLES[format_]}, {escape(title, quote=True)}">{TITLES[format_]}</a>'
            for format_, extension in FILE_EXTENSIONS.items()
        )
        rows.append(("", (escape(title), *links)))
    return markup.table(["Works of", *TITLES.values()], rows, caption="Lists of works to download")
