"""Templates: references with placeholders, for all rows of a table or for what a reader makes.

A page with hundreds of rows would be too large if it held the references of each.  A script
fills in what differs between rows: the id, and the page of the original on which the row's
section begins.  The placeholder of the id contains an underscore, the only character of ids
that TeX escapes, so that the script knows where to escape it.

What a reader makes on a page (`Vocabulary.reader_titles`) is not known when the book is built; its
reference has the placeholders `ID`, `READER`, and those of its title.
"""

import re
from collections.abc import Iterable

from .targets import Target, row_target

ID, PAGE = "row_id", "row-page"
READER = "row-reader"  #: name of the reader who made something of their own on a page
PLACEHOLDER = re.compile(r"row[-_][a-z]+")


def template_name(table: str, printed: str) -> str:
    """Return the name of a row's template, given the anchor of its table and `Target.printed`."""
    return f"{table}-{'paged-' if printed else ''}row"


def template_targets(table: Target, rows: Iterable[Target]) -> dict[str, Target]:
    """Return the templates that the rows of a table need, as targets, by name."""
    pages = sorted({PAGE if row.printed else "" for row in rows})
    return {template_name(table.id, page): row_target(ID, table, page) for page in pages}


def reader_template_name(page: Target) -> str:
    """Return the name of the template for what readers make on a page."""
    return f"reader-{page.id}"
