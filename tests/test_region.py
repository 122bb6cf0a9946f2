"""Maps: every place where it lies, every name readable, nothing left out, and the table behind."""

import importlib.util
from io import BytesIO
from itertools import combinations
from math import acos, cos, dist, radians, sin
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image

from edition.figures import publish, region
from edition.figures.canvas import palette
from edition.figures.figure_kind import describe_figure
from edition.figures.kinds import REGION
from edition.figures.regions.polygons import area, edges, outer_border
from edition.figures.regions.projection import Projection, read_outlines
from edition.figures.regions.spec import RegionSpec
from softbalancing import load
from softbalancing.vocabulary import VOCABULARY

ROWS = pd.DataFrame(
    [
        ("p-ka", "Kazakhstan", "state", "p-all", "KAZ", "founder", None, None),
        ("p-uz", "Uzbekistan", "state", "p-all", "UZB", "founder", None, None),
        ("p-tm", "Turkmenistan", "state", "p-all", "TKM", None, None, None),
        ("p-ir", "Iran", "state", None, "IRN", "observer", None, None),
        ("p-us", "United States", "state", None, "USA", None, None, None),
        ("p-all", "Central Asia", "region", None, None, None, None, None),
        ("p-base", "A base", "base", "p-uz", None, None, None, None),
        ("p-as", "Astana", "city", None, None, None, 71.45, 51.18),
        ("p-sh", "Shanghai", "city", None, None, None, 121.46, 31.22),
        ("p-sea", "Caspian Sea", "sea", None, None, None, 50.79, 41.78),
        ("p-no", "Eurasia", "region", None, None, None, None, None),
    ],
    columns=["id", "name", "kind", "within", "iso3", "part", "longitude", "latitude"],
)
OUTLINES = VOCABULARY.map_outlines
FRAME = {"center": (66, 43), "across": 4500, "outlines": OUTLINES}
WORDS = {"name": "fig-2-map", "title": "A map", "caption": "From the table of places."}
LAYOUTS = pytest.mark.parametrize("layout", ["wide", "narrow"])


def drawn(rows=ROWS, **options):
    """The Axes of a map."""
    figure = Figure()
    FigureCanvasAgg(figure)
    options = {"role": "part", "links": "id", **FRAME, **options}
    return region(rows, ax=figure.add_axes((0, 0, 1, 1)), **options)


def marks(ax):
    """The artists of each mark by its address."""
    found = {}
    for artist in ax.findobj(lambda a: a.get_url()):
        found.setdefault(artist.get_url(), []).append(artist)
    return found


def texts(ax, id_):
    """The lines of a place's name."""
    return [a.get_text() for a in marks(ax)[id_] if isinstance(a, Text)]


def middle(ax, id_):
    """Where a place's first text or marker stands, in pixels from the top left."""
    for artist in marks(ax)[id_]:
        if isinstance(artist, Line2D):
            return artist.get_xdata()[1], artist.get_ydata()[1]
    return next(a.get_position() for a in marks(ax)[id_] if isinstance(a, Text))


def fills(ax):
    """The colors in which land is filled."""
    patches = (p for p in ax.findobj(PathPatch) if not p.get_url())
    return {to_hex(p.get_facecolor()) for p in patches if p.get_facecolor()[3]}


def test_an_equal_area_map_keeps_area_and_direction():
    """North is up, east is right, and a square degree has the area that the globe gives it."""
    view = Projection(70, 45, 680, 490, 5000)
    corners = [(70.5, 44.5), (70.5, 45.5), (71.5, 45.5), (71.5, 44.5)]
    x, y = view.project(*zip(*corners, strict=True))
    on_earth = 111.195**2 * 0.70711  # km² of a degree square at 45° on a globe of 6371 km

    assert view.project(70, 45) == pytest.approx((340, 245))
    assert y[1] < y[0] and x[3] > x[0]
    size = area(list(zip(x, y, strict=True)))
    assert size / view.pixels_per_km**2 == pytest.approx(on_earth, rel=1e-3)


def test_the_other_side_of_the_earth_has_no_pixel():
    """What lies opposite is nowhere, so that nothing is drawn across the map."""
    x, _ = Projection(70, 45, 680, 490, 5000).project(-110, -45)

    assert x != x


