"""Links that leave the book: marked on every page, listed on one."""

from __future__ import annotations

from itertools import chain

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxDirective

from edition.citing import cited_works
from edition.citing.targets import TABLE_PAGE
from edition.data import data_package, tables
from edition.html import external_links, markup
from edition.project import location

from .link_targets import linker
from .node_visitors import visitors
from .row_roles import labels

AFTER = 800  # all that is added to a page has been added


class external_link_list(nodes.General, nodes.Element):
    """The list; rendered when the page is written, so that its links are final."""


class ExternalLinks(SphinxDirective):
    """``{external-links}`` – every address outside the book, what it is and where it stands."""

    def run(self):
        return [external_link_list("")]


def in_prose(env: BuildEnvironment) -> dict[str, list[tuple[str, str]]]:
    """The addresses that the prose of each page leads to, and their words."""
    if not hasattr(env, "edition_external"):
        env.edition_external = {}
    return env.edition_external


def collect(app: Sphinx, doctree: nodes.document) -> None:
    """Keep what the prose of a page that was just read leads to."""
    found = [
        (node["refuri"], node.astext())
        for node in doctree.findall(nodes.reference)
        if external_links.ADDRESS.fullmatch(node.get("refuri", ""))
    ]
    in_prose(app.env)[app.env.docname] = found


def everywhere() -> list[external_links.External]:
    """The links of the bibliography and of the tables."""
    folder = location.project_folder()
    resources = data_package.resources(folder)
    rows = (
        external_links.of_rows(name, tables.load(name), each) for name, each in resources.items()
    )
    items = cited_works.read_works(folder / "references.bib")
    return [
        *external_links.of_works(items, labels()),
        *chain(*rows),
        *external_links.of_tables(resources),
    ]


def visit_list(translator, node: external_link_list) -> None:
    builder, here = translator.builder, translator.builder.current_docname
    links, resources = linker(builder, here), data_package.resources()
    prose = [
        external_links.External(address, f"“{words}”", "", docname)
        for docname, found in in_prose(builder.env).items()
        for address, words in found
    ]

    def place(each: external_links.External) -> str:
        if not each.table:
            title = builder.env.titles[each.id].astext()
            return markup.link(title, builder.get_relative_uri(here, each.id))
        if each.id:
            name = labels()[each.id] if each.table == "works" else each.id
            return markup.link(name, links(each.table, each.id))
        page = TABLE_PAGE.format(each.table).removesuffix(".html")
        return markup.link(resources[each.table]["title"], builder.get_relative_uri(here, page))

    rows = [
        (
            "",
            (
                markup.link(address, address),
                "; ".join(dict.fromkeys(markup.link(each.what, None) for each in found)),
                ", ".join(dict.fromkeys(map(place, found))),
            ),
        )
        for address, found in external_links.by_address([*everywhere(), *prose]).items()
    ]
    caption = f"{len(rows)} addresses outside this book"
    translator.body.append(
        markup.table(["Address", "What it is", "Where it stands"], rows, caption=caption)
    )
    raise nodes.SkipNode


def mark(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Mark what leads out of the book, in the text and in the cards."""
    if app.builder.name != "html":
        return
    for part in ("body", "cards"):
        if context.get(part):
            context[part] = external_links.mark(context[part])


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    in_prose(env).pop(docname, None)


def _merge(app: Sphinx, env: BuildEnvironment, docnames, other: BuildEnvironment) -> None:
    in_prose(env).update({n: in_prose(other)[n] for n in docnames if n in in_prose(other)})


def setup(app: Sphinx) -> None:
    """Register the directive, keep what pages lead to, mark it when they are written."""
    app.add_directive("external-links", ExternalLinks)
    app.add_node(external_link_list, **visitors(html=(visit_list, None)))
    app.connect("doctree-read", collect)
    app.connect("html-page-context", mark, priority=AFTER)
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
