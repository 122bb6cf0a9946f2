"""A data table in the e-book: each row as a short record, which any width can show."""

from __future__ import annotations

from html import escape

from docutils import nodes

from edition.data import data_package, tables
from edition.data.table_schema import primary_key
from edition.html import data_table_page, markup
from edition.sphinxext import link_targets
from edition.sphinxext.link_targets import linker
from edition.sphinxext.row_roles import labels

#: Longer tables stay in the published files.
MOST = 400


def visit(translator, node) -> None:
    """Write the description of a table and its rows."""
    name, builder = node["table"], translator.builder
    resource, frame = data_package.resources()[name], tables.load(name)
    body = [f"<p>{escape(resource['description'])}</p>"]
    if len(frame) <= MOST:
        body += records(name, frame, resource["schema"], linker(builder, builder.current_docname))
    else:
        body.append(
            f"<p>Its {len(frame)} rows are too many for a book; they are in "
            f"<code>data/{escape(resource['path'])}</code> of the edition.</p>"
        )
    translator.body.extend(body)
    raise nodes.SkipNode


def records(name: str, frame, schema: dict, links) -> list[str]:
    """The rows of a table, each with its anchor, headed by its key, empty cells left out."""
    foreign = markup.foreign_keys(schema, name)
    fields = {field["name"]: field for field in schema["fields"]}
    primary = primary_key(schema)
    key = primary[0] if len(primary) == 1 else ""
    known, codings = (
        labels(),
        data_table_page.coded_on(tables.load, links) if name == "claims" else {},
    )

    def said(row: dict, field: str) -> str:
        return markup.cell(row[field], fields[field], foreign.get(field), known, links)

    found = []
    for row in frame.to_dict("records"):
        pairs = [(markup.heading(field), said(row, field)) for field in fields if field != key]
        pairs.append(("Codings", codings.get(row.get(key), "")))
        id_ = f' id="{link_targets.row_anchor(name, str(row[key]))}"' if key else ""
        head = f"<p><b>{escape(markup.plain(row[key]))}</b></p>" if key else ""
        found.append(f'<div class="record"{id_}>{head}{markup.facts(pairs)}</div>')
    return found
