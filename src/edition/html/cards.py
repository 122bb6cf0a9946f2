"""Cards: popovers that show a row or a work where the prose names it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pandas as pd
from markupsafe import Markup

from edition.data import partial_dates, row_text
from edition.project.vocabulary import Vocabulary

from .cell_markup import Linker, cell_text, column_heading, link, source_links
from .table_markup import definition_list
from .templating import render


def card_body(
    role: str,
    row: Mapping[str, Any],
    layer: str,
    labels: Mapping[str, str],
    linker: Linker,
    vocabulary: Vocabulary,
) -> Markup:
    """Return what a card says of a row: its text, its source and section, how it is classified.

    `role` is that of the row's table (``claims``, ``events``, ``quantities`` or ``findings``), and
    `layer` the table's layer; `labels` and `linker` are as for `cell_markup.cell`.
    """
    section = ("Section", link(row["section"], linker("sections", row["section"])))
    about = vocabulary.layers.get(layer, "")
    layer_pair = ("Layer", f"{layer}: {about}" if about else layer)
    if role == "findings":
        names = ("problem", "correction", "certainty")
        found = [(column_heading(name), cell_text(row[name])) for name in names]
        pairs = [*found, section, layer_pair]
        return render("card_body.html", text=row["printed"], facts=definition_list(pairs))
    source = ("Source", source_links(row["source"], labels, linker))
    if role == "claims":
        kind = row_text.kind_label(row["kind"], vocabulary.claim_kinds)
        text, pairs = row["claim"], [source, section, ("Kind", kind), layer_pair]
    elif role == "events":
        date = ("Date", row_text.row_period(row))
        elsewhere = (f"Outside {vocabulary.original}", outside_date(row))
        text, pairs = row["description"], [date, elsewhere, source, section, layer_pair]
    else:
        text = f"{row_text.row_quantity(row, vocabulary.units)} – {row['what']}"
        as_of, forecast = cell_text(row["as_of"]), "yes" if row["forecast"] else ""
        pairs = [("As of", as_of), source, section, ("Forecast", forecast)]
    return render("card_body.html", text=text, facts=definition_list(pairs))


def outside_date(row: Mapping[str, Any]) -> Markup:
    """Return the date that another source gives an event, as a link to it; empty without one."""
    date, address = row.get("outside_date"), row.get("outside_source")
    if pd.isna(date) or pd.isna(address):
        return Markup("")
    site = urlsplit(address).netloc.removeprefix("www.")
    return link(f"{partial_dates.format_date(date)} ({site})", address)


def card(
    id_: str,
    name: str,
    body: Markup,
    address: str | None,
    number: int | None = None,
    cite_link: Markup | str = "",
) -> Markup:
    """Return the card of a row (by id) or work (by citation key), with its accessible name.

    Without an `address` of the row or work the card has no links at its foot. `number` is that of
    the claim on its page, for print; `cite_link` cites the row.
    """
    return render(
        "card.html", id=id_, name=name, body=body, address=address, number=number,
        cite_link=cite_link,
    )  # fmt: skip
