"""Pages in the place of those that are gone, with links from their old addresses to the new."""

import posixpath
from collections.abc import Iterator

from sphinx.application import Sphinx

from edition.citing.published_addresses import moved_pages, read_addresses
from edition.project import location

from .not_found_page import has_template


def collect_moved_pages(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Yield name, template context and template of each page.

    A page has links and no automatic redirection, which would lose the anchor.
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
