"""Citing in pages: the Cite controls, what their box shows, the head's tags, the downloads."""

from __future__ import annotations

import json
from dataclasses import replace
from html import escape
from itertools import chain
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from .. import metadata, tables
from ..citing import downloads, identifiers, places, published, tags, works
from ..citing.forms import forms
from ..citing.listing import identifiers as identifier_table
from ..citing.listing import listing
from ..citing.places import Place
from ..citing.styles import References
from . import citable

PAGE = "apparatus/how-to-cite"
KINDS = ("book", "section", "figure", "table")


class cite_control(nodes.Inline, nodes.Element):
    """The control at a heading; ``place`` is what it cites."""


class citations(nodes.General, nodes.Element):
    """The places of one kind with their references; rendered when its page is written."""


class identifier_list(nodes.General, nodes.Element):
    """The identifiers of this version; rendered when its page is written."""


class Citations(SphinxDirective):
    """``{citations} section`` – everything of one of `KINDS` that can be cited."""

    required_arguments = 1

    def run(self):
        kind = self.arguments[0]
        if kind not in KINDS:
            raise self.error(f"citations: {kind!r} is not one of {', '.join(KINDS)}")
        return [citations("", kind=kind)]


class Identifiers(SphinxDirective):
    """``{identifiers}`` – the SWHIDs of this version and of each table."""

    def run(self):
        return [identifier_list("")]


class Citing:
    """All that a build knows about citing; made once, when every page is read and numbered."""

    def __init__(self, app: Sphinx):
        self.folder = tables.home()
        self.bib = self.folder / "references.bib"
        base = metadata.base_address(app.config.html_baseurl)
        self.meta = replace(metadata.read(self.folder), base=base)
        known = places.by_id(
            chain(places.sections(self.folder), places.data_tables(self.folder))
        )
        self.places = list(citable.of_book(app, self.meta.title, known))
        self.works = works.items(self.bib)
        references = References(self.folder / "_build" / "cache" / "citations.json")
        names = works.proper_names(self.bib)
        self.forms = {p.id: forms(p, self.meta, references, names) for p in self.places}
        references.save()

    def on(self, page: str) -> list[Place]:
        """The places of a page, in order."""
        return [place for place in self.places if place.page == page]


def prepare(app: Sphinx, env) -> list[str]:
    """Make every reference once; the list of places is written again whenever any page is."""
    if app.builder.format != "html":
        return []
    # The builder hands the application on to its writing processes, this included.
    app.softbalancing_citing = Citing(app)
    return [PAGE] if PAGE in env.found_docs else []


