"""Marks in the prose: roles, cards, and what stops the build."""

import io
import shutil
from types import SimpleNamespace

import pytest
from lxml import html
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from edition.data import row_text
from edition.project import vocabulary
from edition.sphinxext import row_references
from edition.sphinxext.domain import RowReference
from edition.sphinxext.row_lookup import rows_by_id
from softbalancing import load

CONF = """
project = "Trial"
extensions = ["myst_nb", "edition.sphinxext"]
html_theme = "basic"
templates_path = ["."]
nb_execution_mode = "off"
suppress_warnings = ["myst.header", "toc.not_readable"]
"""
CONFIG = "sphinx: {config: {edition_vocabulary: softbalancing.vocabulary}}"
LAYOUT = "{% extends 'basic/layout.html' %}{% block footer %}{{ cards or '' }}{% endblock %}"


@pytest.fixture
def pages(project, root, monkeypatch):
    """Build a page of a chapter, and the claims' page, from text; gives HTML and warnings."""
    monkeypatch.setenv("EDITION_HOME", str(project))

    def build(text: str, chapter: str = "chapters/02-background"):
        (project / "chapters").mkdir(exist_ok=True)
        (project / "conf.py").write_text(CONF, encoding="utf-8")
        (project / "_config.yml").write_text(CONFIG, encoding="utf-8")
        shutil.copy(root / "CITATION.cff", project)
        (project / "layout.html").write_text(LAYOUT, encoding="utf-8")
        (project / "index.md").write_text(
            f"# Trial\n\n```{{toctree}}\n{chapter}\nclaims\n```\n", encoding="utf-8"
        )
        (project / "claims.md").write_text(
            "# Claims\n\n```{datatable} claims\n```\n", encoding="utf-8"
        )
        (project / f"{chapter}.md").write_text(text, encoding="utf-8")
        warnings, out = io.StringIO(), project / "out"
        with docutils_namespace():
            app = Sphinx(
                project, project, out, project / "trees", "html", status=None, warning=warnings
            )
            app.build()
        page = html.fromstring((out / f"{chapter}.html").read_text(encoding="utf-8"))
        return page, warnings.getvalue()

    return build


def test_a_claim_is_a_link_with_a_name_of_its_own(pages):
    """The mark leads to the claim's row and is named by kind, claim and source."""
    page, _ = pages("# Background\n\nTalks came first.{claim}`c-2-2-05`\n")
    (mark,) = page.cssselect("a.claim")

    assert mark.get("href") == "../claims.html#c-2-2-05"
    assert mark.get("id") == "at-c-2-2-05"
    assert mark.get("aria-label").startswith("Empirical claim: Between 1992 and 1995 Russia")
    assert mark.get("aria-label").endswith("Source: Chung 2004, p. 990")


def test_several_claims_at_one_place_are_several_marks_with_a_card_each(pages):
    """Each id of the list gives a mark; each card shows claim, source, section, layer, codings."""
    page, _ = pages("# Background\n\nTwo.{claim}`c-2-2-05,c-2-2-06` Again.{claim}`c-2-2-05`\n")

    assert len(page.cssselect("a.claim")) == 3
    assert len(page.cssselect("[id=at-c-2-2-05]")) == 1
    card = page.cssselect("#card-c-2-2-06")[0].text_content()
    for part in (
        "territorial claims",
        "Chung 2004, p. 990",
        "2.2",
        "thesis",
        "supports",
        "Open this row",
    ):
        assert part in card


def test_a_date_and_a_number_are_printed_from_their_rows(pages):
    """What the prose shows is what the row says, and it leads to the row's card."""
    event = load("events").query("id == 'ev-border-talks'").iloc[0]
    page, _ = pages(
        "# Background\n\nIn {event}`ev-border-talks`, along {quantity}`q-2-1-border-length`.\n"
    )
    when, length = page.cssselect("a.datum")

    assert (when.text, length.text) == (f"{event.start}–{event.end}", "4,300 kilometers")
    assert event.description in page.cssselect("#card-ev-border-talks")[0].text_content()


def test_a_finding_is_a_link_to_what_the_audit_says(pages):
    """A note on the spot leads to what is printed, what is wrong and what is right."""
    finding = load("findings").query("id == 'f-read-taiwan-act'").iloc[0]
    page, _ = pages("# Background\n\nNever enacted (see the {finding}`f-read-taiwan-act`).\n")
    (mark,) = page.cssselect("a.datum")
    card = page.cssselect("#card-f-read-taiwan-act")[0].text_content()

    assert mark.text == "finding"
    for column in ("printed", "problem", "correction", "certainty"):
        assert finding[column] in card


def test_an_unknown_id_is_an_error_that_names_the_nearest(pages):
    """A typing slip stops a build with warnings as errors, and the message helps."""
    _, warnings = pages("# Background\n\nTalks.{claim}`c-2-2-99`\n")

    assert "{claim}: 'c-2-2-99' is not in data/claims.csv (nearest: c-2-2-" in warnings
    assert "02-background.md:3" in warnings


def test_a_claim_that_is_never_marked_is_named(pages):
    """Every claim of the chapter's sections that the page does not mark is reported."""
    _, warnings = pages("# Background\n\nTalks.{claim}`c-2-2-05`\n")

    assert "c-2-2-06 is not marked in chapters/02-background.md" in warnings
    assert "c-2-2-05 is not marked" not in warnings
    assert "c-3-" not in warnings  # chapters that the book does not have are not asked for


def test_cell_text_never_becomes_markup_on_a_page(pages, project):
    """Markup smuggled into a table stops the build before any page is written."""
    path = project / "data" / "claims.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Between 1992 and 1995", "<b>Between</b>", 1), encoding="utf-8")

    with pytest.raises(Exception, match="claims.csv:.*claim: .*contains markup"):
        pages("# Background\n\nTalks.{claim}`c-2-2-05`\n")


@pytest.mark.parametrize(
    ("table", "id_", "printed", "outdated"),
    [
        ("events", "ev-tulip-revolution", None, False),
        ("events", "ev-tulip-revolution", "April 2006", True),
        ("events", "ev-that-is-gone", "1999", True),
    ],
    ids=["as printed", "printed otherwise", "gone"],
)
def test_a_page_is_read_again_only_for_a_row_that_it_prints(table, id_, printed, outdated):
    """An edit that leaves what is printed of a row as it was is no reason to read its page."""
    printed = printed or row_text.mark_text(
        table, rows_by_id(table)[id_], vocabulary.current().units
    )
    references = {"chapters/04": [RowReference(table, id_, printed)]}
    domain = SimpleNamespace(row_references=references)
    env = SimpleNamespace(get_domain=lambda name: domain)
    found = row_references.outdated_pages(None, env, set(), set(), set())
    assert found == (["chapters/04"] if outdated else [])
