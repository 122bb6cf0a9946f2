"""The book's index: actors and terms lead to the sections of the chapters that speak of them."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from edition.data import tables
from edition.project import location

from .heading_labels import labeled

BEFORE_DOMAINS = 700  # the index is collected with the domains, at 850


def own_text(section: nodes.section) -> str:
    """The text of a section without that of the sections within it."""
    parts = (child for child in section.children if not isinstance(child, nodes.section))
    return " ".join(part.astext() for part in parts)


def spoken_of(text: str, names: list[str]) -> list[str]:
    """The names that occur in a text as whole words."""
    return [
        name for name in names
        if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]  # fmt: skip


def label_of(section: nodes.section, document: nodes.document) -> str:
    """The section's lasting label, or its first id where it has none."""
    return next(iter(labeled(section, document)), section["ids"][0])


def terms_of(section: nodes.section) -> list[str]:
    """The terms of the glossary that the section's own text refers to."""
    parts = (child for child in section.children if not isinstance(child, nodes.section))
    return [
        reference["reftarget"]
        for part in parts
        for reference in part.findall(addnodes.pending_xref)
        if reference["reftype"] == "term"
    ]


class IndexPlaces(SphinxTransform):
    """Put index entries into every section of a chapter for the actors and terms named there."""

    default_priority = BEFORE_DOMAINS

    def apply(self, **kwargs) -> None:
        if not self.env.docname.startswith("chapters/"):
            return
        self.env.note_dependency(str(location.project_folder() / "data" / "actors.csv"))
        # A remark in brackets tells names apart in the table and never stands in the prose.
        names = [re.sub(r" \(.*\)$", "", name) for name in tables.load("actors").name]
        for section in self.document.findall(nodes.section):
            entries = [
                ("single", name, label_of(section, self.document), "", None)
                for name in dict.fromkeys(
                    [*spoken_of(own_text(section), names), *terms_of(section)]
                )
            ]
            if entries:
                section.insert(1, addnodes.index(entries=entries))


def number_places(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """The index names places by their section's number, not by a running count."""
    if pagename != "genindex":
        return
    numbers = {
        f"{app.builder.get_target_uri(page)}{anchor}": ".".join(map(str, number))
        for page, found in app.env.toc_secnumbers.items()
        for anchor, number in found.items()
    }
    # The number of a page's top section is kept under an empty anchor.
    tops = {
        app.builder.get_target_uri(page): found.get("")
        for page, found in app.env.toc_secnumbers.items()
    }

    def section_number(link: str) -> str:
        page, _, anchor = link.partition("#")
        top = tops.get(page) or ()
        return (
            numbers.get(link) or ".".join(map(str, top)) or "glossary" * anchor.startswith("term-")
        )

    def in_order(place: tuple[str, str]) -> tuple:
        """Explanations first, then the sections as they follow each other: 8.10 after 8.9."""
        main, link = place
        number = section_number(link).split(".")
        counts = all(map(str.isdecimal, number))
        return not main, counts, list(map(int, number)) if counts else [], link

    for _letter, entries in context["genindexentries"]:
        for _name, (links, subentries, _key) in entries:
            for places in (links, *(sublinks for _, sublinks in subentries)):
                places.sort(key=in_order)
    context["section_number"] = section_number


def setup(app: Sphinx) -> None:
    """Collect the entries with those of the glossary."""
    app.add_transform(IndexPlaces)
    app.connect("html-page-context", number_places)