def test_a_city_stands_where_its_degrees_say():
    """The dot of a city is at its projected position, and its name close to it."""
    ax = drawn()
    view = Projection(66, 43, 680, 490, 4500)
    dot = middle(ax, "p-as")
    name = next(a for a in marks(ax)["p-as"] if isinstance(a, Text))

    assert dot == pytest.approx(tuple(map(float, view.project(71.45, 51.18))), abs=0.01)
    assert dist(dot, name.get_position()) < 60


@LAYOUTS
def test_states_are_named_inside_their_borders(layout):
    """The name of a state that has room stands in it, and a click on its land opens its row."""
    ax = drawn(layout=layout)
    for id_ in ("p-ka", "p-ir"):
        (land,) = (a for a in marks(ax)[id_] if isinstance(a, PathPatch))
        assert land.get_path().contains_point(middle(ax, id_)), id_


def test_a_place_without_a_position_stands_in_its_state():
    """A base of which only the state is known is marked in that state, and says so."""
    ax = drawn()
    (land,) = (a for a in marks(ax)["p-uz"] if isinstance(a, PathPatch))
    (mark,) = (a for a in marks(ax)["p-base"] if isinstance(a, Line2D))

    assert land.get_path().contains_point(middle(ax, "p-base"))
    assert mark.get_label() == "A base, base, somewhere in Uzbekistan"


def test_roles_differ_without_color():
    """A first role fills, a second stripes, and both have heavier names than what has none."""
    ax, colors = drawn(), palette.PALETTE
    weights = {
        id_: next(a.get_fontweight() for a in marks(ax)[id_] if isinstance(a, Text))
        for id_ in ("p-ka", "p-ir", "p-tm")
    }

    assert fills(ax) == {colors["faint"][0], colors["raised"][0]}
    assert weights == {"p-ka": 600, "p-ir": 600, "p-tm": 400}
    assert len(stripes_of(ax)) > len(stripes_of(drawn(ROWS.assign(part=None))))


def stripes_of(ax):
    """The moves of the pen in the lines that no mark owns: stripes make many."""
    lines = [p for p in ax.findobj(PathPatch) if not p.get_url() and not p.get_facecolor()[3]]
    return [code for line in lines for code in line.get_path().codes if code == 1]


def test_the_order_of_a_categorical_decides_the_looks():
    """Whichever role is named first is filled."""
    turned = pd.Categorical(ROWS["part"], categories=["observer", "founder"])
    legends = [
        [t.get_text() for t in drawn(rows).texts if t.get_text() in ("founder", "observer")]
        for rows in (ROWS, ROWS.assign(part=turned))
    ]

    assert legends == [["founder", "observer"], ["observer", "founder"]]


def test_a_line_runs_around_the_states_of_a_region():
    """Borders between its states are no part of the line; their outer borders are."""
    view = Projection(66, 43, 680, 490, 4500)
    outlines = read_outlines(OUTLINES)
    states = [view.polygons(outlines[code]) for code in ("KAZ", "UZB", "TKM")]
    around = {edge for line in outer_border(states) for edge in zip(line, line[1:], strict=False)}
    own_edges = [set(edges(polygons)) for polygons in states]
    shared = {
        edge for one, other in combinations(own_edges, 2) for edge in one if edge[::-1] in other
    }

    assert shared and not around & shared
    assert around and all(any(edge in own for own in own_edges) for edge in around)
    assert texts(drawn(), "p-all") == ["CENTRAL ASIA"]


def test_what_the_map_does_not_hold_is_listed_beneath():
    """Places without a position or beyond the edge follow under a heading, each a link."""
    ax = drawn()
    beneath = {id_ for id_ in marks(ax) if middle(ax, id_)[1] > 490}
    labels = {id_: marks(ax)[id_][0].get_label() for id_ in beneath}
    here, there, turn = map(radians, (43, 31.22, 121.46 - 66))
    angle = acos(sin(here) * sin(there) + cos(here) * cos(there) * cos(turn))
    km = round(6371 * angle, -2)

    assert beneath == {"p-us", "p-sh", "p-no"}
    assert labels["p-us"] == "United States, state, not on this map"
    assert labels["p-sh"] == f"Shanghai, city, about {km:,.0f} km east of the map’s middle"
    assert "Named, but not on this map" in [t.get_text() for t in ax.texts]


@LAYOUTS
def test_every_row_is_one_mark(layout):
    """No place is lost, whatever it lacks."""
    assert set(marks(drawn(layout=layout))) == set(ROWS["id"])


