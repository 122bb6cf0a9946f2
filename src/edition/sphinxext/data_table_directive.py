"""Directive ``{datatable} name``: the page of a table, with an anchor for each row."""

import shutil
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.data import data_package, tables
from edition.html import data_table_page
from edition.project import location, vocabulary

from . import addnodes
from .link_targets import links_from, root_path
from .row_lookup import citable_rows, work_labels


class DataTableDirective(SphinxDirective):
    """``{datatable} events``: description, columns and rows; links are made on writing."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Check the table and return the node that stands for it."""
        (name,) = self.arguments
        tables.load(name)  # violations of the schema stop the build here, all at once
        # Rows are filled in when the page is written, so only the schema makes a page outdated.
        self.env.note_dependency(str(location.project_folder() / "data" / "datapackage.json"))
        return [addnodes.data_table("", table=name)]


def visit_data_table(translator: HTML5Translator, node: addnodes.data_table) -> None:
    """Write the description, columns and rows of a table."""
    name, docname = node["table"], translator.builder.current_docname
    links, root = links_from(translator.builder, docname), root_path(docname)
    resource, roles = data_package.resources()[name], vocabulary.current().roles
    coded = name == roles.claims
    rows = data_table_page.rows_table(
        resource, tables.load(name), links, labels=work_labels(), citable=citable_rows(name),
        codings=data_table_page.coding_lists(tables.load, roles, links) if coded else {}, root=root,
    )  # fmt: skip
    translator.body.append(data_table_page.page(resource, rows, root))
    raise nodes.SkipNode


def publish_data(app: Sphinx, error: Exception | None) -> None:
    """Copy the tables, their schema and the bibliography beside the pages."""
    if error or app.builder.name != "html":
        return
    folder, out = location.project_folder(), Path(app.outdir)
    paths = [resource["path"] for resource in data_package.resources(folder).values()]
    for path in ["data/datapackage.json", "references.bib", *(f"data/{path}" for path in paths)]:
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / path, out / path)
