"""Published figures: one call brings drawing, words, rows, links and every format."""

import dataclasses
import json
import re
from base64 import b64decode
from inspect import Parameter, signature
from io import StringIO

import pandas as pd
import pytest
from lxml import html

from edition.figures import MIME, matrix, publish, region, timeline, trend
from edition.figures.figure_kind import Drawing
from edition.figures.matrices.spec import MatrixSpec
from edition.figures.publication import rendering
from edition.figures.publication.published_figure import Publication
from edition.figures.regions.spec import RegionSpec
from edition.figures.timelines.spec import TimelineSpec
from edition.figures.trends.spec import TrendSpec
from edition.project.vocabulary import Side

EVENTS = pd.DataFrame(
    [
        ("ev-talks", "1992", "1995", "period", "Border talks <with> China", "2.2"),
        ("ev-five", "1996", "", "year", "Shanghai Five founded", "2.2"),
        ("ev-bases", "2001", "", "open", "U.S. bases", "4.1"),
    ],
    columns=["id", "start", "end", "precision", "label", "section"],
)
CODINGS = pd.DataFrame(
    [
        ("c-1", "U.S. bases", "denial", "supports"),
        ("c-2", "U.S. bases", "denial", "undermines"),
        ("c-3", "U.S. bases", "energy", "supports"),
        ("c-4", "Oil", "energy", "supports"),
    ],
    columns=["claim", "fact", "indicator", "direction"],
)
WORDS = {
    "name": "fig-2-sco",
    "title": "Security overtook borders",
    "caption": "Events of section 2.2.",
}
AXES = {"rows": "fact", "columns": "indicator", "direction": "direction"}


@pytest.fixture(scope="module")
def figure():
    """A timeline."""
    return publish.timeline(EVENTS, subtitle="Events", until="2008-05", **WORDS)


@pytest.fixture(scope="module")
def crossed():
    """A matrix."""
    return publish.matrix(CODINGS, **AXES, **{**WORDS, "name": "fig-8-use"})


def bundle(figure):
    """The formats and their metadata."""
    return figure._repr_mimebundle_()


def test_all_formats_come_in_one_bundle(figure):
    """A notebook finds JSON, HTML, PNG and text, the picture with its alternative text."""
    data, metadata = bundle(figure)

    assert list(data) == [MIME, "text/html", "image/png", "text/plain"]
    assert metadata == {"image/png": {"alt": figure.alt}}
    assert b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/plain"] == f"{figure.title}\n{figure.alt}"


def test_the_json_holds_everything(figure):
    """It survives being written and read, and holds words, drawings, rows and ids."""
    told = json.loads(json.dumps(bundle(figure)[0][MIME]))

    assert {key: told[key] for key in ("name", "kind", "title", "subtitle", "layer", "table")} == {
        "name": "fig-2-sco",
        "kind": "timeline",
        "title": "Security overtook borders",
        "subtitle": "Events",
        "layer": "coded",
        "table": "events",
    }
    assert told["row_ids"] == list(EVENTS["id"])
    assert told["rows"]["records"] == EVENTS.values.tolist()
    assert told["wide_svg"].startswith("<svg") and told["narrow_svg"].startswith("<svg")


def test_the_csv_is_exactly_the_drawn_rows():
    """A selection is drawn, listed and exported alike."""
    figure = publish.timeline(EVENTS, where="section == '2.2'", **WORDS)

    pd.testing.assert_frame_equal(
        pd.read_csv(StringIO(figure.csv), dtype=str, keep_default_na=False), EVENTS[:2]
    )
    assert figure.row_ids == ("ev-talks", "ev-five")
    assert "row:events#ev-bases" not in figure.wide_svg


def test_the_png_has_two_pixels_a_css_pixel(figure):
    """The picture of the wide layout measures 1360 pixels across, and its margins."""
    assert int.from_bytes(figure.png[16:20], "big") == 2 * (680 + 2 * rendering.MARGIN)


def test_every_row_is_linked_in_both_layouts(figure):
    """Each event leads to its row of the table."""
    for svg in (figure.wide_svg, figure.narrow_svg):
        assert re.findall(r'href="(row:[^"]+)"', svg) == [f"row:events#{i}" for i in EVENTS["id"]]


