"""Tables that pages print: headed in words, not by the names of columns."""

from io import StringIO

import pandas as pd

from softbalancing import printed


def headings(styler):
    """The headings of a printed table."""
    return list(pd.read_html(StringIO(styler.to_html()))[0].columns)


def test_columns_are_headed_in_words():
    """By the list of headings, or by their names with a capital."""
    rows = pd.DataFrame({"least_support": [1], "unit": ["Fact"], "turned": [3]})

    assert headings(printed.table(rows, "t", "A caption")) == [
        "Codings needed", "Unit", "Variants that turn it",
    ]  # fmt: skip


def test_a_page_can_head_a_column_otherwise():
    """Where one name means different things in two tables."""
    rows = pd.DataFrame({"both": [2]})

    assert headings(printed.table(rows, "t", "A caption")) == ["Both sides"]
    assert headings(printed.table(rows, "t", "A caption", {"both": "A and B"})) == ["A and B"]


def test_every_heading_of_the_book_starts_with_a_capital_and_is_no_column_name(pages):
    """In the tables that chapters and the protocol print, those beneath figures apart."""
    found = 0
    for address in ("chapters/08-side-by-side.html", "apparatus/coding-protocol.html"):
        for table in pages[address].tree.xpath("//table[contains(@class, 'data')][thead]"):
            if table.xpath("ancestor::details"):
                continue
            for heading in table.xpath("./thead//th"):
                words = heading.text_content().strip()
                assert words[0].isupper() and "_" not in words, (address, words)
                found += 1
    assert found > 40
