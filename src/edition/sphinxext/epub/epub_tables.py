"""Data tables in the EPUB: each row as a short record, which fits any width."""

from collections.abc import Iterator, Mapping
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.writers.html5 import HTML5Translator

from edition.citing.targets import row_anchor
from edition.data import data_package, tables
from edition.data.table_schema import primary_key
from edition.html import data_table_page
from edition.html.cell_markup import Linker, cell, cell_text, column_heading, key_tables
from edition.html.table_markup import definition_list
from edition.html.templating import render
from edition.project import vocabulary
from edition.sphinxext.addnodes import data_table as data_table_node
from edition.sphinxext.link_targets import links_from
from edition.sphinxext.row_lookup import work_labels

#: Longer tables are left to the published CSV files.
MAX_ROWS = 400


def visit(translator: HTML5Translator, node: data_table_node) -> None:
    """Write the description of a table and its rows."""
    name, builder = node["table"], translator.builder
    resource, row_count = data_package.resources()[name], len(tables.load(name))
    links = links_from(builder, builder.current_docname)
    records = list(row_records(resource, links)) if row_count <= MAX_ROWS else []
    translator.body.append(
        render("epub_table.html", resource=resource, row_count=row_count, records=records)
    )
    raise nodes.SkipNode


def row_records(resource: Mapping[str, Any], links: Linker) -> Iterator[tuple[str, str, Markup]]:
    """Yield anchor, id and cells of each row; empty cells are left out.

    Anchor and id are empty where a row has no key of one column.
    """
    name, schema = resource["name"], resource["schema"]
    foreign = key_tables(schema, name)
    fields = {field["name"]: field for field in schema["fields"]}
    primary = primary_key(schema)
    key = primary[0] if len(primary) == 1 else ""
    roles = vocabulary.current().roles
    coded = name == roles.claims
    codings = data_table_page.coding_lists(tables.load, roles, links) if coded else {}
    for row in tables.load(name).to_dict("records"):
        cells = [
            (
                column_heading(field),
                cell(row[field], fields[field], foreign.get(field), work_labels(), links),
            )
            for field in fields
            if field != key
        ]
        id_ = cell_text(row[key]) if key else ""
        cells.append(("Codings", codings.get(id_, "")))
        yield row_anchor(name, str(row[key])) if key else "", id_, definition_list(cells)
