"""The directive ``{datatable} name``: a table's page, with an anchor for each row."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from html import escape
from pathlib import Path

import pandas as pd
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .. import markup, project, tables
from ..citing import places, rows
from ..schema import primary_key
from . import addresses, ebook_tables
from .marks import labels
from .nodes import visitors


class datatable(nodes.General, nodes.Element):
    """A whole table; rendered when the page is written, so that its links are final."""


class DataTable(SphinxDirective):
    """``{datatable} events`` – description, columns and rows from the data package."""

    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        folder = project.home()
        tables.load(name)  # a breach stops the page here, with all its places
        # The rows are put in when the page is written: an edit of one is no reason to read it.
        self.env.note_dependency(str(folder / "data" / "datapackage.json"))
        addresses.datatable_pages(self.env)[name] = self.env.docname
        return [datatable("", table=name)]


def linker(builder, docname: str):
    """``links(table, id)`` for this page."""

    def links(table: str, id_: str) -> str | None:
        if table == "works":
            return addresses.work(builder, docname, id_)
        if table == "sections":
            return addresses.section(builder, docname, id_)
        if table == "labels":
            return addresses.label(builder, docname, id_)
        return addresses.row(builder, docname, table, id_)

    return links


def described(fields: list[dict], foreign: dict[str, str], links) -> str:
    """The columns of a table and what they hold."""
    rows = []
    for field in fields:
        allowed = field.get("constraints", {}).get("enum", [])
        kind = "one of " + ", ".join(allowed) if allowed else field["type"]
        if field["name"] in foreign:
            kind = f"key of {foreign[field['name']]}"
        cells = [
            f"<code>{escape(field['name'])}</code>",
            escape(field["description"]),
            escape(kind),
        ]
        rows.append(("", cells))
    return markup.table(["Column", "Meaning", "Values"], rows, caption="The columns")


def rows_of(name: str, frame: pd.DataFrame, schema: dict, links, root: str) -> str:
    """The table's rows, each with its anchor and its reference; empty columns are left out.

    Where several columns together name a row, its anchor joins their values.
    """
    foreign = markup.foreign_keys(schema, name)
    fields = {f["name"]: f for f in schema["fields"] if frame[f["name"]].notna().any()}
    known = labels()
    codings = coded_on(links) if name == "claims" else {}
    columns = [*map(markup.heading, fields), *(["Codings"] if codings else [])]
    citable = {place.id: place for place in places.rows_of(project.home(), name)}
    made = []
    for row in frame.to_dict("records"):
        cells = [
            markup.cell(row[field], fields[field], foreign.get(field), known, links)
            for field in fields
        ]
        if codings:
            cells.append(codings.get(row["id"], ""))
        key = "-".join(str(row[field]) for field in primary_key(schema))
        anchor = addresses.anchor(name, key)
        if anchor in citable:
            control = rows.control(citable[anchor], places.table_id(name), root)
            cells[0] = f'<a href="#{anchor}">{escape(key)}</a> {control}'
        else:
            cells[0] = f'<a href="#{anchor}">{cells[0]}</a>'
        made.append((anchor, cells))
    caption = f"{len(frame)} rows of the table “{name}”"
    return markup.table(
        columns, made, caption=caption, id_=f"table-{name}-rows", classes=f"data sortable {name}"
    )


def coded_on(links, claims: Collection[str] | None = None) -> dict[str, str]:
    """The codings of each claim in words, as HTML, by the claim's id; of all claims or of some."""
    codings = tables.load("codings")
    if claims is not None:
        codings = codings[codings.claim.isin(claims)]
    indicators = tables.load("indicators").set_index("id")
    family = tables.load("explanations").set_index("id").family
    found: dict[str, list[str]] = {}
    for row in codings.itertuples():
        name = markup.link(indicators.name[row.indicator], links("indicators", row.indicator))
        side = family[indicators.explanation[row.indicator]]
        by = "" if row.asserted_by == "thesis" else " (coded by the edition)"
        text = (
            f'<li class="{row.direction} side-{side}"><b>{row.direction}</b> {name}{by}: '
            f"{escape(row.rationale)}</li>"
        )
        found.setdefault(row.claim, []).append(text)
    return {
        claim: f'<ul class="card-codings">{"".join(all_)}</ul>' for claim, all_ in found.items()
    }


def origin(resource: dict) -> str:
    """What a table is made from and on which terms, where there are addresses to go to."""
    named = [
        f"{title}: {markup.link(each['title'], each['path'])}"
        for kind, title in (("sources", "Source"), ("licenses", "Terms"))
        for each in resource.get(kind, ())
        if "path" in each
    ]
    return f'<p class="downloads">{". ".join(named)}.</p>' if named else ""


def visit_datatable(translator, node: datatable) -> None:
    name = node["table"]
    resource = tables.resources()[name]
    links = linker(translator.builder, translator.builder.current_docname)
    foreign = markup.foreign_keys(resource["schema"], name)
    root = "../" * translator.builder.current_docname.count("/")
    layer = resource["layer"]
    translator.body.append(
        f"<p>{escape(resource['description'])} "
        f'<span class="layer-badge layer-{layer}">{layer}</span></p>'
        f"{origin(resource)}"
        f'<p class="downloads"><a href="{root}data/{resource["path"]}" download>'
        f"Download {resource['path']}</a></p>"
        f'<details class="columns"><summary>What the columns hold</summary>'
        f"{described(resource['schema']['fields'], foreign, links)}</details>"
        f"{rows_of(name, tables.load(name), resource['schema'], links, root)}"
    )
    raise nodes.SkipNode


def publish_data(app: Sphinx, error: Exception | None) -> None:
    """Publish the tables, their schema and the bibliography beside the pages."""
    if error or app.builder.name != "html":
        return
    folder, out = project.home(), Path(app.outdir)
    places = [resource["path"] for resource in tables.resources(folder).values()]
    for place in ["datapackage.json", *places]:
        target = out / "data" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "data" / place, target)
    shutil.copyfile(folder / "references.bib", out / "references.bib")


def setup(app: Sphinx) -> None:
    """Register the directive and publish the data files."""
    addresses.setup(app)
    app.add_directive("datatable", DataTable)
    app.add_node(
        datatable, **visitors(html=(visit_datatable, None), epub=(ebook_tables.visit, None))
    )
    app.connect("build-finished", publish_data)
