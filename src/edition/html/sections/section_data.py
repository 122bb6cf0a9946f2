"""Sections as data: paragraphs, and the rows, works and figures that they rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from edition.citing.targets import TABLE_PAGE, Target, row_anchor
from edition.data.locators import parse_source
from edition.project.citation_file import CslItem, Metadata

from .section_text import Block, PageText

#: Roles of the tables whose rows the prose names; keys of the published data.
ROW_ROLES = ("claims", "events", "quantities")
FIGURE_PROPERTIES = ("kind", "layer", "title", "subtitle", "alt", "table")


@dataclass(frozen=True)
class SectionSources:
    """Everything from which the data of sections are taken."""

    meta: Metadata
    rows: Mapping[str, list[dict[str, Any]]]  #: `row_records` of `ROW_ROLES` and citations
    works: Mapping[str, CslItem]  #: by citation key
    sections: Mapping[str, Target]  #: all numbered sections, by number


def is_within(number: str, outer: str) -> bool:
    """Return whether a section is another one or a part of it: 4.2.1 is in 4.2, 4.20 is not."""
    return number == outer or number.startswith(f"{outer}.")


def parent_number(number: str) -> str | None:
    """Return the number of the section around another; None for a chapter."""
    return number.rpartition(".")[0] or None


def section_record(
    section: Target,
    chapter: Target,
    text: PageText,
    figures: Iterable[tuple[Target, Mapping[str, Any]]],
    cite_as: tuple[str, CslItem],
    sources: SectionSources,
) -> dict[str, Any]:
    """Return everything about a section in values that JSON knows.

    `text` is the page of the section, `figures` are the figures in it with their published content,
    and `cite_as` is the reference of the section in APA style and as a CSL item.
    """
    number, meta = section.number, sources.meta
    paragraphs, notes = text.paragraphs(section.id), text.section_notes(section.id)
    blocks = [*paragraphs, *notes.values()]
    citations = [r for r in sources.rows["citations"] if is_within(r["section"], number)]
    keys = {row["key"] for row in citations} | {key for block in blocks for key in block.works}
    return {
        "$schema": "schema.json",
        **section_entry(section),
        "url": meta.url(section.address) or None,
        "chapter": {"number": chapter.number, "title": chapter.title, "address": chapter.address},
        "parts": [n for n in sources.sections if parent_number(n) == number],
        "words": sum(len(block.text.split()) for block in blocks),
        "paragraphs": [_block_record(block) for block in paragraphs],
        "notes": [{"number": n, **_block_record(block)} for n, block in notes.items()],
        **{role: named_rows(role, number, blocks, sources) for role in ROW_ROLES},
        "citations": citations,
        "works": [work for key, work in sources.works.items() if key in keys],
        "figures": [_figure_record(*each, text.caption(each[0].id)) for each in figures],
        "edition": {
            **edition_record(meta),
            "commit": meta.commit or None,
            "license_url": meta.license_url,
            "original": meta.original_work,
            "cite_as": {"apa": Markup(cite_as[0]).striptags(), "csl": cite_as[1]},
        },
    }


def section_entry(section: Target) -> dict[str, Any]:
    """Return what the index and the section itself both say of a section."""
    printed = section.printed
    return {
        "id": section.id, "number": section.number, "title": section.title,
        "address": section.address, "layer": "thesis" if printed else "edition",
        "thesis_page": int(printed) if printed else None,
        "parent": parent_number(section.number), "markdown": f"{section.number}.md",
    }  # fmt: skip


def edition_record(meta: Metadata) -> dict[str, Any]:
    """Return title, version, date and license of the edition."""
    return {
        "title": meta.title, "version": meta.version, "date": meta.release_date,
        "license": meta.licenses[0],
    }  # fmt: skip


def sections_index(sources: SectionSources) -> dict[str, Any]:
    """Return the list of all sections and their files."""
    entries = (section_entry(section) for section in sources.sections.values())
    return {
        "$schema": "schema.json#/$defs/index",
        **edition_record(sources.meta),
        "sections": [{**entry, "json": f"{entry['number']}.json"} for entry in entries],
    }


def named_rows(
    role: str, number: str, blocks: Iterable[Block], sources: SectionSources
) -> list[dict[str, Any]]:
    """Return the rows of a section, followed by rows of other sections that its text names."""
    named = {id_ for block in blocks for id_ in getattr(block, role)}
    own, others = [], []
    for row in sources.rows[role]:
        if is_within(row["section"], number):
            own.append(row)
        elif row["id"] in named:
            others.append(row)
    return [*own, *others]


def row_records(role: str, table: str, frame: pd.DataFrame, layer: str) -> list[dict[str, Any]]:
    """Return the rows of a table in values that JSON knows; empty cells are None.

    Rows of the tables that play `ROW_ROLES` also have their works, layer and address.
    """
    columns = list(map(str, frame))
    rows: list[dict[str, Any]] = [
        {name: None if pd.isna(value) else value for name, value in zip(columns, row, strict=True)}
        for row in zip(*(frame[name].tolist() for name in columns), strict=True)
    ]
    if role in ROW_ROLES:
        page = TABLE_PAGE.format(table)
        for row in rows:
            row["sources"] = [asdict(locator) for locator in parse_source(row["source"])]
            row["layer"] = layer
            row["address"] = f"{page}#{row_anchor(table, row['id'])}"
    return rows


def _block_record(block: Block) -> dict[str, Any]:
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(block).items()}


def _figure_record(target: Target, figure: Mapping[str, Any], caption: str) -> dict[str, Any]:
    return {
        "id": target.id, "number": target.number, "address": target.address,
        **{name: figure[name] for name in FIGURE_PROPERTIES}, "caption": caption,
        **{kind: f"figures/{target.id}.{kind}" for kind in ("csv", "svg", "png")},
    }  # fmt: skip
