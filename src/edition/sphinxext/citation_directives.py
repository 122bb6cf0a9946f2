"""Directives of the page about citing: examples, lists of references, downloads, identifiers."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.citing import swhids, targets
from edition.citing.references import FORMATS, target_reference
from edition.citing.targets import UnknownTarget
from edition.html import reference_list
from edition.project import vocabulary

from .addnodes import citation_listing, html_visitors
from .citation_catalog import CitationCatalog
from .domain import edition_domain
from .link_targets import root_path

logger = logging.getLogger(__name__)
PLACE_KINDS = ("book", "section", "figure", "table")


class ListingDirective(SphinxDirective):
    """``{bibliographies}`` and ``{swhids}``: content that is made when the page is written."""

    def run(self) -> list[nodes.Node]:
        """Return the node that stands for the content."""
        return [
            citation_listing(
                "", directive=self.name, arguments=self.arguments, location=self.get_location()
            )
        ]

    def check_choice(self, value: str, choices: tuple[str, ...]) -> None:
        """Raise an error that names the choices if a value is not one of them."""
        if value not in choices:
            raise self.error(f"{self.name}: {value!r} is not one of {', '.join(choices)}")


class CiteExampleDirective(ListingDirective):
    """``{cite-example} 4.2.1 bibtex``: command that cites a target, and what it prints."""

    required_arguments = 2

    def run(self) -> list[nodes.Node]:
        """Check the format and return the node."""
        self.check_choice(self.arguments[1], FORMATS)
        return super().run()


class CitationsDirective(ListingDirective):
    """``{citations} section``: every target of one kind with its references."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Check the kind of target and return the node."""
        self.check_choice(self.arguments[0], PLACE_KINDS)
        return super().run()


def cite_example(catalog: CitationCatalog, root: str, address: str, format_: str) -> str:
    """Return the command that cites an address, and what it prints."""
    target = targets.find_target(address, catalog.by_id)
    text = target_reference(target, catalog.meta, format_, catalog.formatter, catalog.proper_names)
    option = "" if format_ == "apa" else f" --format {format_}"
    command = f"{vocabulary.current().command} cite {address}{option}"
    return reference_list.command_output(command, text)


def citations(catalog: CitationCatalog, root: str, kind: str) -> str:
    """Return the references of all targets of a kind."""
    chosen = [target for target in catalog.targets if target.kind == kind]
    return reference_list.reference_list(chosen, catalog.references, root, catalog.row_references)


def bibliographies(catalog: CitationCatalog, root: str) -> str:
    """Return downloads of the whole bibliography and of each chapter's part of it."""
    chapters = ((name, target.name) for name, target, _ in catalog.citing_chapters())
    downloads = [("references", "The whole bibliography"), *chapters]
    return reference_list.bibliographies_table(downloads, root)


def identifiers(catalog: CitationCatalog, root: str) -> str:
    """Return the identifiers of the revision and of each table's file."""
    files = (
        (f"data/{catalog.resources[name]['path']}", id_) for name, id_ in catalog.swhids.items()
    )
    return reference_list.identifiers_table(chain(swhids.revision_swhids(catalog.folder), files))


#: Function that makes the HTML of each directive.
CONTENT: dict[str, Callable[..., str]] = {
    "cite-example": cite_example,
    "citations": citations,
    "bibliographies": bibliographies,
    "swhids": identifiers,
}


def visit_listing(translator: HTML5Translator, node: citation_listing) -> None:
    """Write the content of a directive; only HTML pages have addresses to cite."""
    builder = translator.builder
    catalog = edition_domain(builder.env).catalog
    if catalog is None:
        raise nodes.SkipNode
    content, root = CONTENT[node["directive"]], root_path(builder.current_docname)
    try:
        translator.body.append(content(catalog, root, *node["arguments"]))
    except UnknownTarget as error:
        logger.warning(str(error), location=node["location"], type="edition", subtype="citing")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the directives and the node that stands for their content."""
    app.add_directive("cite-example", CiteExampleDirective)
    app.add_directive("citations", CitationsDirective)
    app.add_directive("bibliographies", ListingDirective)
    app.add_directive("swhids", ListingDirective)
    app.add_node(citation_listing, **html_visitors(visit_listing))
