"""Directive ``{chronology}``: events in order of time, with links to where the text tells them."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

import pandas as pd
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from edition.data import row_text
from edition.html.templating import render
from edition.project import vocabulary

from .domain import edition_domain
from .link_targets import links_from
from .row_lookup import rows_by_id

UNDATED = "Without a date"


def referring_pages(env: BuildEnvironment) -> dict[str, str]:
    """Return the first page, by name, that refers to each event."""
    pages: dict[str, str] = {}
    for docname, references in sorted(edition_domain(env).row_references.items()):
        for reference in references:
            if reference.role == "events":
                pages.setdefault(reference.row, docname)
    return pages


def sort_date(row: dict[str, Any]) -> str:
    """Return a text by which events sort: the first known date (ISO), or an empty string.

    What came after a date follows everything of that date.
    """
    date = next((str(row[name]) for name in ("start", "end") if not pd.isna(row[name])), "")
    return f"{date}~" if row["precision"] == "after" else date


def by_decade(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield title and events of each decade in order; events without a date come last."""
    dated = sorted(rows, key=lambda row: sort_date(row) or "9999")
    for decade, events in groupby(dated, key=lambda row: sort_date(row)[:3]):
        yield (f"The {decade}0s" if decade else UNDATED), list(events)


def chronology(builder: StandaloneHTMLBuilder, location: str) -> str:
    """Return the events of each decade; an event leads to its sentence, or else its section."""
    table, docname = vocabulary.current().roles.events, builder.current_docname
    links, pages = links_from(builder, docname), referring_pages(builder.env)

    def entry(row: dict[str, Any]) -> dict[str, Any]:
        section, page = links("sections", row["section"]), pages.get(row["id"])
        place = f"{builder.get_relative_uri(docname, page)}#at-{row['id']}" if page else section
        return {"row": row, "when": row_text.row_period(row), "place": place, "section": section}

    rows = rows_by_id(table).values() if table else ()
    decades = [
        (nodes.make_id(title), title, list(map(entry, events))) for title, events in by_decade(rows)
    ]
    return render("chronology.html", decades=decades)
