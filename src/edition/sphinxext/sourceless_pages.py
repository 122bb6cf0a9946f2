"""Pages without a source: for addresses that do not exist, and in the place of pages that moved."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from edition.citing.published_addresses import moved_pages, read_addresses
from edition.html.root_addresses import NOT_FOUND_PAGE, addresses_from_root
from edition.html.sections.section_data import ROW_ROLES
from edition.project import citation_file, location, vocabulary
from edition.project.files import write_file

from .row_lookup import rows_by_id


def has_template(app: Sphinx) -> bool:
    """Return whether pages are written in the theme that has templates for these."""
    return app.builder.name == "html" and app.config.html_theme == "edition"


def id_prefixes() -> dict[str, str]:
    """Return how the ids of a table's rows begin, by the role of the table."""
    tables = ((role, getattr(vocabulary.current().roles, role)) for role in ROW_ROLES)
    first_ids = {role: next(iter(rows_by_id(table)), "") for role, table in tables if table}
    return {role: f"{id_.partition('-')[0]}-" for role, id_ in first_ids.items() if "-" in id_}


def collect_not_found_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Yield the page that servers show for addresses at which the book has nothing."""
    if has_template(app):
        rooted = bool(app.config.html_baseurl)
        context = {"rooted": rooted, "id_prefixes": id_prefixes()}
        yield NOT_FOUND_PAGE.removesuffix(".html"), context, NOT_FOUND_PAGE


def use_root_addresses(app: Sphinx, error: Exception | None) -> None:
    """Make addresses on the not-found page hold at any depth, if it is known where the book is.

    Only the path of the published address is used: the page's content security policy would
    forbid addresses on another host, where a copy of the book may be served.
    """
    base = citation_file.normalize_base_url(app.config.html_baseurl)
    if error or not has_template(app) or not base:
        return
    page = Path(app.outdir) / NOT_FOUND_PAGE
    write_file(page, addresses_from_root(page.read_text(encoding="utf-8"), urlsplit(base).path))


def collect_moved_pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Yield a page in the place of each that is gone, with links to the new addresses.

    It has links and no automatic redirection, which would lose the anchor.
    """
    if not has_template(app):
        return
    docnames = {app.builder.get_target_uri(name): name for name in app.env.found_docs}
    published = read_addresses(location.project_folder())
    for page, targets in moved_pages(published, docnames).items():
        links = []
        for address, anchors in targets.items():
            href = posixpath.relpath(address, posixpath.dirname(page) or ".")
            docname = docnames.get(address.partition("#")[0])
            title = app.env.titles[docname].astext() if docname else address
            links.append({"href": href, "title": title, "anchors": list(filter(None, anchors))})
        yield page.removesuffix(".html"), {"old_address": page, "links": links}, "moved.html"
