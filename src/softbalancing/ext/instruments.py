"""Figures as the package publishes them: drawing, caption, rows, downloads, links."""

from __future__ import annotations

import base64
import re
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import MimeRenderPlugin
from sphinx.application import Sphinx

from .. import markup, tables
from .datatables import linker
from .marks import labels

MIME = "application/vnd.softbalancing.figure+json"
ROW = re.compile(r"row:([a-z]+)#([\w.-]+)")


class instrument(nodes.figure):
    """A figure of this book; ``figure`` holds all that the package published of it."""


class FigureRenderer(MimeRenderPlugin):
    """Turns a published figure in a cell's output into a numbered, labelled node."""

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


def resolved(svg: str, links) -> str:
    """The drawing with the real addresses of its rows."""
    return ROW.sub(lambda found: escape(links(found[1], found[2]) or "#"), svg)


def folded_rows(content: dict, links) -> str:
    """The rows behind the drawing as a folded table; cells with several rows get an anchor."""
    fields, foreign = schema_of(content["table"])
    known = labels()
    anchors = {cell["rows"][0]: cell["anchor"] for cell in content.get("cells", []) if cell["rows"]}
    columns = content["columns"]
    rows = []
    for id_, record in zip(content["row_ids"], content["records"], strict=True):
        cells = [
            markup.cell(value, fields.get(column, {"type": "string"}), foreign.get(column), known, links)
            for column, value in zip(columns, record, strict=True)
        ]
        address = links(content["table"], id_)
        cells[0] = f'<a href="{escape(address)}">{cells[0]}</a>' if address and "<a" not in cells[0] else cells[0]
        rows.append((anchors.pop(id_, ""), cells))
    title = f"The {len(rows)} rows behind this figure" if len(rows) != 1 else "The row behind this figure"
    table = markup.table(
        map(markup.heading, columns), rows, caption=f"Rows of “{content['title']}”"
    )
    return f'<details class="rows"><summary>{title}</summary>{table}</details>'


def schema_of(table: str) -> tuple[dict, dict]:
    """Fields and foreign keys of a table; nothing where the figure's rows are no table of ours."""
    resource = tables.resources().get(table)
    if not resource:
        return {}, {}
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    return fields, markup.foreign_keys(resource["schema"], table)


def visit_instrument(translator, node: instrument) -> None:
    content = node["figure"]
    builder = translator.builder
    links = linker(builder, builder.current_docname)
    name = content["name"]
    translator.body.append(
        f'<figure class="instrument {content["kind"]} layer-{content["layer"]}" id="{name}">'
        f'<p class="figure-title">{escape(content["title"])}</p>'
        + (f'<p class="figure-subtitle">{escape(content["subtitle"])}</p>' if content["subtitle"] else "")
        + f'<div class="drawing wide">{resolved(content["wide_svg"], links)}</div>'
        f'<div class="drawing narrow">{resolved(content["narrow_svg"], links)}</div>'
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
        f'<p class="figure-source">Rows: table “{escape(content["table"])}”. '
        f'<span class="layer-badge layer-{content["layer"]}">{content["layer"]}</span></p>'
        f"{folded_rows(content, links)}"
        f'<p class="figure-tools">{downloads} '
        f'<a class="cite" href="{root}apparatus/how-to-cite.html#cite-{name}" '
        f'data-cite="{name}">Cite this figure</a></p></figure>'
    )


def save_files(folder: Path, content: dict) -> None:
    """Write the downloads of a figure."""
    folder.mkdir(parents=True, exist_ok=True)
    name = content["name"]
    plain_svg = ROW.sub(lambda found: f"#{found[2]}", content["wide_svg"])
    (folder / f"{name}.svg").write_text(plain_svg, encoding="utf-8")
    (folder / f"{name}.csv").write_text(content["csv"], encoding="utf-8", newline="")
    (folder / f"{name}.png").write_bytes(base64.b64decode(content["png"]))


def visit_picture(translator, node: instrument) -> None:
    """Formats without links inside a drawing show the caption alone; the picture is a file."""
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Number the figures with Sphinx's own and write them into pages."""
    app.add_enumerable_node(
        instrument,
        "figure",
        html=(visit_instrument, depart_instrument),
        epub=(visit_picture, None),
        latex=(visit_picture, None),
        text=(visit_picture, None),
    )
