"""The directive ``{datatable} name``: a table's page, with an anchor for each row."""

from __future__ import annotations

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from edition.citing import targets
from edition.data import data_package, tables
from edition.html import data_table_page
from edition.project import location

from . import link_targets
from .epub import epub_tables
from .node_visitors import visitors
from .row_roles import labels


class datatable(nodes.General, nodes.Element):
    """A whole table; rendered when the page is written, so that its links are final."""


class DataTable(SphinxDirective):
    """``{datatable} events`` – description, columns and rows from the data package."""

    required_arguments = 1

    def run(self):
        name = self.arguments[0]
        folder = location.project_folder()
        tables.load(name)  # a breach stops the page here, with all its places
        # The rows are put in when the page is written: an edit of one is no reason to read it.
        self.env.note_dependency(str(folder / "data" / "datapackage.json"))
        link_targets.datatable_pages(self.env)[name] = self.env.docname
        return [datatable("", table=name)]


def visit_datatable(translator, node: datatable) -> None:
    builder, name = translator.builder, node["table"]
    links = link_targets.linker(builder, builder.current_docname)
    resource, root = data_package.resources()[name], "../" * builder.current_docname.count("/")
    rows = data_table_page.rows_of(
        resource,
        tables.load(name),
        links,
        labels=labels(),
        citable={
            place.id: place for place in targets.targets_of_rows(location.project_folder(), name)
        },
        codings=data_table_page.coded_on(tables.load, links) if name == "claims" else {},
        root=root,
    )
    translator.body.append(data_table_page.page(resource, rows, links, root))
    raise nodes.SkipNode


def publish_data(app: Sphinx, error: Exception | None) -> None:
    """Publish the tables, their schema and the bibliography beside the pages."""
    if error or app.builder.name != "html":
        return
    folder, out = location.project_folder(), Path(app.outdir)
    places = [resource["path"] for resource in data_package.resources(folder).values()]
    for place in ["datapackage.json", *places]:
        target = out / "data" / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "data" / place, target)
    shutil.copyfile(folder / "references.bib", out / "references.bib")


def setup(app: Sphinx) -> None:
    """Register the directive and publish the data files."""
    link_targets.setup(app)
    app.add_directive("datatable", DataTable)
    app.add_node(
        datatable, **visitors(html=(visit_datatable, None), epub=(epub_tables.visit, None))
    )
    app.connect("build-finished", publish_data)
