"""The links labeled “Cite”, which open the box with the references of a target."""

from markupsafe import Markup

from edition.citing.row_templates import template_name
from edition.citing.targets import CITING_PAGE, Target

from .templating import load_macro

_cite_link = load_macro("cite_link.html", "cite_link")
_row_heading = load_macro("cite_link.html", "row_heading")


def target_cite_link(target: Target, citing_page: str) -> Markup:
    """Return the link that cites a target, given the relative address of the page on citing."""
    return _cite_link(f"{citing_page}#cite-{target.id}", target.id, f"Cite {target.label}")


def row_cite_link(target: Target, table: str, root: str) -> Markup:
    """Return the link that cites a row of the table with the anchor `table`.

    `root` is the address of the book's root, seen from the page.
    """
    return _cite_link(*_row_arguments(target, table, root))


def row_heading(key: str, target: Target, table: str, root: str) -> Markup:
    """Return the first cell of a row: its key as a link to itself, and the link that cites it."""
    return _row_heading(key, *_row_arguments(target, table, root))


def _row_arguments(target: Target, table: str, root: str) -> tuple[str, ...]:
    address, template = f"{root}{CITING_PAGE}#cite-{table}", template_name(table, target.printed)
    return address, template, f"Cite row {target.id}", target.id, target.printed
