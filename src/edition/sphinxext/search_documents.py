"""What the book's search looks through: sections, claims, events, works, terms, figures."""

from __future__ import annotations

import json
import re
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

from edition.data import bibliography, row_text, tables
from edition.project import location
from edition.project.files import write_file

from . import link_targets
from .figure_nodes import instrument
from .row_roles import labels, mark

CITED = re.compile(r"([a-z]+\d{4}[a-z]?)(?:\{([^}]*)\})?")


def read_out(app: Sphinx, node: nodes.Node) -> str:
    """The text of a part of a page as it will be printed: dates, works and figures by name."""
    copy = node.deepcopy()
    for each in list(copy.findall(mark)):
        each.parent.replace(each, nodes.Text(each["printed"]))
    for each in list(copy.findall(addnodes.pending_xref)):
        each.parent.replace(each, nodes.Text(_named(app, each)))
    for each in list(copy.findall(nodes.footnote_reference)):
        each.parent.remove(each)
    return " ".join(copy.astext().split())


def _named(app: Sphinx, reference: addnodes.pending_xref) -> str:
    target = reference["reftarget"]
    if reference.get("refdomain") == "cite":
        found = [
            ", ".join(filter(None, (labels().get(key, key), pages)))
            for key, pages in CITED.findall(target)
        ]
        return f"({'; '.join(found)})" if reference["reftype"] == "p" else "; ".join(found)
    if reference["reftype"] == "numref":
        page, anchor = app.env.get_domain("std").anonlabels.get(target, ("", ""))[:2]
        numbers = app.env.toc_fignumbers.get(page, {}).get("figure", {})
        return f"Figure {'.'.join(map(str, numbers.get(anchor, ())))}".strip()
    return reference.astext()


def section_documents(app: Sphinx, docname: str, doctree: nodes.document) -> list[dict]:
    """One document for each section of a page: its heading and its own paragraphs."""
    numbers = app.env.toc_secnumbers.get(docname, {})
    page = app.builder.get_target_uri(docname)
    found = []
    for section in doctree.findall(nodes.section):
        ids = section["ids"]
        number = next((numbers[f"#{id_}"] for id_ in ids if f"#{id_}" in numbers), None)
        if number is None and section.parent is doctree:
            number = numbers.get("")
        own = [
            read_out(app, child) for child in section.children
            if not isinstance(child, (nodes.section, nodes.title, instrument))
            and "cell" not in child.get("classes", [])
        ]  # fmt: skip
        title = section.next_node(nodes.title)
        found.append(
            {
                "kind": "section",
                "title": title.astext() if title else docname,
                "number": ".".join(map(str, number or ())),
                "text": " ".join(" ".join(own).split()),
                "href": f"{page}#{_readable(ids)}",
            }
        )
    for figure in doctree.findall(instrument):
        content = figure["figure"]
        text = f"{content['caption']} {content['alt']}"
        found.append(
            {"kind": "figure", "title": content["title"], "number": "", "text": text,
             "href": f"{page}#{content['name']}"}
        )  # fmt: skip
    for term in doctree.findall(nodes.term):
        text = term.parent.next_node(nodes.definition)
        if term["ids"]:
            found.append(
                {"kind": "term", "title": term.astext(), "number": "",
                 "text": text.astext() if text else "", "href": f"{page}#{term['ids'][0]}"}
            )  # fmt: skip
    return found


def _readable(ids: list[str]) -> str:
    return next((id_ for id_ in ids if id_.startswith(("sec-", "ch-"))), ids[0] if ids else "")


def row_documents(app: Sphinx) -> list[dict]:
    """One document for each claim, event and work."""
    found = []
    known = labels()
    for table, kind, title, text in (
        ("claims", "claim", None, "claim"),
        ("events", "event", "label", "description"),
    ):
        if table not in link_targets.datatable_pages(app.env):
            continue
        for row in tables.load(table).to_dict("records"):
            heading = row[title] if title else f"Claim in {row['section']}"
            where = f" ({row_text.row_period(row)})" if table == "events" else ""
            found.append(
                {"kind": kind, "title": f"{heading}{where}", "number": row["section"],
                 "text": f"{row[text]} {row_text.format_source(row['source'], known)}",
                 "href": link_targets.row(app.builder, "index", table, row["id"])}
            )  # fmt: skip
    for entry in bibliography.bibliography_table(
        location.project_folder() / "references.bib"
    ).itertuples():
        address = link_targets.work(app.builder, "index", entry.key)
        if address:
            found.append(
                {"kind": "work", "title": entry.label, "number": "", "text": entry.title,
                 "href": address}
            )  # fmt: skip
    return found


def write_documents(app: Sphinx, error: Exception | None) -> None:
    """Write the documents as a script, which pages opened from a disk can load too."""
    if error or app.builder.name != "html":
        return
    found = []
    for docname in sorted(app.env.found_docs):
        found += section_documents(app, docname, app.env.get_doctree(docname))
    documents = [{"id": number, **each} for number, each in enumerate(found + row_documents(app))]
    text = json.dumps(documents, ensure_ascii=False, separators=(",", ":"))
    path = Path(app.outdir) / "_static" / "search-documents.js"
    write_file(path, f"window.searchDocuments={text};\n")


def replace_sphinx(app: Sphinx) -> None:
    """Spare Sphinx's own index, which the book's theme does not use for its page of results."""
    if app.builder.name == "html" and app.config.html_theme == "edition":
        app.builder.search = False
        app.config.html_additional_pages.setdefault("search", "search.html")


def setup(app: Sphinx) -> None:
    """Write the search documents when the pages are done."""
    app.connect("builder-inited", replace_sphinx)
    app.connect("build-finished", write_documents)
