"""Cells as HTML: links, and text that never becomes markup."""

from lxml import html
from markupsafe import escape

from edition.html.cell_markup import cell


def links(table, id_):
    """An address for every row."""
    return f"{table}.html#{id_}"


def test_cell_text_never_becomes_markup():
    """Angle brackets and ampersands of a cell are escaped where the cell is inserted."""
    content = cell("<script>alert('&')</script>", {"type": "string"}, None, {}, links)

    assert escape(content) == "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"


def test_a_source_leads_to_each_work():
    """Several works in one source cell are several links, with pages."""
    labels = {"li2007": "Li 2007", "lo2004": "Lo 2004"}
    field = {"type": "string", "locator": True}
    content = cell("li2007[482-483];lo2004", field, None, labels, links)
    tree = html.fromstring(f"<p>{content}</p>")

    assert [(a.text, a.get("href")) for a in tree.iter("a")] == [
        ("Li 2007, pp. 482–483", "works.html#li2007"),
        ("Lo 2004", "works.html#lo2004"),
    ]


def test_addresses_lead_to_their_pages():
    """One address or several in a cell are links; an address in a sentence is text."""
    one, two = "https://example.org/a", "https://example.org/b?c=d"
    field = {"type": "string"}
    tree = html.fromstring(f"<p>{cell(f'{one}; {two}', field, None, {}, links)}</p>")

    assert [a.get("href") for a in tree.iter("a")] == [one, two]
    assert cell(one, field, None, {}, links).count("<a ") == 1
    assert cell(f"See {one}", field, None, {}, links) == f"See {one}"


def test_foreign_keys_lead_to_their_rows():
    """A cell that joins several keys becomes several links."""
    field = {"type": "string", "items": ";"}

    assert cell("china;russia", field, "actors", {}, links).count("<a ") == 2


def test_a_label_leads_to_its_place_in_the_book():
    """A cell that names a figure or section by its label is a link to it."""
    field = {"type": "string", "label": True}

    assert cell("fig-1-debate", field, None, {}, links) == (
        '<a href="labels.html#fig-1-debate">fig-1-debate</a>'
    )
