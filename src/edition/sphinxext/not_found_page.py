"""The page that servers show for addresses at which the book has nothing."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from sphinx.application import Sphinx

from edition.html.root_addresses import NOT_FOUND_PAGE, addresses_from_root
from edition.project import citation_file, vocabulary
from edition.project.files import write_file

from .row_lookup import rows_by_id

#: Roles of the tables whose rows the prose names.
NAMED_IN_PROSE = ("claims", "events", "quantities")


def has_template(app: Sphinx) -> bool:
    """Return whether pages are written in the theme that has a template for this one."""
    return app.builder.name == "html" and app.config.html_theme == "edition"


def id_prefixes() -> dict[str, str]:
    """Return how the ids of a table's rows begin, by the role of the table."""
    tables = ((role, getattr(vocabulary.current().roles, role)) for role in NAMED_IN_PROSE)
    first_ids = {role: next(iter(rows_by_id(table)), "") for role, table in tables if table}
    return {role: f"{id_.partition('-')[0]}-" for role, id_ in first_ids.items() if "-" in id_}


def collect_page(app: Sphinx) -> Iterator[tuple[str, dict, str]]:
    """Yield the page, which no table of contents names."""
    if has_template(app):
        rooted = bool(app.config.html_baseurl)
        context = {"rooted": rooted, "id_prefixes": id_prefixes()}
        yield NOT_FOUND_PAGE.removesuffix(".html"), context, NOT_FOUND_PAGE


def use_root_addresses(app: Sphinx, error: Exception | None) -> None:
    """Make the page's addresses hold at any depth, if the book knows where it is published.

    Only the path of the published address is used: the page's content security policy would
    forbid addresses on another host, where a copy of the book may be served.
    """
    base = citation_file.normalize_base_url(app.config.html_baseurl)
    if error or not has_template(app) or not base:
        return
    page = Path(app.outdir) / NOT_FOUND_PAGE
    write_file(page, addresses_from_root(page.read_text(encoding="utf-8"), urlsplit(base).path))
