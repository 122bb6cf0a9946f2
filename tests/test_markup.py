"""Rows as HTML: links, scoped headers, and text that never becomes markup."""

from __future__ import annotations

from lxml import html

from edition.html import markup


def links(table, id_):
    """An address for every row."""
    return f"{table}.html#{id_}"


def test_cell_text_never_becomes_markup():
    """Angle brackets and ampersands of a cell are shown, not obeyed."""
    cell = markup.cell("<script>alert('&')</script>", {"type": "string"}, None, {}, links)

    assert cell == "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;"


def test_a_source_leads_to_each_work():
    """Several works in one source cell are several links, with pages."""
    labels = {"li2007": "Li 2007", "lo2004": "Lo 2004"}
    field = {"type": "string", "locator": True}
    cell = markup.cell("li2007[482-483];lo2004", field, None, labels, links)
    tree = html.fromstring(f"<p>{cell}</p>")

    assert [(a.text, a.get("href")) for a in tree.iter("a")] == [
        ("Li 2007, pp. 482–483", "works.html#li2007"),
        ("Lo 2004", "works.html#lo2004"),
    ]


def test_foreign_keys_lead_to_their_rows():
    """A cell that joins several keys becomes several links."""
    field = {"type": "string", "items": ";"}

    assert markup.cell("china;russia", field, "actors", {}, links).count("<a ") == 2


def test_a_label_leads_to_its_place_in_the_book():
    """A cell that names a figure or section by its label is a link to it."""
    field = {"type": "string", "label": True}

    assert markup.cell("fig-1-debate", field, None, {}, links) == (
        '<a href="labels.html#fig-1-debate">fig-1-debate</a>'
    )


def test_a_table_has_caption_scopes_and_labels():
    """Header cells name their scope; every cell knows its column for narrow screens."""
    tree = html.fromstring(
        markup.table(["Id", "Label"], [("ev-a", ["ev-a", "Talks"])], caption="Two <columns>")
    )

    assert tree.findtext(".//caption") == "Two <columns>"
    assert [th.get("scope") for th in tree.iter("th")] == ["col", "col", "row"]
    assert tree.find(".//td").get("data-label") == "Label"
    assert tree.find(".//tbody/tr").get("id") == "ev-a"


def test_empty_facts_are_left_out():
    """A card shows no name without a value."""
    assert "Forecast" not in markup.facts([("Source", "Li 2007"), ("Forecast", "")])
