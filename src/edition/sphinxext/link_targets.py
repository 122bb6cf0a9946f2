"""Relative addresses of rows, sections, labels and works, as a page links to them."""

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


def links_from(builder: Builder, docname: str) -> Linker:
    """Return the function that gives addresses as seen from a page.

    ``links(table, id)`` returns the relative address of a row, or None if there is no such row
    or no page of its table. The pseudo-tables ``works``, ``sections`` and ``labels`` stand for
    citation keys, section numbers and labels.
    """
    env, cite = builder.env, bibtex_domain(builder.env)
    sections = ("sections", vocabulary.current().roles.sections)

    def links(table: str, id_: str) -> str | None:
        page, anchor = None, id_
        if table == "works":
            for work in cite.citations if cite else ():
                if work.key == id_:
                    page, anchor = work.bibliography_key.docname, work.citation_id
        elif table in (*sections, "labels"):
            label = id_ if table == "labels" else f"sec-{id_.replace('.', '-')}"
            page, anchor = label_target(env, label) or (None, "")
        elif (table_page := edition_domain(env).table_page(table)) and id_ in rows_by_id(table):
            page, anchor = table_page, row_anchor(table, id_)
        if page is None:
            return None
        return f"{'' if page == docname else builder.get_relative_uri(docname, page)}#{anchor}"

    return links
