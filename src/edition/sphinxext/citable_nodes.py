"""Labeled headings and figures of the pages, which can be cited."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from docutils import nodes
from sphinx.environment import BuildEnvironment

from edition.citing.targets import Target

from .addnodes import published_figure
from .explicit_section_ids import explicit_ids

#: Prefixes of the labels that serve as addresses; other labels are for cross-references.
ADDRESS_PREFIXES = ("sec-", "table-")


@dataclass(frozen=True)
class CitableNode:
    """A labeled heading or a figure, recorded before Sphinx numbers anything.

    `id`, `kind` and `title` are those of its `Target`; `anchor` is the key under which Sphinx
    numbers it; `section` is the label of the section around a figure, `alt` its alternative text,
    `table` the one that it is drawn from.
    """

    id: str
    kind: str
    title: str
    anchor: str
    section: str = ""
    alt: str = ""
    table: str = ""
    heads_page: bool = False


def citable_nodes(document: nodes.document) -> Iterator[CitableNode]:
    """Yield the labeled sections and the figures of a page, in document order."""
    label = ""
    for node in document.findall(nodes.Element):
        if isinstance(node, published_figure):
            figure = node["figure"]
            yield CitableNode(
                figure["name"], "figure", figure["title"], node["ids"][0], label, figure["alt"],
                figure["table"],
            )  # fmt: skip
        elif isinstance(node, nodes.section):
            labels = explicit_ids(node, document)
            addresses = (id_ for id_ in labels if id_.startswith(ADDRESS_PREFIXES))
            label = next(addresses, next(iter(labels), ""))
            title = node.next_node(nodes.title)
            if label and title:
                top = node.parent is document
                anchor = "" if top else f"#{node['ids'][0]}"
                yield CitableNode(label, "section", title.astext(), anchor, heads_page=top)


def numbered_target(
    env: BuildEnvironment,
    docname: str,
    page: str,
    node: CitableNode,
    known: Mapping[str, Target],
) -> Target | None:
    """Return a heading or figure as a citation target, with the number that Sphinx gave it.

    Titles and numbers of targets that follow from the tables (`known`, by id) take precedence,
    so that pages and command line give the same reference. A heading that is neither numbered
    nor the top heading of its page is no target.
    """
    if own := known.get(node.id):
        return replace(own, page=page)
    if node.kind == "figure":
        numbers = env.toc_fignumbers.get(docname, {}).get("figure", {})
        section = known.get(node.section)
        number = dotted_number(numbers.get(node.anchor))
        printed = section.printed if section else ""
        return Target(node.id, "figure", node.title, page, number, printed, table=node.table)
    number = dotted_number(env.toc_secnumbers.get(docname, {}).get(node.anchor))
    if node.heads_page or number:
        return Target(node.id, "section", node.title, page, number)
    return None


def dotted_number(number: tuple[int, ...] | None) -> str:
    """Return a section or figure number of Sphinx as text: ``4.2.1``."""
    return ".".join(map(str, number or ()))
