"""Each numbered section as Markdown and as JSON, in ``sections/`` beside the pages."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing.csl_items import issued_year
from edition.citing.targets import Target
from edition.data import tables
from edition.html.sections.section_data import (
    ROW_ROLES,
    SectionSources,
    row_records,
    section_record,
    sections_index,
)
from edition.html.sections.section_markdown import html_to_markdown, section_markdown
from edition.html.sections.section_schema import sections_schema
from edition.html.sections.section_text import PageText
from edition.html.templating import render
from edition.project import vocabulary
from edition.project.files import write_file

from .addnodes import published_figure
from .citation_catalog import CitationCatalog
from .domain import edition_domain

FOLDER = "sections"


def numbered_sections(catalog: CitationCatalog) -> dict[str, Target]:
    """Return the numbered sections by number, in the order of the book."""
    return {p.number: p for p in catalog.targets if p.kind == "section" and p.number}


@lru_cache(maxsize=1)
def data_sources(catalog: CitationCatalog) -> SectionSources:
    """Return the rows and works from which the data of all sections are taken."""
    rows, roles = {}, vocabulary.current().roles
    for role in (*ROW_ROLES, "citations"):
        table = getattr(roles, role)
        layer = catalog.resources[table]["layer"] if table else ""
        rows[role] = row_records(role, table, tables.load(table), layer) if table else []
    return SectionSources(catalog.meta, rows, catalog.works, numbered_sections(catalog))


def footer(catalog: CitationCatalog, target: Target) -> str:
    """Return the end of a section's Markdown file: how to cite it, its license, its data."""
    html = render(
        "section_foot.html", reference=catalog.complete[target.id]["apa"], number=target.number,
        license=catalog.meta.licenses[0], license_url=catalog.meta.license_url,
    )  # fmt: skip
    return html_to_markdown(html)


def write_sections(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Write the files of a page's sections when the page is written."""
    catalog = edition_domain(app.env).catalog
    here = catalog.targets_on(app.builder.get_target_uri(pagename)) if catalog else []
    sections = [target for target in here if target.kind == "section" and target.number]
    if doctree is None or catalog is None or not sections:
        return
    meta = catalog.meta

    def address(target: str) -> str:
        return meta.url(target) or f"../{target}"

    figures = {node["figure"]["name"]: node["figure"] for node in doctree.findall(published_figure)}
    numbers = {target.id: target.number for target in sections}
    text = PageText(context["body"], sections[0].page, address, numbers)
    for target in sections:
        ids = {figure.get("id") for figure in text.section(target.id).iter("figure")}
        inside = [
            (each, figures[each.id]) for each in here if each.id in ids and each.id in figures
        ]
        cite_as = catalog.references.place(target, "apa"), catalog.references.item(target)
        record = section_record(target, sections[0], text, inside, cite_as, data_sources(catalog))
        markdown = section_markdown(text, target.id, figures, address)
        folder = Path(app.outdir) / FOLDER
        write_file(folder / f"{target.number}.json", json_text(record))
        markdown = f"{markdown}\n\n---\n\n{footer(catalog, target)}\n"
        write_file(folder / f"{target.number}.md", markdown)


def json_text(values: dict[str, Any]) -> str:
    """Return the text of a JSON file."""
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def write_index(app: Sphinx, error: Exception | None) -> None:
    """Write the index and the schema, and delete the files of sections that are gone."""
    catalog = edition_domain(app.env).catalog
    if error or catalog is None:
        return
    folder = Path(app.outdir) / FOLDER
    for path in folder.glob("*"):
        if path.stem not in numbered_sections(catalog):
            path.unlink()
    write_file(folder / "index.json", json_text(sections_index(data_sources(catalog))))
    roles, year = vocabulary.current().roles, issued_year(catalog.meta.original_work)
    write_file(folder / "schema.json", json_text(sections_schema(catalog.resources, roles, year)))
