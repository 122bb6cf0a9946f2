"""Section numbers in place of running counts on the index page."""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from .citable_nodes import dotted_number


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