def add_controls(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a control into the heading of each section and table that can be cited."""
    if app.builder.format != "html":
        return
    here = {p.id: p for p in app.softbalancing_citing.on(app.builder.get_target_uri(docname))}
    for section in doctree.findall(nodes.section):
        title = section.next_node(nodes.title)
        place = next((here[id_] for id_ in section["ids"] if id_ in here), None)
        if docname == app.config.root_doc and section.parent is doctree:
            place = here["book"]
        if place and title is not None:
            title += cite_control("", place=place)


def visit_control(translator, node: cite_control) -> None:
    place, docname = node["place"], translator.builder.current_docname
    target = translator.builder.get_relative_uri(docname, PAGE)
    translator.body.append(
        f' <a class="cite" href="{target}#cite-{place.id}" data-cite="{place.id}" '
        f'aria-label="Cite {escape(place.label, quote=True)}">Cite</a>'
    )
    raise nodes.SkipNode


def visit_citations(translator, node: citations) -> None:
    docname = translator.builder.current_docname
    citing = translator.builder.app.softbalancing_citing
    chosen = [place for place in citing.places if place.kind == node["kind"]]
    translator.body.append(listing(chosen, citing.forms, "../" * docname.count("/")))
    raise nodes.SkipNode


def visit_identifiers(translator, node: identifier_list) -> None:
    folder = tables.home()
    files = (
        (f"data/{tables.resources(folder)[name]['path']}", id_)
        for name, id_ in identifiers.of_tables(folder).items()
    )
    translator.body.append(identifier_table(chain(identifiers.of_trees(folder), files)))
    raise nodes.SkipNode


def skip(translator, node: nodes.Element) -> None:
    """Other formats than HTML have nothing to click."""
    raise nodes.SkipNode


def box(citing: Citing, here: list[Place]) -> str:
    """What the Cite box shows, as JSON that can stand in a script element."""
    found = {
        place.id: {
            "title": place.name,
            "address": citing.meta.url(place.address) or (f"#{place.id}" if "#" in place.address else ""),
            **citing.forms[place.id],
        }
        for place in here
    }
    return json.dumps(found, ensure_ascii=False).replace("<", "\\u003c")


def describe(app: Sphinx, pagename: str, template: str, context: dict, doctree) -> None:
    """Give the page its head's tags and the data of its Cite box."""
    citing = app.softbalancing_citing
    here = citing.on(app.builder.get_target_uri(pagename))
    if doctree is None or not here:
        return
    context["cite_data"] = box(citing, here)
    if here[0].kind != "figure":
        context["head_extra"] = tags.head(page(app, pagename, doctree, here[0]), citing.meta)


def page(app: Sphinx, docname: str, doctree: nodes.document, place: Place) -> tags.Page:
    """A page as its head describes it."""
    citing, whole = app.softbalancing_citing, place.kind == "book"
    resource: dict = {}
    if place.kind == "table":
        name = place.id.removeprefix("table-")
        resource = dict(tables.resources(citing.folder)[name])
        resource["swhid"] = identifiers.of_tables(citing.folder)[name]
    cited = cited_on(app, docname)
    return tags.Page(
        docname,
        place,
        description=citing.meta.abstract if whole else opening(doctree) or place.title,
        picture=picture(app, docname),
        works=tuple(work for key, work in citing.works.items() if key in cited),
        parts=tuple(p for p in citing.places if whole and is_chapter(p)),
        resource=resource,
    )


def is_chapter(place: Place) -> bool:
    """Whether a place is a numbered chapter as a whole."""
    return place.kind == "section" and place.number.isdigit()


def opening(doctree: nodes.document, limit: int = 240) -> str:
    """The first paragraph of a page, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(paragraph.astext().split())
            return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
    return ""


def picture(app: Sphinx, docname: str) -> tuple[str, str]:
    """A figure of the page, or else of the book, and what it shows."""
    register = citable.register(app.env)
    pages = [docname, app.config.root_doc, *sorted(register)]
    figures = (each for name in pages for each in register.get(name, ()) if each.kind == "figure")
    found = next(figures, None)
    return (f"figures/{found.id}.png", found.alt) if found else ("", "")


def cited_on(app: Sphinx, docname: str) -> set[str]:
    """The keys of the works that a page cites."""
    if "cite" not in app.env.domains:
        return set()
    references = app.env.get_domain("cite").citation_refs
    return {t.key for ref in references if ref.docname == docname for t in ref.targets}


def write_files(app: Sphinx, error: Exception | None) -> None:
    """Write the downloads, and pages that lead on from addresses that have moved."""
    if error or app.builder.format != "html":
        return
    citing, out = app.softbalancing_citing, Path(app.outdir)
    downloads.write_places(out, citing.places, citing.forms)
    downloads.write_works(out, "references", citing.bib)
    for docname in sorted(app.env.found_docs):
        cited = cited_on(app, docname)
        if cited and docname.startswith("chapters/"):
            downloads.write_works(out, docname.removeprefix("chapters/"), citing.bib, cited)
    pages = [app.builder.get_target_uri(name) for name in app.env.collect_relations()]
    downloads.write_site(out, pages, citing.meta)
    gone = published.forwarding(published.read(citing.folder), pages)
    for name, text in gone.items():
        downloads.write(out / name, text)


def setup(app: Sphinx) -> None:
    """Wire citing into the build; only HTML has controls."""
    citable.setup(app)
    app.add_directive("citations", Citations)
    app.add_directive("identifiers", Identifiers)
    for node, visit in (
        (cite_control, visit_control),
        (citations, visit_citations),
        (identifier_list, visit_identifiers),
    ):
        others = {name: (skip, None) for name in ("epub", "latex", "text")}
        app.add_node(node, html=(visit, None), **others)
    # Sphinx's own handlers number sections and figures at the same event, before.
    app.connect("env-get-updated", prepare, priority=900)
    app.connect("doctree-resolved", add_controls)
    app.connect("html-page-context", describe)
    app.connect("build-finished", write_files)
