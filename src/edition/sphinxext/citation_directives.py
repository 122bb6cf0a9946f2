"""Directives of the page about citing: examples, lists of references, downloads, identifiers."""

from collections.abc import Callable
from itertools import chain

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from edition.citing import swhids, targets
from edition.citing.references import FORMATS, target_reference
from edition.citing.targets import UnknownTarget
from edition.html import reference_list
from edition.html.templating import render
from edition.project import vocabulary

from .addnodes import citation_listing
from .citation_catalog import CitationCatalog
from .domain import edition_domain
from .link_targets import root_path

logger = logging.getLogger(__name__)


class ListingDirective(SphinxDirective):
    """``{bibliographies}`` and ``{swhids}``: content that is made when the page is written."""

    #: Allowed values of the last argument.
    choices: tuple[str, ...] = ()

    def run(self) -> list[nodes.Node]:
        """Check the arguments and return the node that stands for the content."""
        if self.choices and self.arguments[-1] not in self.choices:
            choices = ", ".join(self.choices)
            raise self.error(f"{self.name}: {self.arguments[-1]!r} is not one of {choices}")
        node = citation_listing("", directive=self.name, arguments=self.arguments)
        node["location"] = self.get_location()
        return [node]


class CiteExampleDirective(ListingDirective):
    """``{cite-example} 4.2.1 bibtex``: command that cites a target, and what it prints."""

    required_arguments = 2
    choices = FORMATS


class CitationsDirective(ListingDirective):
    """``{citations} section``: every target of one kind with its references."""

    required_arguments = 1
    choices = ("book", "section", "figure", "table")


def cite_example(catalog: CitationCatalog, root: str, address: str, format_: str) -> str:
    """Return the command that cites an address, and what it prints."""
    target = targets.find_target(address, catalog.by_id)
    text = target_reference(target, catalog.meta, format_, catalog.formatter, catalog.proper_names)
    option = "" if format_ == "apa" else f" --format {format_}"
    command = f"{vocabulary.current().command} cite {address}{option}"
    return render("command_output.html", command=command, output=text)


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


DIRECTIVES: dict[str, type[ListingDirective]] = {
    "bibliographies": ListingDirective,
    "citations": CitationsDirective,
    "cite-example": CiteExampleDirective,
    "swhids": ListingDirective,
}
#: Function that makes the HTML of each directive.
CONTENT: dict[str, Callable[..., str]] = {
    "bibliographies": bibliographies,
    "citations": citations,
    "cite-example": cite_example,
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
