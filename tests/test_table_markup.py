"""Tables and definition lists as HTML: captions, scopes, escaped cells, widths of columns."""

import pytest
from lxml import html
from markupsafe import Markup

from edition.html.table_markup import definition_list, table


def test_a_table_has_caption_scopes_and_labels():
    """Header cells name their scope; every cell knows its column for narrow screens."""
    rows = [("ev-a", ["ev-a", "Talks <began>", Markup("<b>x</b>")])]
    tree = html.fromstring(table(["Id", "Label", "Note"], rows, caption="Two <columns>"))

    assert tree.findtext(".//caption") == "Two <columns>"
    assert [th.get("scope") for th in tree.iter("th")] == ["col", "col", "col", "row"]
    assert tree.find(".//td").get("data-label") == "Label"
    assert [td.text_content() for td in tree.iter("td")] == ["Talks <began>", "x"]
    assert tree.find(".//tbody/tr").get("id") == "ev-a"


@pytest.mark.parametrize(("cell", "width"), [("w" * 10, 5.6), ("w-" * 10, 9.9), ("w" * 99, 16.78)])
def test_columns_of_a_sortable_table_fit_their_words(cell, width):
    """A column is as wide as most of its cells and its longest word, within limits."""
    made = table(["Id", "Text"], [("", ["a", cell])] * 3, caption="C", classes="data sortable")
    columns = html.fromstring(f"<div>{made}</div>").xpath("//col/@style")

    assert columns[1] == f"width:{width:.2f}rem"


def test_empty_facts_are_left_out():
    """A card shows no name without a value."""
    assert "Forecast" not in definition_list([("Source", "Li 2007"), ("Forecast", "")])
