"""The cards that a mark or citation opens in place, as HTML (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from edition.data import row_text
from edition.project import vocabulary

from . import markup
from .markup import Links


def claim(row: Mapping, labels: Mapping[str, str], links: Links) -> str:
    """What the card of a claim says: its text, and where it comes from."""
    pairs = [
        ("Source", markup.source(row["source"], labels, links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Kind", row_text.kind_label(row["kind"], vocabulary.current().claim_kinds)),
        ("Layer", "thesis: what the text of 2008 says, retold"),
    ]
    return f'<p class="card-claim">{escape(row["claim"])}</p>{markup.facts(pairs)}'


def event(row: Mapping, labels: Mapping[str, str], links: Links) -> str:
    """What the card of an event says: what happened, when, and where the thesis says so."""
    pairs = [
        ("Date", escape(row_text.row_period(row))),
        ("Source", markup.source(row["source"], labels, links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Layer", "coded: dated and classified by the edition"),
    ]
    return f'<p class="card-claim">{escape(row["description"])}</p>{markup.facts(pairs)}'


def quantity(row: Mapping, labels: Mapping[str, str], links: Links) -> str:
    """What the card of a number says: what it counts, as of when, and where the thesis says so."""
    text = f"{row_text.row_quantity(row, vocabulary.current().units)} – {row['what']}"
    pairs = [
        ("As of", escape(markup.plain(row["as_of"]))),
        ("Source", markup.source(row["source"], labels, links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Forecast", "yes" if row["forecast"] else ""),
    ]
    return f'<p class="card-claim">{escape(text)}</p>{markup.facts(pairs)}'


#: What a card says of a row, by the row's table.
BODIES = {"claims": claim, "events": event, "quantities": quantity}


def card(
    id_: str, name: str, body: str, address: str | None, number: int | None = None, cite: str = ""
) -> str:
    """One card: a popover that previews a link, with its address and the control that cites it."""
    link = markup.link("Open this row", address) if address else ""
    foot = f'<p class="card-address">{link} {cite}</p>' if link else ""
    note = f' data-number="{number}"' if number else ""
    return (
        f'<aside class="card" popover="auto" id="card-{id_}"{note} '
        f'aria-label="{escape(name, quote=True)}">'
        f"{body}{foot}</aside>"
    )
