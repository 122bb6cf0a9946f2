"""Each numbered section beside its page, for machines: as Markdown and as data."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

from sphinx.application import Sphinx

from edition.citing.targets import Target
from edition.data import tables
from edition.html.sections import section_data, section_markdown, section_schema
from edition.html.sections.section_text import Text
from edition.project.files import write_file

from .figure_nodes import instrument

FOLDER = "sections"
ROWS = (*section_data.TABLES, "citations")
INDEXED = ("id", "number", "title", "address")


def numbered(citing) -> dict[str, Target]:
    """The numbered sections of the book by their number, in its order."""
    return {p.number: p for p in citing.places if p.kind == "section" and p.number}


@lru_cache(maxsize=1)
def sources(citing) -> section_data.Sources:
    """What the data of sections are taken from; made once in a build."""
    rows = {
        name: section_data.records(name, tables.load(name), citing.resources[name]["layer"])
        for name in ROWS
    }
    return section_data.Sources(citing.meta, rows, citing.works, numbered(citing))


def foot(citing, place: Target) -> str:
    """What stands beneath a section as Markdown: how to cite it, its license, its data."""
    meta = citing.meta
    license_ = f'<a href="{meta.license_url}">{meta.licenses[0]}</a>'
    return section_markdown.convert(
        f"<p>Cite as: {citing.forms[place.id]['apa']}</p>"
        f"<p>License: {license_}. Claims, events, citations and works of this section: "
        f'<a href="{place.number}.json">{place.number}.json</a>.</p>'
    )


def write_sections(app: Sphinx, pagename: str, template: str, context: dict, doctree) -> None:
    """Write the sections of a page when the page is written."""
    citing = getattr(app, "edition_citing", None)
    here = citing.on(app.builder.get_target_uri(pagename)) if citing else []
    parts = [place for place in here if place.kind == "section" and place.number]
    if doctree is None or not parts:
        return

    def address(place: str) -> str:
        return citing.meta.url(place) or f"../{place}"

    published = {node["figure"]["name"]: node["figure"] for node in doctree.findall(instrument)}
    text = Text(context["body"], parts[0].page, address, {p.id: p.number for p in parts})
    known = sources(citing)
    for place in parts:
        inside = {each.get("id") for each in text.section(place.id).iter("figure")}
        figures = [
            (each, published[each.id]) for each in here if each.id in inside & set(published)
        ]
        apa = citing.forms[place.id]["apa"]
        record = section_data.section(place, parts[0], text, figures, apa, known)
        written = section_markdown.section(text, place.id, published, address)
        stem = Path(app.outdir) / FOLDER / place.number
        write_file(stem.with_name(f"{place.number}.json"), dump(record))
        write_file(
            stem.with_name(f"{place.number}.md"), f"{written}\n\n---\n\n{foot(citing, place)}\n"
        )


def dump(values: dict) -> str:
    """Plain values as the text of a JSON file."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def index(citing) -> dict:
    """All sections, and where each is as Markdown and as data."""
    meta = citing.meta
    return {
        "$schema": "schema.json#/$defs/index",
        "title": meta.title,
        "version": meta.version,
        "date": meta.release_date,
        "license": meta.licenses[0],
        "sections": [
            {
                **{name: getattr(place, name) for name in INDEXED},
                "layer": "thesis" if place.printed else "edition",
                "thesis_page": int(place.printed) if place.printed else None,
                "parent": section_data.parent(number),
                "markdown": f"{number}.md",
                "json": f"{number}.json",
            }
            for number, place in numbered(citing).items()
        ],
    }


def write_index(app: Sphinx, error: Exception | None) -> None:
    """Write the index and the schema; forget sections that are no more."""
    if error or app.builder.name != "html":
        return
    citing, folder = app.edition_citing, Path(app.outdir) / FOLDER
    for path in folder.glob("*"):
        if path.stem not in numbered(citing):
            path.unlink()
    write_file(folder / "index.json", dump(index(citing)))
    write_file(folder / "schema.json", dump(section_schema.schema(citing.resources)))


def setup(app: Sphinx) -> None:
    """Write sections with their page, the index at the end."""
    app.connect("html-page-context", write_sections)
    app.connect("build-finished", write_index)
