"""Relative addresses of rows, sections, labels and works, as a page links to them."""

from __future__ import annotations

from typing import cast

from sphinx.builders import Builder
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinxcontrib.bibtex.domain import BibtexDomain

from edition.citing.targets import row_anchor
from edition.html.cell_markup import Linker
from edition.project import vocabulary

from .domain import edition_domain
from .row_lookup import rows_by_id


def root_path(docname: str) -> str:
    """Return the way from a page to the root of the book: ``../`` for each folder."""
    return "../" * docname.count("/")


def bibtex_domain(env: BuildEnvironment) -> BibtexDomain | None:
    """Return the domain of sphinxcontrib-bibtex, or None if the project does not load it."""
    return cast(BibtexDomain, env.get_domain("cite")) if "cite" in env.domains else None


def label_target(env: BuildEnvironment, label: str) -> tuple[str, str] | None:
    """Return docname and id of a label (``sec-4-2-1``, ``fig-4-timeline``), or None."""
    target = cast(StandardDomain, env.get_domain("std")).anonlabels.get(label)
    return target[:2] if target else None


def row_target(env: BuildEnvironment, table: str, row: str) -> tuple[str, str] | None:
    """Return docname and id of a row, or None if it does not exist or its table has no page."""
    page = edition_domain(env).table_page(table)
    if page is None or row not in rows_by_id(table):
        return None
    return page, row_anchor(table, row)


def work_target(env: BuildEnvironment, key: str) -> tuple[str, str] | None:
    """Return docname and id of a work in the list of references, or None."""
    domain = bibtex_domain(env)
    citations = domain.citations if domain else ()
    pages = (each.bibliography_key.docname for each in citations if each.key == key)
    page = next(pages, None)
    return (page, key) if page else None


def links_from(builder: Builder, docname: str) -> Linker:
    """Return the function that gives addresses as seen from a page.

    Returns
    -------
    callable
        ``links(table, id)`` returns the relative address of a row, or None. The pseudo-tables
        ``works``, ``sections`` and ``labels`` stand for citation keys, section numbers and
        labels.
    """
    env = builder.env
    sections = ("sections", vocabulary.current().roles.sections)

    def links(table: str, id_: str) -> str | None:
        if table == "works":
            target = work_target(env, id_)
        elif table in sections:
            target = label_target(env, f"sec-{id_.replace('.', '-')}")
        elif table == "labels":
            target = label_target(env, id_)
        else:
            target = row_target(env, table, id_)
        if target is None:
            return None
        page, anchor_ = target
        return f"{'' if page == docname else builder.get_relative_uri(docname, page)}#{anchor_}"

    return links
