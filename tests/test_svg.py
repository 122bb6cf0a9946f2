"""The inline SVG: links, names, text, colors and ids, parsed as a browser would."""

import re

import pandas as pd
import pytest
from lxml import etree
from matplotlib.figure import Figure

from edition.figures import matrix, timeline
from edition.figures.canvas import palette
from edition.figures.svg import standalone
from edition.figures.svg.document import to_svg

NS = {"s": "http://www.w3.org/2000/svg"}
EVENTS = pd.DataFrame(
    [
        ("ev-sco", "2001-06-15", "", "day", "SCO founded", "Six heads of state sign."),
        ("ev-talks", "1992", "1995", "period", "Border talks & treaties", ""),
        ("ev-bases", "2001", "", "open", "Bases in Central Asia", ""),
        ("ev-trust", "", "", "undated", "Distrust lingers", ""),
    ],
    columns=["id", "start", "end", "precision", "label", "description"],
)
CODINGS = pd.DataFrame(
    [
        ("c-1", "Bases", "denial", "supports"),
        ("c-2", "Bases", "energy", "undermines"),
        ("c-3", "Oil", "energy", "supports"),
    ],
    columns=["claim", "fact", "indicator", "direction"],
)


def drawn(name="fig-2-sco", **options):
    """A timeline as SVG text."""
    figure = Figure()
    links = [f"row:events#{identity}" for identity in EVENTS["id"]]
    timeline(EVENTS, ax=figure.add_axes((0, 0, 1, 1)), **{"links": links, **options})
    return to_svg(figure, name=name, title="What happened", description="Timeline of 4 events.")


def drawn_matrix():
    """A matrix as SVG text."""
    figure = Figure()
    matrix(
        CODINGS,
        rows="fact",
        columns="indicator",
        direction="direction",
        order="given",
        links=[f"row:claims#{claim}" for claim in CODINGS["claim"]],
        ax=figure.add_axes((0, 0, 1, 1)),
    )
    return to_svg(figure, name="fig-m", title="M")


def tree(svg):
    """The parsed root."""
    return etree.fromstring(svg)


def test_each_event_is_one_link_with_a_name_and_a_tooltip():
    """Mark and label of a row share one link, named by label and date, explained by description."""
    links = tree(drawn()).findall(".//s:a", NS)
    first = next(a for a in links if a.get("href") == "row:events#ev-sco")

    assert [a.get("href")[11:] for a in links] == ["ev-talks", "ev-bases", "ev-sco", "ev-trust"]
    assert first.get("aria-label") == "SCO founded, Jun 15, 2001"
    assert first.find("s:title", NS).text == "SCO founded, Jun 15, 2001. Six heads of state sign."
    assert [etree.QName(child).localname for child in first] == ["title", "use", "text", "text"]


def test_text_is_text_in_the_font_of_the_page():
    """Labels can be found and selected; only the root names a font, that of the page first."""
    svg = drawn()

    assert "Border talks & treaties" in [t.text for t in tree(svg).iterfind(".//s:text", NS)]
    assert svg.count("font-family") == 1
    assert tree(svg).get("font-family").startswith("var(--ed-sans,")


def test_colors_follow_the_theme():
    """Every color is a variable of the palette with the light value behind it."""
    svg = drawn()
    colors = set(re.findall(r"#[0-9a-f]{6}\b", svg))
    themed = set(re.findall(r"var\(--ed-[\w-]+, (#[0-9a-f]{6})\)", svg))

    assert colors == themed <= set(palette.names_by_hex())


def test_the_whole_is_named_and_scales():
    """The root has role, title, description and a viewBox in place of a size."""
    root = tree(drawn())

    assert (root.get("role"), root.get("width"), root.get("height")) == ("group", "100%", None)
    assert root.find("s:title", NS).text == "What happened"
    assert root.get("aria-labelledby") == root.find("s:title", NS).get("id")
    assert root.get("aria-describedby") == root.find("s:desc", NS).get("id")
    assert root.get("viewBox").startswith("0 0 510 ")


def test_without_links_it_is_an_image():
    """A drawing that leads nowhere is one image to a screen reader; its marks keep tooltips."""
    root = tree(drawn(links=None))

    assert root.get("role") == "img"
    assert root.findall(".//s:a", NS) == []
    assert "SCO founded, Jun 15, 2001. Six heads of state sign." in [
        t.text for t in root.iterfind(".//s:g/s:title", NS)
    ]


def test_ids_and_rules_stay_apart_on_one_page():
    """All ids and rules begin with the figure's name, and references lead to one of them."""
    for name in ("fig-a", "fig-b"):
        root = tree(drawn(name))
        ids = [e.get("id") for e in root.iter() if e.get("id")]
        rules = re.findall(r"([^{}]+)\{", root.find("s:style", NS).text)
        assert all(i.startswith(name) for i in ids) and len(ids) == len(set(ids))
        assert {use.get("href") for use in root.iterfind(".//s:use", NS)} <= {f"#{i}" for i in ids}
        assert all(part.startswith(f"#{name} ") for rule in rules for part in rule.split(","))


def test_no_script_and_nothing_superfluous():
    """There is no script, clip path, metadata, comment or date, and no other host."""
    svg = drawn()

    for waste in ("<script", "clip-path", "clipPath", "metadata", "<!--", "onload", "xlink"):
        assert waste not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]


def test_it_is_the_same_every_time():
    """Two drawings of the same rows are the same to the byte."""
    assert drawn() == drawn()


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_it_is_small(layout):
    """An event costs well under a kilobyte."""
    assert len(drawn(layout=layout)) < 2600 + 700 * len(EVENTS)


def test_cells_are_links_in_reading_order():
    """Cells follow row by row, each after the label of its row."""
    root = tree(drawn_matrix())
    said = [
        e.get("href") or e.text
        for e in root.iter()
        if e.tag.endswith(("}a", "}text")) and not (e.text or "").isdigit()
    ]

    assert said[said.index("Bases") : said.index("Oil") + 2] == [
        "Bases",
        "row:claims#c-1",
        "row:claims#c-2",
        "Oil",
        "row:claims#c-3",
    ]
    assert root.find(".//s:a", NS).get("aria-label") == "Bases × denial: 1 supports"


def test_a_file_of_its_own_needs_no_page():
    """The standalone file has plain colors and leads nowhere."""
    svg = standalone(drawn())

    assert "var(" not in svg and 'href="row:' not in svg
    assert etree.fromstring(svg.encode()).tag.endswith("svg")


def test_every_shape_that_can_be_pointed_at_belongs_to_a_mark():
    """Invisible areas to hit a cell by lie inside its link."""
    areas = [e for e in tree(drawn_matrix()).iter() if e.get("pointer-events") == "all"]

    assert len(areas) == 3
    assert all(etree.QName(area.getparent()).localname == "a" for area in areas)
    assert all(area.get("fill") == "none" for area in areas)
