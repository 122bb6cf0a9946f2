"""JSON Schema of the sections as data; rows follow the descriptors in the data package."""

from collections.abc import Mapping
from typing import Any

from edition.data.descriptors import Resource
from edition.data.table_schema import primary_key
from edition.figures import KINDS
from edition.project.vocabulary import Roles

from .section_data import ROW_ROLES

Node = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def text(description: str, **more: Any) -> Node:
    """Return the schema of a string."""
    return {"type": "string", "description": description, **more}


def optional(description: str, type_: str = "string", **more: Any) -> Node:
    """Return the schema of a value that may be null."""
    return {"type": [type_, "null"], "description": description, **more}


def array(items: Node, description: str) -> Node:
    """Return the schema of an array."""
    return {"type": "array", "description": description, "items": items}


def closed_object(properties: Mapping[str, Node], description: str = "") -> Node:
    """Return the schema of an object that has all of these properties and no others."""
    schema = {"type": "object", "properties": dict(properties), "required": list(properties)}
    about = {"description": description} if description else {}
    return {**schema, "additionalProperties": False, **about}


def definition(name: str) -> Node:
    """Return a reference to a definition of this schema."""
    return {"$ref": f"#/$defs/{name}"}


NUMBER = text("A section's number.", pattern=r"^\d+(\.\d+)*$")
PAGE = text("An address, relative to the root of the book.")
ID = {"type": "string"}
CSL = {
    "type": "object", "required": ["id", "type", "title"],
    "description": "A work in CSL-JSON, as citation processors and reference managers read it.",
}  # fmt: skip
BLOCK = {
    "section": text("The number of the section in which it stands."),
    "text": text("Its text, without marks and without the numbers of notes."),
    "claims": array(ID, "Ids of the claims that it states, in order."),
    "events": array(ID, "Ids of the events that it dates."),
    "quantities": array(ID, "Ids of the numbers that it gives."),
    "works": array(ID, "Keys of the works that it cites."),
    "notes": array({"type": "integer"}, "Numbers of the notes that hang on it."),
}
SOURCE = {
    "key": text("The key of a work."),
    "pages": text("Its pages, as the thesis cites them; empty for the whole work."),
}
FIGURE = {
    "id": text("Its name and anchor."), "number": text("Its number, 4.1."), "address": PAGE,
    "kind": text("What kind of figure it is.", enum=sorted(KINDS)),
    "layer": definition("layer"),
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
    "original": definition("work"),
    "cite_as": closed_object(
        {"apa": text("The reference of the section in APA style."), "csl": definition("work")},
        "How to cite the section.",
    ),
}  # fmt: skip
SECTION = {
    "$schema": text("This schema."), "id": text("The section's anchor, which never changes."),
    "number": NUMBER, "title": text("Its title."), "address": PAGE,
    "url": optional("Its full address, where the book has one."),
    "layer": definition("layer"),
    "thesis_page": optional(
        "The page of the thesis on which the section that it retells begins.", "integer"
    ),
    "chapter": closed_object({"number": NUMBER, "title": text("Its title."), "address": PAGE}),
    "parent": optional("The number of the section around it."),
    "parts": array(NUMBER, "The sections directly within it."),
    "markdown": text("The file that holds the same section as Markdown."),
    "words": {"type": "integer", "description": "Words in its paragraphs and notes."},
    "paragraphs": array(
        closed_object(BLOCK),
        "Its paragraphs in order, those of the sections within it included.",
    ),
    "notes": array(
        closed_object({"number": {"type": "integer"}, **BLOCK}), "The notes that hang on them."
    ),
    **{
        role: array(definition(role), f"The {role} of the section, then others that it names.")
        for role in ROW_ROLES
    },
    "citations": array(definition("citations"), "What the thesis cites here, each time."),
    "works": array(definition("work"), "The works cited here by the thesis or the edition."),
    "figures": array(closed_object(FIGURE), "Its figures."),
    "edition": closed_object(EDITION),
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
    "sections": array(closed_object(ENTRY), "Every numbered section, in the order of the book."),
}  # fmt: skip
#: What a row has besides the cells of its table.
ROW_ADDITIONS = {
    "sources": array(closed_object(SOURCE), "The works it rests on; none for the thesis itself."),
    "layer": definition("layer"),
    "address": PAGE,
}


def row_schema(resource: Resource, additions: Mapping[str, Node]) -> Node:
    """Return the schema of a row of a table, whose types are types of JSON Schema too.

    `additions` are the schemas of properties that are not columns, by name.
    """
    keys = primary_key(resource["schema"])
    properties = {}
    for field in resource["schema"]["fields"]:
        type_, constraints = field["type"], field.get("constraints", {})
        required = field["name"] in keys or constraints.get("required")
        types = type_ if required else [type_, "null"]
        node: Node = {"type": types, "description": field["description"]}
        if "enum" in constraints:
            node["enum"] = [*constraints["enum"], *([] if required else [None])]
        properties[field["name"]] = node
    return closed_object(properties | dict(additions), resource["description"])


def sections_schema(resources: Mapping[str, Resource], roles: Roles, original_year: int) -> Node:
    """Return the whole schema, given the descriptor of each table by its name.

    A role without a table has no rows.
    """

    def rows(role: str, additions: Mapping[str, Node]) -> Node:
        table = getattr(roles, role)
        return row_schema(resources[table], additions) if table else {"type": "object"}

    return {
        "$schema": DIALECT,
        "title": "A section of the edition",
        **closed_object(SECTION),
        "$defs": {
            "layer": text(
                f"What says it: the text of {original_year}, our coding of that text, or the "
                "edition.",
                enum=["thesis", "coded", "edition"],
            ),
            "work": CSL,
            **{role: rows(role, ROW_ADDITIONS) for role in ROW_ROLES},
            "citations": rows("citations", {}),
            "index": closed_object(INDEX, "The index of all sections, sections/index.json."),
        },
    }
