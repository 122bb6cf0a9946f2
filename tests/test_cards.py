"""What the cards of rows say, and how one opens and leads on."""

import pytest
from lxml import html
from markupsafe import Markup

from edition.html import cards
from edition.project.vocabulary import Vocabulary

SOURCED = {"source": "li2007[482]", "section": "2.2"}
ROWS = {
    "claims": {**SOURCED, "claim": "Talks <came> first.", "kind": "empirical"},
    "events": {**SOURCED, "description": "Talks <began>.", "precision": "day",
               "start": "2001-09-11", "end": None},
    "quantities": {**SOURCED, "what": "bases <in use>", "as_of": "2005", "forecast": True,
                   "value": 3, "unit": "count"},
}  # fmt: skip


def links(table, id_):
    """An address for every row."""
    return f"{table}.html#{id_}"


@pytest.mark.parametrize("role", ROWS)
def test_a_card_says_what_its_row_rests_on(role):
    """Source and section lead on; the text of a cell never becomes markup."""
    labels, words = {"li2007": "Li 2007"}, Vocabulary(layers={"thesis": "retold"})
    made = cards.card_body(role, ROWS[role], "thesis", labels, links, words)
    body = html.fromstring(f"<div>{made}</div>")

    assert "<" in body.xpath("string(p)")
    assert body.xpath("//dd/a/@href") == ["works.html#li2007", "sections.html#2.2"]
    assert "Li 2007, p. 482" in body.text_content()
    assert ("thesis: retold" in body.text_content()) == (role != "quantities")


@pytest.mark.parametrize("date", ["2001-10-07", None])
def test_a_date_from_outside_is_told_apart_and_leads_to_its_page(date):
    """The card of an event says that the original text does not give it, and who does."""
    page = "https://www.example.org/news/4?a=1&b=2"
    row = {**ROWS["events"], "outside_date": date, "outside_source": date and page}
    made = cards.card_body("events", row, "", {}, links, Vocabulary(original="the thesis"))
    facts = html.fromstring(f"<div>{made}</div>")

    said = {dt.text: dt.getnext() for dt in facts.iter("dt")}
    assert said["Date"].text_content() == "September 11, 2001"
    assert ("Outside the thesis" in said) == bool(date)
    if date:
        assert said["Outside the thesis"].text_content() == "October 7, 2001 (example.org)"
        assert said["Outside the thesis"].xpath("a/@href") == [page]


def test_a_card_without_an_address_offers_no_way_on():
    """Where there is no row to open there is nothing to cite either."""
    body, cite_link = Markup("<p>B</p>"), Markup("<a>Cite</a>")
    given = cards.card("c-1", 'claims "c-1"', body, "claims.html#c-1", 4, cite_link)
    card = html.fromstring(given)
    assert (card.get("id"), card.get("aria-label")) == ("card-c-1", 'claims "c-1"')
    assert card.get("data-number") == "4" and "Cite" in card.text_content()

    bare = html.fromstring(cards.card("c-1", "c-1", body, None, cite_link=cite_link))
    assert bare.text_content() == "B" and bare.get("data-number") is None
