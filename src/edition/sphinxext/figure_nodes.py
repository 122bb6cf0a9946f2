"""Figures as the package publishes them: drawing, caption, rows, downloads, links."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import MimeRenderPlugin
from sphinx.application import Sphinx

from edition.citing.targets import CITING_PAGE
from edition.data import data_package
from edition.figures import MIME
from edition.figures.svg import standalone, with_sticky_heads
from edition.html import markup
from edition.project.files import write_file

from .epub import epub_figures
from .link_targets import linker
from .node_visitors import visitors
from .row_roles import labels

TEXT = {"type": "string"}
ROW = re.compile(r"row:([a-z][a-z0-9_]*)#([\w.-]+)")


class instrument(nodes.figure):
    """A figure of this book; ``figure`` holds all that the package published of it."""


class FigureRenderer(MimeRenderPlugin):
    """Turns a published figure in a cell's output into a numbered, labeled node."""

    mime_priority_overrides = [("*", MIME, 1)]

    @staticmethod
    def handle_mime(renderer, data, inline):
        if inline or data.mime_type != MIME:
            return None
        content = data.content
        name = content["name"]
        node = instrument("", figure=content, ids=[nodes.make_id(name)], names=[name])
        caption = nodes.caption(content["caption"], "")
        with renderer.renderer.current_node_context(caption):
            renderer.renderer.nested_render_text(content["caption"], data.line or 0, inline=True)
        node += caption
        renderer.renderer.document.note_explicit_target(node, node)
        return [node]


def resolved(svg: str, name: str, links) -> str:
    """The drawing with the real addresses of its rows; those without one stand beneath it."""
    return ROW.sub(
        lambda found: escape(links(found[1], found[2]) or f"#{row_anchor(name, found[2])}"), svg
    )


def row_anchor(name: str, id_: str) -> str:
    """The anchor of a row in the table beneath a figure, for rows that have no other address."""
    return f"{name}--{id_}"


def folded_rows(content: dict, links) -> str:
    """The rows behind the drawing as a folded table; a cell of several rows leads to its first."""
    fields, foreign = known_columns(content["table"])
    labels_ = labels()
    anchors: dict[int, str] = {}
    seen: set[str] = set()
    for cell in content["cells"]:
        if cell["href"].startswith("#"):
            first = cell["records"][0]
            anchors[first] = anchors.get(first, "") + f'<a id="{escape(cell["anchor"])}"></a>'
    columns, records = content["rows"]["columns"], content["rows"]["records"]
    rows = []
    for number, (id_, record) in enumerate(zip(content["row_ids"], records, strict=True)):
        cells = [
            markup.cell(value, fields.get(name, TEXT), foreign.get(name), labels_, links)
            for name, value in zip(columns, record, strict=True)
        ]
        address = links(content["table"], id_)
        if not address and row_anchor(content["name"], id_) not in seen:
            seen.add(row_anchor(content["name"], id_))
            anchor = f'<a id="{escape(row_anchor(content["name"], id_))}"></a>'
            anchors[number] = anchors.get(number, "") + anchor
        if "<a" not in cells[0]:
            cells[0] = f'<a href="{escape(address)}">{cells[0]}</a>' if address else cells[0]
        cells[0] = anchors.get(number, "") + cells[0]
        rows.append(("", cells))
    count = "The row" if len(rows) == 1 else f"The {len(rows)} rows"
    table = markup.table(
        map(markup.heading, columns), rows, caption=f"Rows of “{content['title']}”"
    )
    return f'<details class="rows"><summary>{count} behind this figure</summary>{table}</details>'


def known_columns(table: str) -> tuple[dict, dict]:
    """Field descriptors and foreign keys by column; a figure's rows may join several tables."""
    fields: dict = {}
    foreign: dict = {}
    resources = data_package.resources()
    for name in sorted(resources, key=lambda name: name != table):
        schema = resources[name]["schema"]
        keys = markup.foreign_keys(schema, name)
        for field in schema["fields"]:
            if name == table or field["name"] not in ("id", "number"):
                fields.setdefault(field["name"], field)
                if field["name"] in keys:
                    foreign.setdefault(field["name"], keys[field["name"]])
    return fields, foreign


def drawings(content: dict, links) -> str:
    """Return the drawings for wide and for narrow pages."""
    return "".join(
        f'<div class="drawing {layout}">'
        f"{with_sticky_heads(resolved(content[f'{layout}_svg'], content['name'], links))}</div>"
        for layout in ("wide", "narrow")
    )


def visit_instrument(translator, node: instrument) -> None:
    content = node["figure"]
    builder = translator.builder
    links = linker(builder, builder.current_docname)
    name, subtitle = content["name"], ""
    if content["subtitle"]:
        subtitle = f'<p class="figure-subtitle">{escape(content["subtitle"])}</p>'
    translator.body.append(
        f'<figure class="instrument {content["kind"]} layer-{content["layer"]}" id="{name}">'
        f'<p class="figure-title">{escape(content["title"])}</p>'
        f"{subtitle}"
        f"{drawings(content, links)}"
    )


def depart_instrument(translator, node: instrument) -> None:
    content = node["figure"]
    builder = translator.builder
    docname = builder.current_docname
    links = linker(builder, docname)
    name, root = content["name"], "../" * docname.count("/")
    save_files(Path(builder.outdir) / "figures", content)
    downloads = " ".join(
        f'<a href="{root}figures/{name}.{kind}" download>{kind.upper()}</a>'
        for kind in ("csv", "svg", "png")
    )
    translator.body.append(
        "</figcaption>"  # Sphinx opens it for the caption and leaves the closing to the figure
        f'<p class="figure-source">Rows: table “{escape(content["table"])}”. '
        f'<span class="layer-badge layer-{content["layer"]}">{content["layer"]}</span></p>'
        f"{folded_rows(content, links)}"
        f'<p class="figure-tools">{downloads} '
        f'<a class="cite" href="{root}{CITING_PAGE}#cite-{name}" '
        f'data-cite="{name}">Cite this figure</a></p></figure>'
    )


def save_files(folder: Path, content: dict) -> None:
    """Write the downloads of a figure."""
    name = content["name"]
    write_file(folder / f"{name}.svg", standalone(content["wide_svg"]))
    write_file(folder / f"{name}.csv", content["csv"])
    write_file(folder / f"{name}.png", base64.b64decode(content["png"]))


def setup(app: Sphinx) -> None:
    """Number the figures with Sphinx's own and write them into pages."""
    app.add_enumerable_node(
        instrument,
        "figure",
        **visitors(
            html=(visit_instrument, depart_instrument),
            epub=(epub_figures.visit, epub_figures.depart),
        ),
    )
