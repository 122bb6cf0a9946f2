"""The directives of the page about citing: examples, lists of references, identifiers."""

from __future__ import annotations

from itertools import chain

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from edition.citing import swhids, targets
from edition.citing.csl_styles import STYLES
from edition.citing.references import FORMATS, target_reference
from edition.citing.targets import UnknownTarget
from edition.html import reference_list

from .node_visitors import visitors

logger = logging.getLogger(__name__)
KINDS = ("book", "section", "figure", "table")


class citing_part(nodes.General, nodes.Element):
    """A part of the page; rendered when it is written, as all places are known then."""


class Part(SphinxDirective):
    """A directive whose content is made when the page is written."""

    def run(self):
        return [
            citing_part("", part=self.name, arguments=self.arguments, place=self.get_location())
        ]


class Example(Part):
    """``{cite-example} 4.2.1 bibtex`` – what the command line gives for an address in a format."""

    required_arguments = 2

    def run(self):
        if self.arguments[1] not in FORMATS:
            raise self.error(
                f"cite-example: {self.arguments[1]!r} is not one of {', '.join(FORMATS)}"
            )
        return super().run()


class Citations(Part):
    """``{citations} section`` – every place of one of `KINDS` with its references."""

    required_arguments = 1

    def run(self):
        if self.arguments[0] not in KINDS:
            raise self.error(f"citations: {self.arguments[0]!r} is not one of {', '.join(KINDS)}")
        return super().run()


def example(citing, root: str, address: str, name: str) -> str:
    """The reference of one address as the command line gives it."""
    place = targets.find_target(address, citing.known())
    text = target_reference(place, citing.meta, name, citing.references, citing.names)
    command = f"softbalancing cite {address}" + ("" if name == "apa" else f" --format {name}")
    return reference_list.example(command, text, html=name in STYLES)


def citations(citing, root: str, kind: str) -> str:
    """The references of all places of a kind."""
    chosen = [place for place in citing.places if place.kind == kind]
    return reference_list.listing(chosen, citing.forms, root, citing.rows)


def bibliographies(citing, root: str) -> str:
    """The downloads of the whole bibliography and of each chapter's part of it."""
    chapters = ((name, place.name) for name, place, _ in citing.chapters())
    return reference_list.bibliographies(
        [("references", "The whole bibliography"), *chapters], root
    )


def identifiers(citing, root: str) -> str:
    """The identifiers of the revision and of each table's file."""
    files = ((f"data/{citing.resources[name]['path']}", id_) for name, id_ in citing.swhids.items())
    return reference_list.identifiers(chain(swhids.revision_swhids(citing.folder), files))


PARTS = {
    "cite-example": example,
    "citations": citations,
    "bibliographies": bibliographies,
    "swhids": identifiers,
}


def visit_part(translator, node: citing_part) -> None:
    builder = translator.builder
    citing = getattr(builder.app, "edition_citing", None)  # only pages have addresses
    if citing is None:
        raise nodes.SkipNode
    root = "../" * builder.current_docname.count("/")
    try:
        translator.body.append(PARTS[node["part"]](citing, root, *node["arguments"]))
    except UnknownTarget as error:
        logger.warning(str(error), location=node["place"], type="edition", subtype="citing")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directives and the node that stands for them."""
    app.add_directive("cite-example", Example)
    app.add_directive("citations", Citations)
    app.add_directive("bibliographies", Part)
    app.add_directive("swhids", Part)
    app.add_node(citing_part, **visitors(html=(visit_part, None)))
