"""What the domain keeps of each page, and how it forgets and merges it."""

from types import SimpleNamespace

import pytest
from docutils import nodes
from docutils.utils import new_document

from edition.sphinxext import addnodes
from edition.sphinxext.domain import EditionDomain, RowReference


def document(name: str) -> nodes.document:
    """Return a page with one thing of each kind that the domain keeps."""
    page = new_document(name)
    page += addnodes.row_reference("", role="events", table="landings", row=f"ev-{name}", text="1")
    page += addnodes.data_table("", table=f"table-of-{name}")
    figure = {"name": f"fig-{name}", "title": "Boats", "alt": "Two boats.", "table": ""}
    page += addnodes.published_figure("", figure=figure, ids=[f"fig-{name}"])
    page += nodes.reference("", "Away", refuri="https://example.org/")
    page += nodes.reference("", "Near", refuri="other.html")
    return page


@pytest.fixture
def domain() -> EditionDomain:
    """Return a domain that has read the pages one and two."""
    domain = EditionDomain(SimpleNamespace(domaindata={}))
    for name in ("one", "two"):
        domain.process_doc(domain.env, name, document(name))
    return domain


def test_a_page_is_known_by_what_it_refers_to_and_offers(domain):
    """Rows, tables, figures and links out of the book are found; links within it are not."""
    assert domain.row_references["one"] == [RowReference("events", "ev-one", "1")]
    assert domain.table_page("table-of-two") == "two"
    assert domain.table_page("table-of-three") is None
    assert [node.id for node in domain.citable_nodes["one"]] == ["fig-one"]
    assert domain.external_links["one"] == [("https://example.org/", "Away")]


def test_nothing_is_left_of_a_page_that_is_gone(domain):
    """Every record of the page goes, and none of another page."""
    domain.clear_doc("one")

    for name in domain.initial_data:
        assert list(domain.data[name]) == ["two"], name


def test_pages_that_another_process_has_read_are_taken_over(domain):
    """Only the pages that it was given to read count: it may know older states of others."""
    other = EditionDomain(SimpleNamespace(domaindata={}))
    for name in ("two", "three"):
        other.process_doc(other.env, name, document(name))
    before = domain.row_references["two"]

    domain.merge_domaindata({"three"}, other.data)

    for name in domain.initial_data:
        assert set(domain.data[name]) == {"one", "two", "three"}, name
    assert domain.row_references["two"] is before