def test_the_two_layouts_share_no_id(figure):
    """Both can stand on one page."""
    ids = [re.findall(r'\bid="([^"]+)"', svg) for svg in (figure.wide_svg, figure.narrow_svg)]

    assert not set(ids[0]) & set(ids[1])
    assert all(i.startswith("fig-2-sco-wide") for i in ids[0])


def test_a_cell_leads_to_its_claim_or_to_its_claims(crossed):
    """One record: its row. Several: the anchor of the cell's group, which is exported."""
    cells = {(cell["row"], cell["column"]): cell for cell in crossed.cells}
    several = cells["U.S. bases", "denial"]

    assert several["href"] == "#fig-8-use--u-s-bases--denial" == f"#{several['anchor']}"
    assert (several["ids"], several["counts"]) == (["c-1", "c-2"], {"supports": 1, "undermines": 1})
    assert cells["Oil", "energy"]["href"] == "row:claims#c-4"
    assert set(re.findall(r'<a href="([^"]+)"', crossed.wide_svg)) == {
        cell["href"] for cell in crossed.cells
    }


@pytest.mark.parametrize("made", ["figure", "crossed"])
def test_the_html_stands_alone(made, request):
    """In a plain notebook all links lead to rows on the spot, and words are escaped."""
    shown = html.fromstring(bundle(request.getfixturevalue(made))[0]["text/html"])
    ids = [element.get("id") for element in shown.iter() if element.get("id")]

    assert {a.get("href").lstrip("#") for a in shown.iter("a") if a.get("href")} <= set(ids)
    assert len(ids) == len(set(ids))
    assert shown.find(".//caption") is not None
    assert {th.get("scope") for th in shown.iter("th")} == {"col", "row"}
    assert shown.find(".//with") is None


def test_a_published_figure_cannot_be_changed(figure):
    """It is frozen."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        figure.title = "Another"


def test_it_is_the_same_every_time(figure):
    """The same call gives the same bytes."""
    again = publish.timeline(EVENTS, subtitle="Events", until="2008-05", **WORDS)

    assert (again.wide_svg, again.narrow_svg, again.png) == (
        figure.wide_svg,
        figure.narrow_svg,
        figure.png,
    )


def test_a_figure_needs_no_project(tmp_path, monkeypatch):
    """In a notebook anywhere else, sides are given and the table has the name of its role."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EDITION_HOME", raising=False)
    sides = {"2.2": Side("Borders", "blue"), "4.1": Side("Bases", "amber", "square")}
    figure = publish.timeline(EVENTS, side="section", sides=sides, **WORDS)

    assert figure.table == "events" and "Borders" in figure.wide_svg


def test_an_empty_selection_says_what_was_filtered_away():
    """Drawing, alternative text and warning name the table, its size and the condition."""
    with pytest.warns(
        UserWarning, match="publish.timeline: Nothing to show from the table events"
    ) as caught:
        figure = publish.timeline(EVENTS, where="section == '9'", **WORDS)

    said = "Nothing to show from the table events: none of its 3 rows has section == '9'."
    assert figure.alt == f"Empty timeline. {said}"
    assert said[:40] in figure.wide_svg and len(figure.rows) == 0 and len(caught) == 1
    assert caught[0].filename == __file__  # it points at the line that asked for the figure
    bundle(figure)


def test_an_empty_matrix_says_so_too():
    """A matrix without records is as honest."""
    with pytest.warns(UserWarning, match="publish.matrix") as caught:
        figure = publish.matrix(CODINGS[:0], **AXES, **WORDS)
    assert caught[0].filename == __file__

    assert figure.cells == () and figure.alt.startswith("Empty matrix.")
    bundle(figure)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"name": "Fig 2"},
            "publish.timeline: name: 'Fig 2' is not lower-case letters, digits and hyphens",
        ),
        ({"caption": " "}, "publish.timeline: caption: ' ' is empty"),
        (
            {"layer": "draft"},
            "publish.timeline: layer: 'draft' is not one of thesis, coded, edition",
        ),
        ({"row_id": "key"}, "publish.timeline: row_id: there is no column 'key'; the table has id"),
        ({"lanes": "kind"}, "publish.timeline: there is no option 'lanes'; there are "),
        ({"label": "text"}, "timeline: label: there is no column 'text'"),
    ],
)
def test_errors_name_function_parameter_and_value(change, message):
    """A call that cannot be published says what is wrong with it."""
    with pytest.raises((ValueError, TypeError), match=message):
        publish.timeline(EVENTS, **{**WORDS, **change})


