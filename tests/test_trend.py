"""Line charts: every point where its number is, every line named, nothing drawn across a gap."""

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from edition.figures import publish, trend
from edition.figures.figure_kind import describe_figure
from edition.figures.kinds import TREND
from edition.figures.trends.series import read_lines
from edition.figures.trends.spec import TrendSpec

ROWS = pd.DataFrame(
    [
        ("r-1", 2000, 0.2, "Russia"),
        ("r-2", 2001, 0.3, "Russia"),
        ("r-4", 2003, 0.8, "Russia"),
        ("c-1", 2000, 0.5, "China"),
        ("c-2", 2001, None, "China"),
        ("c-3", 2002, 0.4, "China"),
    ],
    columns=["id", "year", "share", "state"],
)
AXES = {"x": "year", "y": "share", "by": "state"}
LAYOUTS = pytest.mark.parametrize("layout", ["wide", "narrow"])


def drawn(rows=ROWS, **options):
    """The Axes of a chart."""
    figure = Figure()
    FigureCanvasAgg(figure)
    return trend(rows, ax=figure.add_axes((0, 0, 1, 1)), **AXES, **options)


def points(ax):
    """The middle of each marker that belongs to a row, by its address."""
    dots = [a for a in ax.findobj(Line2D) if a.get_url()]
    return {a.get_url(): (a.get_xdata()[1], a.get_ydata()[1]) for a in dots}


def boxes(ax):
    """The boxes of all texts, and the size of the figure."""
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    size = ax.figure.get_size_inches() * ax.figure.dpi
    return [(t.get_text(), t.get_window_extent(renderer)) for t in ax.texts if t.get_text()], size


def test_a_higher_number_stands_higher_in_its_year():
    """Points lie at their years; what is missing makes none; each leads to its row."""
    at = points(drawn(links="id"))

    assert set(at) == {"r-1", "r-2", "r-4", "c-1", "c-3"}
    assert at["r-4"][0] == pytest.approx(2003)
    assert at["r-4"][1] < at["c-1"][1] < at["r-1"][1]


def test_nothing_is_drawn_across_a_gap():
    """Where years are without a number the line stops."""
    russia = read_lines(ROWS, TrendSpec(**AXES))[0]

    assert [[p.x for p in run] for run in russia.runs(1)] == [[2000, 2001], [2003]]
    assert [[p.x for p in run] for run in russia.runs(9)] == [[2000, 2001, 2003]]


@LAYOUTS
def test_every_line_is_named_and_no_text_is_cut_or_touched(layout):
    """Names, years and numbers stay inside the figure and apart, in both layouts."""
    close = ROWS.assign(share=[0.2, 0.3, 0.41, 0.5, None, 0.4])
    texts, (width, height) = boxes(drawn(close, layout=layout, percent=True, marks={2001: "then"}))

    assert {"Russia", "China", "then", "2000"} <= {text for text, _ in texts}
    assert all(b.x0 > -1 and b.x1 < width + 1 and b.y0 > -1 for _, b in texts)
    assert all(b.y1 < height + 1 for _, b in texts)
    for i, (text, box) in enumerate(texts):
        assert not [other for other, b in texts[i + 1 :] if box.overlaps(b)], text


def test_lines_differ_without_color():
    """Two lines never share a marker."""
    markers = {
        a.get_url()[0]: a.get_marker() for a in drawn(links="id").findobj(Line2D) if a.get_url()
    }

    assert len(set(markers.values())) == 2


def test_bounds_are_strokes_through_the_points():
    """An interval is drawn from its lower to its upper bound."""
    rows = ROWS.assign(low=ROWS.share - 0.1, high=ROWS.share + 0.1)
    before = len(drawn().findobj(LineCollection))

    assert len(drawn(rows, low="low", high="high").findobj(LineCollection)) == before + 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"share": "high"}, "trend: y: 'high' is not a number \\(row r-1\\)"),
        ({"year": 2000}, "year: 2000 stands twice in 'Russia' \\(row r-2\\)"),
        ({"state": list("abcdef")}, "5 lines are more than 4"),
    ],
)
def test_an_error_names_parameter_value_and_row(change, says):
    """A cell that cannot be drawn is found by the message."""
    with pytest.raises(ValueError, match=says):
        drawn(ROWS.assign(**change))


def test_an_empty_table_says_so():
    """No rows make a note, not a failure."""
    with pytest.warns(UserWarning, match="holds nothing to draw"):
        texts, _ = boxes(drawn(ROWS.iloc[:0]))

    assert texts[0][0] == "Nothing to show"


def test_the_alternative_text_tells_each_line():
    """Span, first and last number of each line come from the rows."""
    alt = describe_figure(TREND, ROWS, TrendSpec(percent=True, **AXES))

    assert alt.startswith("Line chart of 2 lines, 2000 to 2003.")
    assert "Russia: 20 % in 2000, 80 % in 2003." in alt


def test_a_published_chart_brings_its_rows_and_links():
    """One call gives drawing, words, rows and the address of each point's row."""
    words = {"name": "fig-9-x", "title": "It rises", "caption": "From the table of votes."}
    figure = publish.trend(ROWS, table="unga_votes", **AXES, **words)

    assert figure.wide_svg.count('href="row:unga_votes#') == 5
    assert "None" not in figure.wide_svg
    assert len(figure.rows) == 6 and figure.csv.startswith("id,year,share,state\n")
    assert figure.wide_svg == publish.trend(ROWS, table="unga_votes", **AXES, **words).wide_svg
