"""Figures that cells publish: drawing, caption, rows and downloads in pages."""

import base64
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from markupsafe import Markup, escape
from myst_nb.core.render import MimeData, MimeRenderPlugin, NbElementRenderer
from sphinx.writers.html5 import HTML5Translator

from edition.citing.targets import CITING_PAGE
from edition.data import data_package
from edition.data.descriptors import Field
from edition.figures import MIME
from edition.figures.svg import standalone, with_sticky_heads
from edition.html.cell_markup import Linker, cell, column_heading, key_tables, link
from edition.html.table_markup import table
from edition.html.templating import render
from edition.project.files import write_file

from .addnodes import published_figure
from .citation_catalog import CITING_DOCNAME
from .link_targets import links_from, root_path
from .row_lookup import work_labels

#: Field descriptor of a column that no table has.
TEXT_FIELD: Field = {"name": "", "type": "string"}
#: Placeholder in a drawing for the address of a row: table and id.
ROW_ADDRESS = re.compile(r"row:([a-z][a-z0-9_]*)#([\w.-]+)")


class FigureRenderer(MimeRenderPlugin):
    """Renderer of MyST-NB that turns a published figure into a numbered, labeled node."""

    mime_priority_overrides = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(
        renderer: NbElementRenderer, data: MimeData, inline: bool
    ) -> list[nodes.Element] | None:
        """Return the figure's node, or None for other outputs."""
        if inline or data.mime_type != MIME:
            return None
        figure = data.content
        name, parser = figure["name"], renderer.renderer
        node = published_figure("", figure=figure, ids=[nodes.make_id(name)], names=[name])
        caption = nodes.caption(figure["caption"], "")
        with parser.current_node_context(caption):
            parser.nested_render_text(figure["caption"], data.line or 0, inline=True)
        node += caption
        parser.document.note_explicit_target(node, node)
        return [node]


def row_anchor(figure: str, row: str) -> str:
    """Return the id of a row in the table beneath a figure, for rows without a page."""
    return f"{figure}--{row}"


def resolve_rows(svg: str, figure: str, links: Linker) -> str:
    """Return a drawing that links to the pages of its rows, or else to the table beneath it."""

    def address(match: re.Match[str]) -> str:
        return escape(links(match[1], match[2]) or f"#{row_anchor(figure, match[2])}")

    return ROW_ADDRESS.sub(address, svg)


def drawings(figure: Mapping[str, Any], links: Linker) -> list[tuple[str, Markup]]:
    """Return CSS classes and SVG of the drawings for wide and for narrow pages."""
    return [
        (
            f"drawing {layout}",
            Markup(with_sticky_heads(resolve_rows(figure[f"{layout}_svg"], figure["name"], links))),
        )
        for layout in ("wide", "narrow")
    ]


def known_columns(table: str) -> tuple[dict[str, Field], dict[str, str]]:
    """Return field descriptors and foreign tables by column name.

    Columns of other tables are included, as the rows of a figure may join several tables.
    """
    fields: dict[str, Field] = {}
    foreign: dict[str, str] = {}
    resources = data_package.resources()
    # The last table that has a column counts: the figure's own, or else the first of the package.
    for name in sorted(reversed(resources), key=lambda name: name == table):
        schema, skipped = resources[name]["schema"], () if name == table else ("id", "number")
        own = {each["name"]: each for each in schema["fields"] if each["name"] not in skipped}
        fields |= own
        foreign |= {n: other for n, other in key_tables(schema, name).items() if n in own}
    return fields, foreign


def row_anchors(figure: Mapping[str, Any], links: Linker) -> dict[int, list[str]]:
    """Return the ids that the drawing links to, by position of the row that carries them.

    A mark that stands for several rows leads to the first of them.
    """
    anchors: dict[int, list[str]] = {}
    for mark in figure["cells"]:
        if mark["href"].startswith("#"):
            anchors.setdefault(mark["records"][0], []).append(mark["anchor"])
    seen: set[str] = set()
    for position, id_ in enumerate(figure["row_ids"]):
        if id_ not in seen and not links(figure["table"], id_):
            anchors.setdefault(position, []).append(row_anchor(figure["name"], id_))
            seen.add(id_)
    return anchors


def rows_table(figure: Mapping[str, Any], links: Linker) -> Markup:
    """Return the rows behind a drawing as a table; the first cell of a row leads to its page."""
    fields, foreign = known_columns(figure["table"])
    anchors, labels = row_anchors(figure, links), work_labels()
    columns, records = figure["rows"]["columns"], figure["rows"]["records"]
    rows = []
    for position, (id_, record) in enumerate(zip(figure["row_ids"], records, strict=True)):
        first, *others = (
            cell(value, fields.get(n, TEXT_FIELD), foreign.get(n), labels, links)
            for n, value in zip(columns, record, strict=True)
        )  # fmt: skip
        address = links(figure["table"], id_)
        if address and "<a" not in first:
            first = link(first, address)
        ids = Markup("").join(
            Markup('<a id="{}"></a>').format(anchor) for anchor in anchors.get(position, ())
        )
        rows.append(("", [ids + first, *others]))
    headings = map(column_heading, columns)
    return table(headings, rows, caption=f"Rows of “{figure['title']}”")


def visit_figure(translator: HTML5Translator, node: published_figure) -> None:
    """Write title and drawings of a figure; its caption follows as a child of the node."""
    figure, builder = node["figure"], translator.builder
    shown = drawings(figure, links_from(builder, builder.current_docname))
    translator.body.append(render("figure_start.html", figure=figure, drawings=shown))


def depart_figure(translator: HTML5Translator, node: published_figure) -> None:
    """Write source, rows and downloads of a figure, and the files to download."""
    figure, builder = node["figure"], translator.builder
    docname = builder.current_docname
    write_downloads(Path(builder.outdir) / "figures", figure)
    citing = CITING_PAGE if CITING_DOCNAME in builder.env.found_docs else ""
    translator.body.append(
        render(
            "figure_end.html", figure=figure, root=root_path(docname), citing_page=citing,
            row_count=len(figure["rows"]["records"]),
            rows_table=rows_table(figure, links_from(builder, docname)),
        )
    )  # fmt: skip


def write_downloads(folder: Path, figure: Mapping[str, Any]) -> None:
    """Write a figure's drawing as SVG and PNG, and its rows as CSV."""
    name = figure["name"]
    write_file(folder / f"{name}.svg", standalone(figure["wide_svg"]))
    write_file(folder / f"{name}.csv", figure["csv"])
    write_file(folder / f"{name}.png", base64.b64decode(figure["png"]))
