"""Where rows, sections and works stand in the built book (relative addresses)."""

from __future__ import annotations

from functools import lru_cache

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from edition.citing.targets import row_anchor
from edition.data import data_package, tables
from edition.data.table_schema import row_id
from edition.html.markup import Links


def datatable_pages(env: BuildEnvironment) -> dict[str, str]:
    """The page on which each table stands, by the table's name."""
    if not hasattr(env, "edition_datatables"):
        env.edition_datatables = {}
    return env.edition_datatables


def on(builder: Builder, docname: str, page: str, id_: str) -> str:
    """The address of an anchor on *page* as seen from *docname*."""
    return f"{'' if page == docname else builder.get_relative_uri(docname, page)}#{id_}"


@lru_cache
def known_ids(table: str) -> frozenset[str]:
    """The keys of a table's rows; a figure's column may hold names in place of keys."""
    schema = data_package.resources()[table]["schema"]
    return frozenset(row_id(row, schema) for row in tables.load(table).to_dict("records"))


def row(builder: Builder, docname: str, table: str, id_: str) -> str | None:
    """The address of a row as seen from the page *docname*; None when its table has no page."""
    page = datatable_pages(builder.env).get(table)
    if page is None or id_ not in known_ids(table):
        return None
    return on(builder, docname, page, row_anchor(table, id_))


def label(builder: Builder, docname: str, name: str) -> str | None:
    """The address of a label (``sec-4-2-1``, ``fig-4-timeline``) as seen from *docname*."""
    found = builder.env.get_domain("std").anonlabels.get(name)
    if not found:
        return None
    page, id_ = found[:2]
    return on(builder, docname, page, id_)


def section(builder: Builder, docname: str, number: str) -> str | None:
    """The address of a numbered section of the thesis."""
    return label(builder, docname, f"sec-{number.replace('.', '-')}")


def works(env: BuildEnvironment) -> dict[str, str]:
    """The page on which each work of the bibliography is listed, by key."""
    if "cite" not in env.domains:
        return {}
    return {
        citation.key: citation.bibliography_key.docname
        for citation in env.get_domain("cite").citations
    }


def work(builder: Builder, docname: str, key: str) -> str | None:
    """The address of a work in the list of references."""
    page = works(builder.env).get(key)
    if page is None:
        return None
    return on(builder, docname, page, key)


def linker(builder: Builder, docname: str) -> Links:
    """Gives the address of a row, section, label or work as seen from the page *docname*."""

    def links(table: str, id_: str) -> str | None:
        if table == "works":
            return work(builder, docname, id_)
        if table == "sections":
            return section(builder, docname, id_)
        if table == "labels":
            return label(builder, docname, id_)
        return row(builder, docname, table, id_)

    return links


def _purge(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    pages = datatable_pages(env)
    for table in [table for table, page in pages.items() if page == docname]:
        del pages[table]


def _merge(app: Sphinx, env: BuildEnvironment, docnames, other: BuildEnvironment) -> None:
    datatable_pages(env).update(
        {t: page for t, page in datatable_pages(other).items() if page in docnames}
    )


def setup(app: Sphinx) -> None:
    """Keep the register of table pages in step when pages are read again, or in parallel."""
    app.connect("builder-inited", lambda app: known_ids.cache_clear())
    app.connect("env-purge-doc", _purge)
    app.connect("env-merge-info", _merge)
