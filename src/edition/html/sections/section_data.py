"""A section as data: its paragraphs, and the rows, works and figures that they rest on (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from edition.citing import csl_items
from edition.citing.csl_styles import plain
from edition.citing.targets import TABLE_PAGE, Target, row_anchor
from edition.data.locators import parse_source
from edition.project.citation_file import Metadata

from .section_text import Block, Text

#: The tables whose rows a section's prose rests on.
TABLES = ("claims", "events", "quantities")
KEPT = ("kind", "layer", "title", "subtitle", "alt", "table")


@dataclass(frozen=True)
class Sources:
    """What a section's data are taken from.

    Attributes
    ----------
    meta : Metadata
        The edition.
    rows : mapping
        The rows of `TABLES` and of the citations, as `records` makes them.
    works : mapping
        The works as CSL items, by key.
    sections : mapping
        The places of all numbered sections, by number.
    """

    meta: Metadata
    rows: Mapping[str, list[dict]]
    works: Mapping[str, Mapping]
    sections: Mapping[str, Target]


def within(number: str, whole: str) -> bool:
    """Whether a section is another one or stands in it: 4.2.1 is within 4.2, 4.20 is not."""
    return number == whole or number.startswith(f"{whole}.")


def parent(number: str) -> str | None:
    """The section around another; None around a chapter."""
    return number.rpartition(".")[0] or None


def section(
    place: Target,
    chapter: Target,
    text: Text,
    figures: Iterable[tuple[Target, Mapping]],
    apa: str,
    sources: Sources,
) -> dict:
    """Everything about a section, in plain values.

    Parameters
    ----------
    place, chapter : Target
        The section, and the chapter that it stands in.
    text : Text
        The page that it stands on.
    figures : iterable of (Target, mapping)
        The figures of the section, and what was published of each.
    apa : str
        Its reference in APA style, as HTML.
    sources : Sources
        Where the rows and works come from.
    """
    number, meta = place.number, sources.meta
    blocks, notes = text.blocks(place.id), text.notes_of(place.id)
    named = [*blocks, *notes.values()]
    rows = {table: chosen(table, number, named, sources) for table in TABLES}
    citations = cited(number, sources)
    keys = {row["key"] for row in citations} | {key for block in named for key in block.works}
    thesis = bool(place.printed)
    return {
        "$schema": "schema.json",
        "id": place.id,
        "number": number,
        "title": place.title,
        "address": place.address,
        "url": meta.url(place.address) or None,
        "layer": "thesis" if thesis else "edition",
        "thesis_page": int(place.printed) if thesis else None,
        "chapter": {"number": chapter.number, "title": chapter.title, "address": chapter.address},
        "parent": parent(number),
        "parts": [n for n in sources.sections if parent(n) == number],
        "markdown": f"{number}.md",
        "words": sum(len(block.text.split()) for block in named),
        "paragraphs": [_block(block) for block in blocks],
        "notes": [{"number": n, **_block(block)} for n, block in notes.items()],
        **rows,
        "citations": citations,
        "works": [work for key, work in sources.works.items() if key in keys],
        "figures": [_figure(*each, text.caption(each[0].id)) for each in figures],
        "edition": edition(place, apa, meta),
    }


def edition(place: Target, apa: str, meta: Metadata) -> dict:
    """Which edition the section belongs to, and how to cite it."""
    return {
        "title": meta.title,
        "version": meta.version,
        "date": meta.release_date,
        "commit": meta.commit or None,
        "license": meta.licenses[0],
        "license_url": meta.license_url,
        "original": meta.original_work,
        "cite_as": {"apa": plain(apa), "csl": csl_items.csl_item(place, meta)},
    }


def chosen(table: str, number: str, named: Iterable[Block], sources: Sources) -> list[dict]:
    """The rows that belong to a section, and after them those of others that it names."""
    marked = {id_ for block in named for id_ in getattr(block, table)}
    rows = sources.rows[table]
    own = [row for row in rows if within(row["section"], number)]
    others = (row for row in rows if row["id"] in marked and not within(row["section"], number))
    return [*own, *others]


def cited(number: str, sources: Sources) -> list[dict]:
    """The citations that the thesis makes in a section, as printed and as meant."""
    return [row for row in sources.rows["citations"] if within(row["section"], number)]


def records(table: str, frame: pd.DataFrame, layer: str) -> list[dict]:
    """A table's rows in plain values; those of `TABLES` with their sources, layer and address."""
    rows = [values(row) for row in frame.to_dict("records")]
    if table in TABLES:
        page = TABLE_PAGE.format(table)
        for row in rows:
            row["sources"] = [asdict(found) for found in parse_source(row["source"])]
            row["layer"] = layer
            row["address"] = f"{page}#{row_anchor(table, row['id'])}"
    return rows


def values(row: Mapping) -> dict:
    """A row in plain values; what is empty is null."""
    return {
        name: None if pd.isna(value) else getattr(value, "item", lambda value=value: value)()
        for name, value in row.items()
    }


def _block(block: Block) -> dict:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(block).items()}


def _figure(place: Target, content: Mapping, caption: str) -> dict:
    found = {name: getattr(place, name) for name in ("id", "number", "address")}
    found |= {name: content[name] for name in KEPT} | {"caption": caption}
    return found | {kind: f"figures/{place.id}.{kind}" for kind in ("csv", "svg", "png")}