@LAYOUTS
@pytest.mark.parametrize("case", ["few", "crowded", "all"])
def test_names_neither_touch_nor_leave_the_map(case, layout):
    """The boxes of all texts are apart and inside, also where twelve cities share a spot."""
    rows = ROWS
    if case == "crowded":
        towns = [(f"t{i}", f"A long name {i}", "city", 69 + i / 40, 41.0) for i in range(12)]
        columns = ["id", "name", "kind", "longitude", "latitude"]
        rows = pd.concat([ROWS, pd.DataFrame(towns, columns=columns)], ignore_index=True)
    if case == "all":
        actors = load("actors").set_index("id")
        rows = load("places").join(actors[["iso3", "sco_role"]], on="actor")
        rows = rows.rename(columns={"sco_role": "part"})
    ax = drawn(rows, layout=layout)
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    width, height = ax.figure.get_size_inches() * ax.figure.dpi
    found = [(t.get_text(), t.get_window_extent(renderer)) for t in ax.texts]
    for text, box in found:
        assert box.x0 > -1 and box.x1 < width + 1 and box.y0 > -1 and box.y1 < height + 1, text
    for (one, a), (other, b) in combinations(found, 2):
        lower = min(a.y1, b.y1) - max(a.y0, b.y0)
        beside = min(a.x1, b.x1) - max(a.x0, b.x0)
        assert beside <= 0.5 or lower <= 4.5, f"{one!r} and {other!r} touch"  # descenders may


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("iso3", "kaz", r"region: iso3: 'kaz' is not three capitals \(row p-ka\)"),
        (
            "longitude",
            "far",
            r"region: longitude: 'far' is not a number from −180 to 180 \(row p-ka\)",
        ),
        ("latitude", 91, r"region: latitude: 91 is not a number .* −90 to 90 \(row p-ka\)"),
        ("longitude", 66.0, r"region: latitude: is empty where the other is not \(row p-ka\)"),
    ],
)
def test_an_error_names_parameter_value_and_row(column, value, says):
    """A cell that cannot be drawn is found by the message."""
    rows = ROWS.astype(object)
    rows.loc[0, column] = value

    with pytest.raises(ValueError, match=says):
        drawn(rows)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"center": (200, 43)}, r"region: center: \(200, 43\) is not a longitude and a latitude"),
        (
            {"rows": pd.concat([ROWS, ROWS[:1]])},
            "places: 'p-ka' names two rows",
        ),
        ({"across": 0}, "region: across: 0 is not between 0 and 12000 kilometers"),
        ({"layout": "huge"}, "region: layout: 'huge' is not one of wide, narrow"),
        ({"words": {"member": "m"}}, "region: words: 'member' is not one of base, city, founder"),
        ({"role": "seat"}, "region: role: there is no column 'seat'; the table has id, name"),
        ({"role": "name"}, "region: role: 11 roles are more than 3 can be told"),
    ],
)
def test_an_error_names_the_option(options, says):
    """An option that cannot be used is named with what it can be."""
    with pytest.raises(ValueError, match=says):
        drawn(**options)


def test_an_empty_table_says_so():
    """No rows make a note, not a failure."""
    with pytest.warns(UserWarning, match="region: the table holds nothing to draw"):
        ax = drawn(ROWS.iloc[:0])

    assert [t.get_text() for t in ax.texts] == ["Nothing to show"]


def test_the_alternative_text_counts_and_names():
    """Kinds are counted, and each role's states are named, from the rows."""
    alt = describe_figure(
        REGION, ROWS, RegionSpec(role="part", words={"founder": "founder of a club"}, **FRAME)
    )

    assert alt == (
        "Map of 11 places: 5 states, 2 regions, 2 cities, 1 base, 1 sea. "
        "Founder of a club: Kazakhstan, Uzbekistan. Observer: Iran. Bases in Uzbekistan."
    )
    assert (
        describe_figure(REGION, ROWS.iloc[:0], RegionSpec(**FRAME), "None.") == "Empty map. None."
    )


