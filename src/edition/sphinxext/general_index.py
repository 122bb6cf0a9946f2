"""The general index: entries for the actors and terms that chapters name, with section numbers."""

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from edition.data import data_package, tables
from edition.project import location, vocabulary

from .citable_nodes import dotted_number
from .explicit_section_ids import explicit_ids


def own_parts(section: nodes.section) -> list[nodes.Node]:
    """Return the children of a section, without the sections within it."""
    return [child for child in section.children if not isinstance(child, nodes.section)]


def named_in(text: str, names: list[str]) -> list[str]:
    """Return the names that occur in a text as whole words."""
    return [
        name for name in names
        if name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    ]  # fmt: skip


def terms_in(section: nodes.section) -> list[str]:
    """Return the glossary terms to which the section's own text refers."""
    return [
        reference["reftarget"]
        for part in own_parts(section)
        for reference in part.findall(addnodes.pending_xref)
        if reference["reftype"] == "term"
    ]


class AddIndexEntries(SphinxTransform):
    """Add an index node to every section of a chapter that names actors or terms."""

    default_priority = 700  # before the index domain collects entries, at 850

    def apply(self, **kwargs: object) -> None:
        table = vocabulary.current().roles.actors
        if not table or not self.env.docname.startswith("chapters/"):
            return
        path = data_package.resources()[table]["path"]
        self.env.note_dependency(str(location.project_folder() / "data" / path))
        # A remark in brackets tells names apart in the table and never stands in the prose.
        actors = [re.sub(r" \(.*\)$", "", name) for name in tables.load(table).name]
        for section in self.document.findall(nodes.section):
            text = " ".join(part.astext() for part in own_parts(section))
            names = dict.fromkeys([*named_in(text, actors), *terms_in(section)])
            target = next(iter(explicit_ids(section, self.document)), section["ids"][0])
            if names:
                entries = [("single", name, target, "", None) for name in names]
                section.insert(1, addnodes.index(entries=entries))


def section_numbers(app: Sphinx) -> dict[str, str]:
    """Return the section number of each address, and of each page that its top heading numbers."""
    return {
        f"{app.builder.get_target_uri(docname)}{anchor}": dotted_number(number)
        for docname, numbers in app.env.toc_secnumbers.items()
        for anchor, number in numbers.items()  # the top heading has an empty anchor
    }


def number_index(
    app: Sphinx, pagename: str, templatename: str, context: dict, doctree: nodes.document | None
) -> None:
    """Order the places of each entry, and give the template the function that numbers them."""
    if pagename != "genindex":
        return
    numbers = section_numbers(app)

    def section_number(link: str) -> str:
        page, _, anchor = link.partition("#")
        glossary = "glossary" if anchor.startswith("term-") else ""
        return numbers.get(link) or numbers.get(page) or glossary

    def sort_key(place: tuple[str, str]) -> tuple[Any, ...]:
        """Explanations first, then sections in order of the book: 8.10 after 8.9."""
        main, link = place
        parts = section_number(link).split(".")
        numbered = all(map(str.isdecimal, parts))
        return not main, numbered, list(map(int, parts)) if numbered else [], link

    for _letter, entries in context["genindexentries"]:
        for _name, (links, subentries, _key) in entries:
            for places in (links, *(sublinks for _, sublinks in subentries)):
                places.sort(key=sort_key)
    context["section_number"] = section_number
