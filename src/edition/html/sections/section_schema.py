"""The JSON Schema of sections as data; what rows hold follows from the data package (pure)."""

from __future__ import annotations

from collections.abc import Mapping

from edition.data.table_schema import primary_key
from edition.figures import KINDS

from .section_data import TABLES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
JSON_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean"}


def text(about: str, **more) -> dict:
    """A string."""
    return {"type": "string", "description": about, **more}


def optional(about: str, kind: str = "string", **more) -> dict:
    """A value that may be null."""
    return {"type": [kind, "null"], "description": about, **more}


def listed(of: dict, about: str) -> dict:
    """An array."""
    return {"type": "array", "description": about, "items": of}


def closed(properties: Mapping[str, dict], about: str = "") -> dict:
    """An object with these properties, all of them and no others."""
    found = {"type": "object", "properties": dict(properties), "required": list(properties)}
    return found | {"additionalProperties": False} | ({"description": about} if about else {})


def reference(name: str) -> dict:
    """A definition of this schema."""
    return {"$ref": f"#/$defs/{name}"}


NUMBER = text("A section's number.", pattern=r"^\d+(\.\d+)*$")
PAGE = text("An address, relative to the root of the book.")
WORD = {"type": "string"}
CSL = {
    "type": "object", "required": ["id", "type", "title"],
    "description": "A work in CSL-JSON, as citation processors and reference managers read it.",
}  # fmt: skip
BLOCK = {
    "section": text("The number of the section in which it stands."),
    "text": text("Its text, without marks and without the numbers of notes."),
    "claims": listed(WORD, "Ids of the claims that it states, in order."),
    "events": listed(WORD, "Ids of the events that it dates."),
    "quantities": listed(WORD, "Ids of the numbers that it gives."),
    "works": listed(WORD, "Keys of the works that it cites."),
    "notes": listed({"type": "integer"}, "Numbers of the notes that hang on it."),
}
SOURCE = {
    "key": text("The key of a work."),
    "pages": text("Its pages, as the thesis cites them; empty for the whole work."),
}
FIGURE = {
    "id": text("Its name and anchor."), "number": text("Its number, 4.1."), "address": PAGE,
    "kind": text("What kind of figure it is.", enum=sorted(KINDS)),
    "layer": reference("layer"),
    "title": text("What it shows, as a sentence."), "subtitle": text("What is drawn."),
    "caption": text("What to see in it and which tables it is drawn from."),
    "alt": text("What it shows, for those who cannot see it."),
    "table": text("The table that its rows come from."),
    "csv": PAGE, "svg": PAGE, "png": PAGE,
}  # fmt: skip
EDITION = {
    "title": text("The edition's title."), "version": text("Its version."),
    "date": text("The date of the version.", format="date"),
    "commit": optional("The commit that it was built from."),
    "license": text("The license of text and data, by its SPDX identifier."),
    "license_url": text("Where the license can be read."),
    "original": reference("work"),
    "cite_as": closed(
        {"apa": text("The reference of the section in APA style."), "csl": reference("work")},
        "How to cite the section.",
    ),
}  # fmt: skip
SECTION = {
    "$schema": text("This schema."), "id": text("The section's anchor, which never changes."),
    "number": NUMBER, "title": text("Its title."), "address": PAGE,
    "url": optional("Its full address, where the book has one."),
    "layer": reference("layer"),
    "thesis_page": optional(
        "The page of the thesis on which the section that it retells begins.", "integer"
    ),
    "chapter": closed({"number": NUMBER, "title": text("Its title."), "address": PAGE}),
    "parent": optional("The number of the section around it."),
    "parts": listed(NUMBER, "The sections directly within it."),
    "markdown": text("The file that holds the same section as Markdown."),
    "words": {"type": "integer", "description": "Words in its paragraphs and notes."},
    "paragraphs": listed(
        closed(BLOCK), "Its paragraphs in order, those of the sections within it included."
    ),
    "notes": listed(
        closed({"number": {"type": "integer"}, **BLOCK}), "The notes that hang on them."
    ),
    **{
        table: listed(reference(table), f"The {table} of the section, then others that it names.")
        for table in TABLES
    },
    "citations": listed(reference("citations"), "What the thesis cites here, each time."),
    "works": listed(reference("work"), "The works cited here by the thesis or the edition."),
    "figures": listed(closed(FIGURE), "Its figures."),
    "edition": closed(EDITION),
}  # fmt: skip
ENTRY = {
    **{name: SECTION[name] for name in ("id", "number", "title", "address", "layer")},
    "thesis_page": SECTION["thesis_page"], "parent": SECTION["parent"],
    "markdown": text("The section as Markdown."), "json": text("The section as data."),
}  # fmt: skip
INDEX = {
    "$schema": text("The part of this schema that describes the index."),
    "title": text("The edition's title."), "version": text("Its version."),
    "date": text("The date of the version.", format="date"),
    "license": text("The license of text and data."),
    "sections": listed(closed(ENTRY), "Every numbered section, in the order of the book."),
}  # fmt: skip


def row(resource: Mapping, more: Mapping[str, dict]) -> dict:
    """A row of a table as an object."""
    required = primary_key(resource["schema"])
    properties = {}
    for field in resource["schema"]["fields"]:
        kind, constraints = JSON_TYPES[field["type"]], field.get("constraints", {})
        always = field["name"] in required or constraints.get("required")
        properties[field["name"]] = {
            "type": kind if always else [kind, "null"],
            "description": field["description"],
        }
        if "enum" in constraints:
            allowed = constraints["enum"]
            properties[field["name"]]["enum"] = allowed if always else [*allowed, None]
    return closed(properties | dict(more), resource["description"])


def schema(resources: Mapping[str, Mapping]) -> dict:
    """The whole schema.

    Parameters
    ----------
    resources : mapping
        The descriptors of the tables, by name.
    """
    more = {
        "sources": listed(closed(SOURCE), "The works it rests on; none for the thesis itself."),
        "layer": reference("layer"),
        "address": PAGE,
    }
    return {
        "$schema": DIALECT,
        "title": "A section of the edition",
        **closed(SECTION),
        "$defs": {
            "layer": text(
                "What says it: the text of 2008, our coding of that text, or the edition.",
                enum=["thesis", "coded", "edition"],
            ),
            "work": CSL,
            **{table: row(resources[table], more) for table in TABLES},
            "citations": row(resources["citations"], {}),
            "index": closed(INDEX, "The index of all sections, sections/index.json."),
        },
    }