def test_a_published_map_brings_its_rows_and_links():
    """One call gives both drawings, words, rows and links, the same every time."""
    figure = publish.region(ROWS, role="part", **FRAME, **WORDS)
    again = publish.region(ROWS, role="part", **FRAME, **WORDS)

    assert (figure.wide_svg, figure.narrow_svg) == (again.wide_svg, again.narrow_svg)
    assert figure.png == again.png and figure.png.startswith(b"\x89PNG")
    assert len(figure.rows) == len(ROWS) and figure.csv.startswith("id,name,kind,within,")
    for svg in (figure.wide_svg, figure.narrow_svg):
        root = etree.fromstring(svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
        links = root.findall("a")
        assert {link.get("href") for link in links} == {f"row:places#{i}" for i in ROWS["id"]}
        assert all(link.get("aria-label") and link.find("title") is not None for link in links)
        assert root.find("g").get("aria-hidden") == "true"


def test_a_picture_keeps_the_color_of_a_few_small_marks():
    """In the PNG a base has the color that it has on the page, however small it is."""
    figure = publish.region(ROWS, role="part", **FRAME, **WORDS)
    colors = Image.open(BytesIO(figure.png)).convert("RGB").getcolors(1000)

    assert palette.color("accent") in {to_hex([c / 255 for c in color]) for _, color in colors}


def test_links_show_above_the_land_on_which_they_lie():
    """No mark paints over another one's name: the land is ground, not part of a mark."""
    figure = publish.region(ROWS, role="part", **FRAME, **WORDS)
    root = etree.fromstring(figure.wide_svg.replace(' xmlns="http://www.w3.org/2000/svg"', ""))
    names = {"Kazakhstan", "Uzbekistan", "Turkmenistan", "Iran"}
    for link in root.findall("a"):
        if names & {text.text for text in link.iter("text")}:
            assert [path.get("fill") for path in link.iter("path")] == ["none"]


def test_the_outlines_say_where_they_come_from():
    """The file names source, version and license, and has the region's states."""
    head = OUTLINES.read_text(encoding="utf-8")[:400]

    assert "Natural Earth 4.1.0" in head and "world-atlas 2.0.2" in head
    assert "public domain" in head
    assert {"RUS", "CHN", "KAZ", "KGZ", "TJK", "TKM", "UZB", "AFG"} <= set(read_outlines(OUTLINES))


@pytest.fixture
def tool():
    """The module `tools/outlines.py`."""
    path = Path(__file__).parent.parent / "tools" / "outlines.py"
    spec = importlib.util.spec_from_file_location("outlines", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_neighbors_keep_their_common_border(tool):
    """Outlines are simplified line by line: two states share every point of the line between."""
    between = [[60, 40], [1, 3], [-1, 3], [0, 4]]  # each point as seen from the one before
    west = [[60, 50], [-10, 0], [0, -10], [10, 0]]
    east = [[60, 40], [10, 0], [0, 10], [-10, 0]]
    world = {"arcs": [between, west, east], "transform": {"scale": [1, 1], "translate": [0, 0]}}
    lines = tool.decode_arcs(world)
    (one,), (other,) = (
        tool.outer_rings({"type": "Polygon", "arcs": [arcs]}, lines, VOCABULARY.map_box)[0]
        for arcs in ([0, 1], [2, -1])
    )

    assert len(lines[0]) == 4 and set(lines[0]) <= set(one) & set(other)
    assert tool.simplify([(60, 40), (60.01, 43), (60, 50)]) == [(60, 40), (60, 50)]


def test_outlines_end_at_the_box_of_the_map(tool):
    """A state that reaches beyond the vocabulary's box is clipped there, and stays closed."""
    shape = {"type": "Polygon", "arcs": [[0]]}
    line = [(100, 40), (200, 40), (200, 50), (100, 40)]
    ((ring,),) = tool.outer_rings(shape, [line], VOCABULARY.map_box)

    assert max(x for x, _ in ring) == VOCABULARY.map_box[2]
    assert ring[0] == ring[-1]


def test_places_agree_with_actors_and_sections():
    """A state is first named where the table of actors says so, on a page of that section."""
    places, actors = load("places"), load("actors").set_index("id")
    sections = load("sections").set_index("number")["page"]
    last = sections.shift(-1).fillna(28)
    for place in places.itertuples():
        assert sections[place.section] <= place.page <= last[place.section], place.id
        assert place.section in place.sections.split(";"), place.id
        if place.kind == "state":
            assert actors.section[place.actor] == place.section, place.id
            assert pd.notna(actors.iso3[place.actor]), place.id


def test_a_position_has_a_source_and_only_what_is_drawn_by_one_has_it():
    """No coordinate stands without its source; states have outlines, bases no known site."""
    places = load("places")
    pointed = places["longitude"].notna()

    assert (pointed == places["latitude"].notna()).all()
    assert (pointed == places["position"].notna()).all()
    assert places.loc[pointed, "position"].str.contains("GeoNames|Natural Earth").all()
    assert not pointed[places["kind"].isin(["state", "base"])].any()
