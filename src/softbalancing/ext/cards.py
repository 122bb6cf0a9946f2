"""The cards that a mark or citation opens in place, written once at the end of each page."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from docutils import nodes
from sphinx.application import Sphinx

from .. import markup, project, wording
from ..citing import places
from ..citing import rows as citing_rows
from ..citing.places import Place
from .datatables import coded_on, linker
from .marks import indexed, labels, mark

CITED = re.compile(r'<a class="reference internal" href="([^"]*)#([a-z]+\d{4}[a-z]?)"')


def claim_card(row, codings: str, links) -> str:
    """The card of a claim: what it says, where it comes from, how it is coded."""
    pairs = [
        ("Source", markup.source(row["source"], labels(), links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Kind", wording.KINDS[row["kind"]]),
        ("Layer", "thesis: what the text of 2008 says, retold"),
    ]
    return f'<p class="card-claim">{escape(row["claim"])}</p>{markup.facts(pairs)}{codings}'


def event_card(row, links) -> str:
    """The card of an event: what happened, when, and where the thesis says so."""
    pairs = [
        ("Date", escape(wording.span(row))),
        ("Source", markup.source(row["source"], labels(), links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Layer", "coded: dated and classified by the edition"),
    ]
    return f'<p class="card-claim">{escape(row["description"])}</p>{markup.facts(pairs)}'


def quantity_card(row, links) -> str:
    """The card of a number: what it counts, as of when, and where the thesis says so."""
    text = f"{wording.quantity(row)} – {row['what']}"
    pairs = [
        ("As of", escape(markup.plain(row["as_of"]))),
        ("Source", markup.source(row["source"], labels(), links)),
        ("Section", markup.link(row["section"], links("sections", row["section"]))),
        ("Forecast", "yes" if row["forecast"] else ""),
    ]
    return f'<p class="card-claim">{escape(text)}</p>{markup.facts(pairs)}'


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


@lru_cache
def citable(table: str) -> dict[str, Place]:
    """The rows of a table as places, by their anchors."""
    return {place.id: place for place in places.rows_of(project.home(), table)}


def cards_of(app: Sphinx, docname: str, doctree: nodes.document) -> list[str]:
    """The cards of every row marked on a page, each once, in order."""
    links = linker(app.builder, docname)
    marked = {(node["table"], node["row"]): node["number"] for node in doctree.findall(mark)}
    if not marked:
        return []
    codings = coded_on(links, {id_ for table, id_ in marked if table == "claims"})
    rows = {table: indexed(table) for table in {table for table, _ in marked}}
    root = "../" * docname.count("/")
    found = []
    for (table, id_), number in marked.items():
        row = rows[table][id_]
        body = {
            "claims": lambda: claim_card(row, codings.get(id_, ""), links),  # noqa: B023
            "events": lambda: event_card(row, links),  # noqa: B023
            "quantities": lambda: quantity_card(row, links),  # noqa: B023
        }[table]()
        number = number if table == "claims" else None  # only claims are marks in print
        place = citable(table)[places.anchor(table, id_)]
        cite = citing_rows.control(place, places.table_id(table), root)
        found.append(card(id_, f"{table} {id_}", body, links(table, id_), number, cite))
    return found


def work_cards(app: Sphinx, body: str) -> tuple[str, list[str]]:
    """Citations lead to their work's card; gives the page's body and the cards."""
    citing = getattr(app, "softbalancing_citing", None)
    known = citing.reference_of if citing else {}
    cited: dict[str, str] = {}

    def decorate(found: re.Match) -> str:
        key = found[2]
        if key not in known:
            return found[0]
        cited[key] = f"{found[1]}#{key}"
        return f'<a class="citation-link" data-card="card-{key}" href="{found[1]}#{key}"'

    body = CITED.sub(decorate, body)
    cards = [
        card(key, labels()[key], f"<p>{known[key]}</p>", address) for key, address in cited.items()
    ]
    return body, cards


def add_cards(app: Sphinx, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Give the page its cards."""
    if doctree is None or "body" not in context or app.builder.name != "html":
        return
    context["body"], works = work_cards(app, context["body"])
    context["cards"] = "".join([*cards_of(app, pagename, doctree), *works])


def setup(app: Sphinx) -> None:
    """Wire the cards into every page."""
    citable.cache_clear()  # within one build the tables do not change
    app.connect("html-page-context", add_cards)
