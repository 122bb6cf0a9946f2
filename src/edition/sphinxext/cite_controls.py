"""Citing in pages: the Cite controls, what their box shows, the head's tags, the downloads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing import (
    cited_works,
    downloads,
    metadata_tags,
    published_addresses,
    row_templates,
    swhids,
    targets,
)
from edition.citing.csl_styles import ReferenceCache
from edition.citing.references import target_references, work_reference
from edition.citing.targets import Target
from edition.data import data_package
from edition.project import citation_file, location
from edition.project.files import write_file

from . import citable_places, citing_directives, head_metadata
from .node_visitors import visitors
from .row_roles import mark

DOCNAME = targets.CITING_PAGE.removesuffix(".html")


class cite_control(nodes.Inline, nodes.Element):
    """The control at a heading; ``place`` is what it cites."""


class Citing:
    """All that a build knows about citing; made once, when every page is read and numbered."""

    def __init__(self, app: Sphinx):
        self.folder = location.project_folder()
        self.bib = self.folder / "references.bib"
        base = citation_file.normalize_base_url(app.config.html_baseurl)
        self.meta = replace(citation_file.read_citation_file(self.folder), base_url=base)
        self.resources = data_package.resources(self.folder)
        self.swhids = swhids.table_swhids(self.folder)
        known = targets.by_id(
            chain(targets.section_targets(self.folder), targets.table_targets(self.folder))
        )
        self.places = list(citable_places.of_book(app, self.meta.title, known))
        self.works = cited_works.read_works(self.bib)
        self.cited = cited(app)
        self.names = cited_works.proper_names(self.bib)
        self.references = ReferenceCache(self.folder / "_build" / "cache" / "citations.json")
        self.reference_of = {
            key: work_reference(item, self.references, self.names)
            for key, item in self.works.items()
        }
        self.forms = {place.id: self._forms(place) for place in self.places}
        self.table_rows = {
            n: tuple(targets.targets_of_rows(self.folder, n)) for n in self.resources
        }
        self.rows = dict(self._rows())
        self.references.save()

    def _rows(self) -> Iterator[tuple[str, dict[str, tuple[Target, dict]]]]:
        """The forms for the rows of each table that has a page, by the table's anchor."""
        shown = {place.id: place for place in self.places if place.kind == "table"}
        for name in self.resources:
            if table := shown.get(targets.table_anchor(name)):
                needed = row_templates.template_targets(table, self.table_rows[name])
                forms_ = {form: (row, self._forms(row)) for form, row in needed.items()}
                yield table.id, forms_

    def _forms(self, place: Target) -> dict[str, str]:
        return target_references(place, self.meta, self.references, self.names)

    @cache  # noqa: B019 - there is one of it in a build
    def known(self) -> dict[str, Target]:
        """Everything that has an address, rows included, by its id."""
        return targets.by_id(chain(self.places, *self.table_rows.values()))

    def on(self, page: str) -> list[Target]:
        """The places of a page, in order."""
        return [place for place in self.places if place.page == page]

    def chapters(self) -> Iterator[tuple[str, Target, set[str]]]:
        """Each chapter that cites works: its short name, its place and their keys."""
        for place in filter(targets.is_chapter, self.places):
            docname = place.page.removesuffix(".html")
            if docname in self.cited:
                yield docname.rpartition("/")[2], place, self.cited[docname]


def cited(app: Sphinx) -> dict[str, set[str]]:
    """The keys of the works that each page cites."""
    found: dict[str, set[str]] = {}
    if "cite" in app.env.domains:
        for reference in app.env.get_domain("cite").citation_refs:
            keys = {target.key for target in reference.targets}
            found.setdefault(reference.docname, set()).update(keys)
    return found


def prepare(app: Sphinx, env) -> list[str]:
    """Make every reference once; the list of places is written again whenever any page is."""
    if app.builder.name != "html":
        return []
    # The builder hands the application on to its writing processes, this included.
    app.edition_citing = Citing(app)
    return [DOCNAME] if DOCNAME in env.found_docs else []


def add_controls(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a control into the heading of each section and table that can be cited."""
    if app.builder.name != "html":
        return
    here = {p.id: p for p in app.edition_citing.on(app.builder.get_target_uri(docname))}
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        place = next((here[id_] for id_ in section["ids"] if id_ in here), None)
        if docname == app.config.root_doc and section.parent is doctree:
            place = here["book"]
        if place and title is not None:
            title += cite_control("", place=place)


def visit_control(translator, node: cite_control) -> None:
    place, docname = node["place"], translator.builder.current_docname
    target = translator.builder.get_relative_uri(docname, DOCNAME)
    translator.body.append(
        f' <a class="cite" href="{target}#cite-{place.id}" data-cite="{place.id}" '
        f'aria-label="Cite {escape(place.label, quote=True)}">Cite</a>'
    )
    raise nodes.SkipNode


def box(citing: Citing, page: str, marked: set[str]) -> str:
    """What the Cite box shows, as JSON that can stand in a script element.

    That is the places of the page, and the forms for the rows of its tables and of
    those in *marked*, whose rows have cards on the page.
    """
    here = citing.on(page)
    found = {place.id: shown(citing, page, place, citing.forms[place.id]) for place in here}
    for place in here:
        if place.texts:
            root = "../" * place.page.count("/")
            found[place.id]["texts"] = {name: root + path for name, path in place.texts.items()}
    for table in [place.id for place in here] + sorted(marked):
        for name, form in citing.rows.get(table, {}).items():
            found[name] = shown(citing, page, *form)
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")


def shown(citing: Citing, page: str, place: Target, written: dict[str, str]) -> dict[str, str]:
    """One place for the box of a page; without a base address the script completes the address."""
    address = citing.meta.url(place.address)
    if not address and place.page == page:
        address = "" if place.kind == "book" else f"#{place.id}"
    elif not address:
        address = "../" * page.count("/") + place.address
    return {"title": place.name, "address": address, **written}


def describe(app: Sphinx, pagename: str, template: str, context: dict, doctree) -> None:
    """Give the page its head's tags and the data of its Cite box."""
    citing = getattr(app, "edition_citing", None)
    page = app.builder.get_target_uri(pagename)
    here = citing.on(page) if citing else []
    if doctree is None or not here:
        return
    marked = {targets.table_anchor(node["table"]) for node in doctree.findall(mark)}
    context["cite_data"] = box(citing, page, marked)
    if here[0].kind != "figure":
        context["head_extra"] = metadata_tags.head(
            head_metadata.page(app, pagename, doctree, here[0]), citing.meta
        )


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write the downloads, and pages that lead on from addresses that have moved."""
    if error or app.builder.name != "html":
        return
    citing, out = app.edition_citing, Path(app.outdir)
    downloads.write_targets(out, citing.places, citing.forms)
    downloads.write_works(out, "references", citing.bib)
    for name, _, keys in citing.chapters():
        downloads.write_works(out, name, citing.bib, keys)
    pages = [app.builder.get_target_uri(name) for name in app.env.collect_relations()]
    downloads.write_site(out, pages, citing.meta)
    gone = published_addresses.forwarding(published_addresses.read_addresses(citing.folder), pages)
    for name, text in gone.items():
        write_file(out / name, text)


def setup(app: Sphinx) -> None:
    """Wire citing into the build; only HTML has controls."""
    citable_places.setup(app)
    citing_directives.setup(app)
    app.add_node(cite_control, **visitors(html=(visit_control, None)))
    # Sphinx's own handlers number sections and figures at the same event, before.
    app.connect("env-get-updated", prepare, priority=900)
    app.connect("doctree-resolved", add_controls)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_files)
