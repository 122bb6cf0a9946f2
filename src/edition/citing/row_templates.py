"""Citing rows: one form for all rows of a table, as a page with hundreds would be heavy (pure).

In a form stand-ins hold the place of what differs from row to row: its id, and
the printed page on which its section begins, where it belongs to one.  The stand-in
of the id has the one sign of ids that TeX escapes, so that BibTeX tells where to.
"""

from __future__ import annotations

from collections.abc import Iterable

from .targets import Target, row_target

ID, PAGE = "row_id", "row-page"


def template_name(table: str, printed: str) -> str:
    """The name of the form for rows of the table with the anchor *table*."""
    return f"{table}-{'paged-' if printed else ''}row"


def template_targets(table: Target, rows: Iterable[Target]) -> dict[str, Target]:
    """The forms that the rows of a table need, by name, each as the place of a made-up row."""
    kinds = sorted({PAGE if each.printed else "" for each in rows})
    return {
        template_name(table.id, printed): row_target(
            ID, table.title, table.page, printed, table.swhid
        )
        for printed in kinds
    }
