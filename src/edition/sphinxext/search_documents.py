"""Texts that the book's search looks through: sections, figures, terms, rows and works."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple, TypeGuard, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinxcontrib.bibtex.citation_target import parse_citation_targets

from edition.data import bibliography, row_text
from edition.project import location, vocabulary
from edition.project.files import write_file

from .addnodes import published_figure
from .citable_nodes import dotted_number
from .citation_catalog import CitationCatalog
from .domain import edition_domain
from .link_targets import label_target, links_from
from .plain_text import printed_text
from .row_lookup import citable_rows, rows_by_id, work_labels
from .sourceless_pages import has_template


class SearchDocument(NamedTuple):
    """A result of the search: kind, title, number, searched text and address."""

    kind: str
    title: str
    number: str
    text: str
    href: str


def searched_text(app: Sphinx, node: nodes.Element) -> str:
    """Return the text of a part of an unresolved page with citations and figures by name."""
    copy = node.deepcopy()
    for reference in list(copy.findall(addnodes.pending_xref)):
        reference.parent.replace(reference, nodes.Text(reference_text(app, reference)))
    return " ".join(printed_text(copy).split())


def reference_text(app: Sphinx, reference: addnodes.pending_xref) -> str:
    """Return the text that an unresolved cross-reference will print."""
    target = reference["reftarget"]
    if reference.get("refdomain") == "cite":
        works = [
            ", ".join(filter(None, (work_labels().get(work.key, work.key), work.post)))
            for work in parse_citation_targets(target)
        ]
        return f"({'; '.join(works)})" if reference["reftype"] == "p" else "; ".join(works)
    if reference["reftype"] == "numref":
        page, anchor = label_target(app.env, target) or ("", "")
        numbers = app.env.toc_fignumbers.get(page, {}).get("figure", {})
        return f"Figure {dotted_number(numbers.get(anchor))}".strip()
    return reference.astext()


def is_searched(node: nodes.Node) -> TypeGuard[nodes.Element]:
    """Return whether a child of a section belongs to the section's own searched text.

    Figures and the terms of a glossary have documents of their own.
    """
    return (
        isinstance(node, nodes.Element)
        and not isinstance(node, nodes.section | nodes.title | addnodes.glossary | published_figure)
        and "cell" not in node.get("classes", [])
    )


def page_documents(
    app: Sphinx, catalog: CitationCatalog, docname: str, doctree: nodes.document
) -> Iterator[SearchDocument]:
    """Yield a document for each section, table, figure and glossary term of a page.

    Sections of a page with the metadata ``nosearch`` (as in Sphinx) are found by title alone.
    """
    numbers = app.env.toc_secnumbers.get(docname, {})
    page = app.builder.get_target_uri(docname)
    here = {target.id: target for target in catalog.targets_on(page)}
    for section in doctree.findall(nodes.section):
        ids, at_top = section["ids"], section.parent is doctree
        number = next((numbers[f"#{id_}"] for id_ in ids if f"#{id_}" in numbers), None)
        if number is None and at_top:
            number = numbers.get("")
        title = section.next_node(nodes.title)
        heading = title.astext() if title else docname
        parts = [] if "nosearch" in app.env.metadata[docname] else section.children
        text = " ".join(searched_text(app, each) for each in parts if is_searched(each))
        anchor = section_anchor(ids)
        target = here.get("book" if at_top and docname == app.config.root_doc else anchor)
        yield SearchDocument(
            target.kind if target else "section", heading, dotted_number(number),
            " ".join(text.split()), target.address if target else f"{page}#{anchor}",
        )  # fmt: skip
    for node in doctree.findall(published_figure):
        figure = node["figure"]
        name, text = figure["name"], f"{figure['subtitle']} {figure['caption']}"
        printed = here[name].number if name in here else ""
        yield SearchDocument("figure", figure["title"], printed, text, f"{page}#{name}")
    for term in doctree.findall(nodes.term):
        definition = term.parent.next_node(nodes.definition)
        text = definition.astext() if definition else ""
        for id_ in term["ids"][:1]:
            yield SearchDocument("term", term.astext(), "", text, f"{page}#{id_}")


def section_anchor(ids: list[str]) -> str:
    """Return the id by which a section is best addressed."""
    return next((id_ for id_ in ids if id_.startswith(("sec-", "ch-"))), ids[0] if ids else "")


def row_documents(app: Sphinx) -> Iterator[SearchDocument]:
    """Yield a document for each claim, event and work that has an address."""
    roles, links = vocabulary.current().roles, links_from(app.builder, app.config.root_doc)
    for table, kind in ((roles.claims, "claim"), (roles.events, "event")):
        for row in rows_by_id(table).values() if table else ():
            section, title, text = row["section"], f"Claim in {row['section']}", row.get("claim")
            if kind == "event":
                title = f"{row['label']} ({row_text.row_period(row)})"
                text = row["description"]
            text = f"{text} {row_text.format_source(row['source'], work_labels())}"
            if address := links(table, row["id"]):
                yield SearchDocument(kind, title, section, text, address)
    works = bibliography.bibliography_table(location.project_folder() / "references.bib")
    for key, label, title in zip(works.key, works.label, works.title, strict=True):
        if address := links("works", key):
            yield SearchDocument("work", label, "", title, address)


def row_ids(documents: Iterable[SearchDocument]) -> dict[str, str]:
    """Return the ids of each table's citable rows, joined by spaces, by the table's address.

    Rows with documents of their own are left out.
    """
    roles, found = vocabulary.current().roles, {}
    for document in documents:
        table = PurePosixPath(document.href.partition("#")[0]).stem
        if document.kind == "table" and table not in (roles.claims, roles.events):
            found[document.href] = " ".join(citable_rows(table))
    return {address: ids for address, ids in found.items() if ids}


def without_repeated_pages(addresses: Iterable[str]) -> Iterator[str]:
    """Yield each address, but only its fragment if the page is that of the address before."""
    before = ""
    for address in addresses:
        page, mark, fragment = address.partition("#")
        yield mark + fragment if page == before and mark else address
        before = page


def write_documents(app: Sphinx, error: Exception | None) -> None:
    """Write documents and ids of rows as scripts, which pages opened from a disk can load too.

    The ids of rows are many and have a file of their own, which is loaded with the first query.
    """
    catalog = edition_domain(app.env).catalog
    if error or catalog is None:
        return
    found: list[SearchDocument] = []
    for docname in sorted(app.env.found_docs):
        found += page_documents(app, catalog, docname, app.env.get_doctree(docname))
    found += row_documents(app)
    # By chapter and by column, which compresses better: claims repeat words of their chapter.
    found.sort(key=lambda document: document.number.partition(".")[0])
    columns = {name: [getattr(each, name) for each in found] for name in SearchDocument._fields}
    columns["href"] = list(without_repeated_pages(columns["href"]))
    scripts = {
        "search-documents.js": ("searchDocuments", columns),
        "search-rows.js": ("searchRows", row_ids(found)),
    }
    for name, (variable, content) in scripts.items():
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_file(Path(app.outdir) / "_static" / name, f"window.{variable}={text};\n")


def replace_search(app: Sphinx) -> None:
    """Keep Sphinx from making its own index, which the results page of the theme does not use."""
    if has_template(app):
        cast(StandaloneHTMLBuilder, app.builder).search = False
        app.config.html_additional_pages.setdefault("search", "search.html")
