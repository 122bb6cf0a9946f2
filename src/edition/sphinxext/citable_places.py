"""What in the pages can be cited: labeled headings with a number or a page, and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.citing.targets import Target

from .figure_nodes import instrument

# Of a heading's labels, the one of this form is its address; others are for cross-references.
LASTING = ("sec-", "table-")


@dataclass(frozen=True)
class Candidate:
    """A heading or figure as it was read, before anything is numbered.

    Attributes
    ----------
    id, kind, title : str
        As in `Target`.
    anchor : str
        Under what Sphinx numbers it.
    within : str
        The label of the section around a figure.
    alt : str
        What a figure shows.
    top : bool
        Whether it is the heading of its page.
    """

    id: str
    kind: str
    title: str
    anchor: str
    within: str = ""
    alt: str = ""
    top: bool = False


def register(env: BuildEnvironment) -> dict[str, list[Candidate]]:
    """The candidates of each page, in order."""
    if not hasattr(env, "edition_citable"):
        env.edition_citable = {}
    return env.edition_citable


def candidates(doctree: nodes.document) -> Iterator[Candidate]:
    """The labeled sections and the figures of a page."""
    explicit = {doctree.nameids.get(name) for name, own in doctree.nametypes.items() if own}
    label = ""
    for node in doctree.findall(lambda node: isinstance(node, (nodes.section, instrument))):
        if isinstance(node, instrument):
            figure = node["figure"]
            yield Candidate(
                figure["name"], "figure", figure["title"], node["ids"][0], label, figure["alt"]
            )
            continue
        given = [id_ for id_ in node["ids"] if id_ in explicit]
        label = next((id_ for id_ in given if id_.startswith(LASTING)), next(iter(given), ""))
        if label:
            top = node.parent is doctree
            anchor = "" if top else f"#{node['ids'][0]}"
            title = node.next_node(nodes.title).astext()
            yield Candidate(label, "section", title, anchor, top=top)


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what a page that was just read offers."""
    register(app.env)[app.env.docname] = list(candidates(doctree))


def as_place(
    env: BuildEnvironment, docname: str, page: str, found: Candidate, known: dict[str, Target]
) -> Target | None:
    """A candidate as a place; None for a heading that is neither numbered nor a page's own.

    Parameters
    ----------
    env : BuildEnvironment
        Knows the numbers.
    docname, page : str
        The page's name and address.
    found : Candidate
        What was read.
    known : dict
        The places that follow from the data; their titles and numbers take precedence,
        so that the book and the command line give the same reference.
    """
    own = known.get(found.id)
    if own:
        return replace(own, page=page)
    if found.kind == "figure":
        numbers = env.toc_fignumbers.get(docname, {}).get("figure", {})
        around = known.get(found.within)
        printed = around.printed if around else ""
        number = dotted(numbers.get(found.anchor))
        return Target(found.id, "figure", found.title, page, number, printed)
    number = dotted(env.toc_secnumbers.get(docname, {}).get(found.anchor))
    if found.top or number:
        return Target(found.id, "section", found.title, page, number)
    return None


def dotted(number: tuple[int, ...] | None) -> str:
    """A number of Sphinx's as text: ``4.2.1``."""
    return ".".join(map(str, number or ()))


def of_book(app: Sphinx, title: str, known: dict[str, Target]) -> Iterator[Target]:
    """Every place of the book in reading order, the book itself first."""
    env, root = app.env, app.config.root_doc
    yield Target("book", "book", title, app.builder.get_target_uri(root))
    for docname in env.collect_relations():
        page = app.builder.get_target_uri(docname)
        for found in register(env).get(docname, ()):
            if docname == root and found.kind == "section":
                continue  # the title page's heading is the book's
            place = as_place(env, docname, page, found, known)
            if place:
                yield place


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    register(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames, other: BuildEnvironment) -> None:
    register(env).update({n: register(other)[n] for n in docnames if n in register(other)})


def setup(app: Sphinx) -> None:
    """Keep the register in step when pages are read again, or in parallel."""
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
