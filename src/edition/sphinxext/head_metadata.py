"""What a page's head says of it, gathered from the page and from what the build knows."""

from __future__ import annotations

from pathlib import PurePosixPath

from docutils import nodes
from sphinx.application import Sphinx

from edition.citing import metadata_tags
from edition.citing.targets import Target, is_chapter

from . import citable_places
from .margin_notes import sidenote
from .row_roles import mark

SILENT = (nodes.raw, nodes.footnote_reference, sidenote)


def page(app: Sphinx, docname: str, doctree: nodes.document, place: Target) -> metadata_tags.Page:
    """A page as its head describes it."""
    citing, whole = app.edition_citing, place.kind == "book"
    resource: dict = {}
    if place.kind == "table":
        name = PurePosixPath(place.page).stem
        resource = citing.resources[name] | {"swhid": citing.swhids[name]}
    keys = citing.cited.get(docname, ())
    about = citing.meta.abstract if whole else resource.get("description") or opening(doctree)
    return metadata_tags.Page(
        docname,
        place,
        description=about,
        picture=picture(app, docname),
        works=tuple(work for key, work in citing.works.items() if key in keys),
        parts=tuple(filter(is_chapter, citing.places)) if whole else (),
        resource=resource,
    )


def opening(doctree: nodes.document, limit: int = 240) -> str:
    """The first paragraph of a page, cut at a word."""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section):
            text = " ".join(spoken(paragraph).split())
            return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + "…"
    return ""


def spoken(paragraph: nodes.paragraph) -> str:
    """The text of a paragraph as one would read it out: no notes, no markup, numbers of marks."""
    copy = paragraph.deepcopy()
    for each in list(copy.findall(mark)):
        each.replace_self(nodes.Text(each["printed"]))
    for each in list(copy.findall(lambda node: isinstance(node, SILENT))):
        each.parent.remove(each)
    return copy.astext()


def picture(app: Sphinx, docname: str) -> tuple[str, str]:
    """A figure of the page, or else of the book, and what it shows."""
    register = citable_places.register(app.env)
    pages = [docname, app.config.root_doc, *sorted(register)]
    figures = (each for name in pages for each in register.get(name, ()) if each.kind == "figure")
    found = next(figures, None)
    return (f"figures/{found.id}.png", found.alt) if found else ("", "")
