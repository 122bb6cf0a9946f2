"""A table's page as HTML: anchors, references, codings and what is left out."""

import pandas as pd
import pytest
from lxml import html
from markupsafe import Markup

from edition.citing.targets import Target
from edition.citing.targets import row_target as place_of
from edition.html import data_table_page
from edition.project.vocabulary import Roles

THINGS = Target("table-things", "table", "Things", "things.html", table="things")
FRAME = pd.DataFrame({"id": ["a-1", "a-2"], "year": [2005, 2006], "note": [None, None]})


def links(table, id_):
    """An address for every row."""
    return f"{table}.html#{id_}"


def resource(key, **more) -> dict:
    """The descriptor of a table with this key."""
    fields = [
        {"name": name, "type": kind, "description": f"The {name} & more."}
        for name, kind in (("id", "string"), ("year", "integer"), ("note", "string"))
    ]
    schema = {"fields": fields, "primaryKey": key}
    about = {"name": "things", "path": "things.csv", "layer": "coded", "description": "Things."}
    return {**about, "schema": schema, **more}


def rows(key="id", citable=(), codings=None):
    """The made-up rows as a parsed table."""
    citable = {id_: place_of(id_, THINGS, "13") for id_ in citable}
    made = data_table_page.rows_table(
        resource(key), FRAME, links, labels={}, citable=citable, codings=codings or {}, root="../"
    )
    return html.fromstring(f"<div>{made}</div>")


@pytest.mark.parametrize(
    ("key", "anchors"),
    [("id", ["a-1", "a-2"]), (["year", "id"], ["things-2005-a-1", "things-2006-a-2"])],
)
def test_every_row_leads_to_itself(key, anchors):
    """Its anchor is made of what names it, be that one column or several."""
    found = rows(key).xpath("//tbody/tr")

    assert [row.get("id") for row in found] == anchors
    assert [row.xpath("string(th/a/@href)") for row in found] == [f"#{id_}" for id_ in anchors]


def test_a_row_that_can_be_cited_says_how():
    """The control knows the printed page; a row that has no reference has no control."""
    (control,) = rows(citable=["a-2"]).xpath("//a[@class='cite']")

    assert (control.get("data-row"), control.get("data-page")) == ("a-2", "13")
    assert control.get("href").startswith("../apparatus/how-to-cite.html#")


def test_a_row_named_after_another_leads_there():
    """The name of the row is one link, to the table whose key it is."""
    about = resource("id")
    about["schema"]["foreignKeys"] = [
        {"fields": "id", "reference": {"resource": "others", "fields": "id"}}
    ]
    made = data_table_page.rows_table(
        about, FRAME, links, labels={}, citable={}, codings={}, root="../"
    )
    first = html.fromstring(f"<div>{made}</div>").xpath("//tbody/tr[1]")[0]

    assert first.get("id") == "a-1"
    assert first.xpath("th/a/@href") == ["others.html#a-1"]
    assert '<a href="#a-1">' not in made


def test_columns_that_hold_nothing_are_left_out():
    """The codings are a column of their own where there are any."""
    assert rows().xpath("//thead//th/span/text()") == ["Id", "Year"]

    coded = rows(codings={"a-1": Markup("<ul><li>supports</li></ul>")})
    assert coded.xpath("//thead//th/span/text()") == ["Id", "Year", "Codings"]
    assert [cell.text_content() for cell in coded.xpath("//td[2]")] == ["supports", ""]


def test_codings_say_which_side_they_are_on_and_who_says_so():
    """Each leads to its indicator; what the edition coded by itself is told apart."""
    tables = {
        "codings": pd.DataFrame(
            {
                "claim": ["c-1", "c-1", "c-2"],
                "indicator": ["bases", "trade", "bases"],
                "direction": ["supports", "undermines", "neutral"],
                "asserted_by": ["thesis", "edition", "thesis"],
                "rationale": ["a < b", "sold", "none"],
            }
        ),
        "indicators": pd.DataFrame(
            {"id": ["bases", "trade"], "name": ["Bases", "Trade"], "explanation": ["soft", "oil"]}
        ),
        "explanations": pd.DataFrame({"id": ["soft", "oil"], "family": ["balancing", "rival"]}),
    }

    roles = Roles(codings="codings", indicators="indicators", explanations="explanations")
    found = data_table_page.coding_lists(tables.__getitem__, roles, links, {"c-1"})

    assert list(found) == ["c-1"]
    assert data_table_page.coding_lists(tables.__getitem__, Roles(), links) == {}
    first, second = html.fromstring(found["c-1"]).xpath("//li")
    assert first.text_content() == "supports Bases: a < b"
    assert second.text_content() == "undermines Trade (coded by the edition): sold"
    assert [li.get("class") for li in (first, second)] == [
        "supports side-balancing",
        "undermines side-rival",
    ]
    assert first.xpath("string(a/@href)") == "indicators.html#bases"


def test_a_page_says_what_its_table_is_made_from():
    """Description, layer, download and columns always; sources where they have an address."""
    sources = [{"title": "A & B", "path": "https://example.org"}, {"title": "no address"}]

    made = data_table_page.page(resource("id", sources=sources), Markup("ROWS"), "../")
    page = html.fromstring(f"<div>{made}</div>")

    said = page.text_content().strip()
    assert said.startswith("Things. coded") and said.endswith("ROWS")
    assert "Source: A & B." in said and "no address" not in said
    assert "The year & more." in said
    assert "../data/things.csv" in page.xpath("//a/@href")