@pytest.mark.parametrize(
    ("function", "shared", "spec"),
    [
        (publish.timeline, Publication, TimelineSpec), (timeline, Drawing, TimelineSpec),
        (publish.matrix, Publication, MatrixSpec), (matrix, Drawing, MatrixSpec),
        (publish.trend, Publication, TrendSpec), (trend, Drawing, TrendSpec),
        (publish.region, Publication, RegionSpec), (region, Drawing, RegionSpec),
    ],
)  # fmt: skip
def test_the_options_that_notebooks_complete_are_those_of_the_specification(function, shared, spec):
    """Keyword arguments have the names and types of the dataclasses, and are required as there."""
    table, *options = signature(function).parameters.values()
    fields = [*dataclasses.fields(shared), *dataclasses.fields(spec)]
    required = {
        field.name for field in fields
        if field.default is field.default_factory is dataclasses.MISSING
    }  # fmt: skip

    assert table.annotation is pd.DataFrame
    assert {option.kind for option in options} == {Parameter.KEYWORD_ONLY}
    assert {option.name for option in options if option.default is Parameter.empty} == required
    assert {o.name: o.annotation for o in options} == {f.name: f.type for f in fields}


def test_a_notebook_can_complete_all_options():
    """The signature that IPython asks for has the words of publishing and the drawing's options."""
    parameters = signature(publish.timeline).parameters

    assert list(parameters)[:4] == ["events", "name", "title", "caption"]
    assert parameters["until"].default is None and "options" not in parameters


def test_drawing_leaves_no_figure_open(figure):
    """Publishing does not touch the figures of pyplot, so a notebook shows nothing twice."""
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    publish.timeline(EVENTS, **WORDS)

    assert plt.get_fignums() == before


def test_no_figure_depends_on_the_fonts_of_the_machine():
    """The families of a drawing are found in the package's and Matplotlib's folders alone."""
    from matplotlib import font_manager, get_data_path

    from edition.figures.canvas import matplotlib_settings, palette

    ours = (str(palette.FONTS), get_data_path())
    for family in matplotlib_settings.rc()["font.family"]:
        paths = [e.fname for e in font_manager.fontManager.ttflist if e.name == family]
        assert paths and all(path.startswith(ours) for path in paths), (family, paths)


def test_letters_that_no_face_holds_give_no_warning(recwarn):
    """Chinese is drawn without a warning for each of its characters."""
    publish.timeline(EVENTS.assign(label="上海合作组织成立"), **WORDS)
    assert not [str(w.message) for w in recwarn if "Glyph" in str(w.message)]


@pytest.fixture
def drawings(tmp_path, monkeypatch):
    """A folder in which drawn figures are kept, and a list of what was really drawn."""
    made, render = [], rendering._render

    def counted(*given):
        made.append(given[2].title)
        return render(*given)

    monkeypatch.setenv("EDITION_PICTURES", str(tmp_path / "kept"))
    monkeypatch.setattr(rendering, "_render", counted)
    return tmp_path / "kept", made


def test_what_was_drawn_is_not_drawn_again(drawings, figure):
    """The kept pictures are those that drawing gives."""
    _, made = drawings
    for _ in range(2):
        again = publish.timeline(EVENTS, subtitle="Events", until="2008-05", **WORDS)
    assert made == [WORDS["title"]]
    for part in ("wide_svg", "narrow_svg", "png", "alt"):
        assert getattr(again, part) == getattr(figure, part)


@pytest.mark.parametrize(
    "change",
    [
        {"events": EVENTS.assign(label=EVENTS.label + "!")},
        {"events": EVENTS[::-1]},
        {"title": "Another title"},
        {"until": "2009"},
    ],
    ids=["rows", "order", "words", "options"],
)
def test_whatever_a_drawing_shows_is_drawn_anew_when_it_changes(drawings, change):
    """Rows, their order, words and options are all part of what a kept picture stands for."""
    _, made = drawings
    given = {"events": EVENTS, **WORDS, "until": "2008-05"}
    publish.timeline(**given)
    publish.timeline(**{**given, **change})
    assert len(made) == 2


def test_a_damaged_picture_is_drawn_anew(drawings):
    """Half a file is no file."""
    folder, made = drawings
    publish.timeline(EVENTS, **WORDS)
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert publish.timeline(EVENTS, **WORDS).png.startswith(b"\x89PNG")
    assert len(made) == 2
