"""The book's index: each actor leads to the sections of the chapters that speak of it."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from .. import tables

BEFORE_DOMAINS = 700  # the index is collected with the domains, at 850


def own_text(section: nodes.section) -> str:
    """The text of a section without that of the sections within it."""
    parts = (child for child in section.children if not isinstance(child, nodes.section))
    return " ".join(part.astext() for part in parts)


def spoken_of(text: str, names: list[str]) -> list[str]:
    """The names that occur in a text as whole words."""
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]


class IndexActors(SphinxTransform):
    """Put an index entry into every section of a chapter for each actor named there."""

    default_priority = BEFORE_DOMAINS

    def apply(self, **kwargs) -> None:
        if not self.env.docname.startswith("chapters/"):
            return
        # A remark in brackets tells names apart in the table and never stands in the prose.
        names = [re.sub(r" \(.*\)$", "", name) for name in tables.load("actors").name]
        for section in self.document.findall(nodes.section):
            entries = [
                ("single", name, section["ids"][0], "", None)
                for name in spoken_of(own_text(section), names)
            ]
            if entries:
                section.insert(1, addnodes.index(entries=entries))


def setup(app: Sphinx) -> None:
    """Collect the entries with those of the glossary."""
    app.add_transform(IndexActors)
