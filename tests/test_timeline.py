"""Timelines: what is drawn of each event, and that every label can be read."""

import itertools
from pathlib import Path

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from edition.data import partial_dates, row_text
from edition.figures import timeline
from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.time_scale import TimeScale, rounded_span
from edition.figures.timelines.dated_rows import read_rows
from edition.figures.timelines.spec import TimelineSpec
from edition.project.vocabulary import Side
from softbalancing import load

EVENTS = [
    ("ev-alliance", "1950", "", "year", "Strategic alliance of two communist powers", "agreement"),
    ("ev-align", "1965", "1969", "decade", "China aligns with Washington", "diplomacy"),
    ("ev-cold-war", "", "1991", "period", "Cold War", "order"),
    ("ev-talks", "1992", "1995", "period", "Border talks with China", "diplomacy"),
    ("ev-five", "1996", "", "year", "Shanghai Five founded", "institution"),
    ("ev-sco", "2001-06", "", "month", "SCO founded as Uzbekistan joins", "institution"),
    ("ev-attacks", "2001-09-11", "", "day", "September 11 attacks", "upheaval"),
    ("ev-bases", "2001", "", "open", "U.S. troops stationed in Central Asia", "military"),
    (
        "ev-timetable",
        "2005-07",
        "",
        "month",
        "SCO asks for a timetable to close the bases",
        "diplomacy",
    ),
    ("ev-gdp", "2020", "", "forecast", "Economy of the bloc to pass that of the U.S.", "economy"),
    ("ev-pipeline", "2010", "2015", "forecast", "Pipeline to be built", "economy"),
    ("ev-trust", "", "", "undated", "Mutual distrust lingers", "diplomacy"),
    ("ev-groups", "", "", "undated", "Radical groups strive for a caliphate", "upheaval"),
]
COLUMNS = ["id", "start", "end", "precision", "label", "kind"]


def table(rows=EVENTS):
    """A table of events."""
    return pd.DataFrame(rows, columns=COLUMNS)


def draw(events, **options):
    """A timeline on a figure of its own, with the artists of each event by its address."""
    options = {"links": [f"row:{identity}" for identity in events["id"]], **options}
    figure = Figure()
    FigureCanvasAgg(figure)
    return timeline(events, ax=figure.add_axes((0, 0, 1, 1)), **options)


def artists(ax, identity, kind):
    """The artists of one kind that belong to an event."""
    return [a for a in ax.figure.findobj(kind) if a.get_url() == f"row:{identity}"]


def boxes(ax):
    """Text and box in pixels of each piece of text that is drawn."""
    with matplotlib.rc_context(matplotlib_settings.rc()):
        ax.figure.canvas.draw()
        renderer = ax.figure.canvas.get_renderer()
        texts = [
            t for t in ax.figure.findobj(Text) if t.get_text() and t.get_visible() and t.axes is ax
        ]
        return [(t.get_text(), t.get_window_extent(renderer)) for t in texts if t in ax.texts]


def overlaps(ax):
    """Pairs of texts that touch, and texts that leave the figure."""
    found = boxes(ax)
    width, height = ax.figure.get_size_inches() * ax.figure.dpi
    outside = [
        s for s, b in found if b.x0 < -0.6 or b.x1 > width + 0.6 or b.y0 < -1 or b.y1 > height + 1
    ]
    found.sort(key=lambda pair: pair[1].y0)
    touching = []
    for i, (one, box) in enumerate(found):
        for other, beside in found[i + 1 :]:
            if beside.y0 >= box.y1 - 2.5:
                break
            if box.x0 < beside.x1 - 0.5 and beside.x0 < box.x1 - 0.5:
                touching.append((one, other))
    return touching + outside


def spans(ax, identity):
    """First and last year of an event's bar."""
    (bar,) = artists(ax, identity, PathPatch)
    xs = bar.get_path().vertices[:, 0]
    return round(xs.min(), 2), round(xs.max(), 2)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("options", [{}, {"lane": "kind"}, {"until": "2008-05"}])
def test_no_label_overlaps_or_is_clipped(layout, options):
    """All texts stand clear of each other and inside the figure, in both layouts."""
    assert overlaps(draw(table(), layout=layout, **options)) == []


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_many_events_of_one_day_stand_clear(layout):
    """A hundred and sixty-five events, many on the same day, each have a place of their own."""
    rows = [
        (
            f"ev-{i}",
            f"{1990 + i % 7 * 3}-09-11",
            "",
            "day",
            f"Happening number {i} " + "and more " * (i % 4),
            "x",
        )
        for i in range(165)
    ]

    ax = draw(table(rows), layout=layout)

    assert overlaps(ax) == []
    assert len({a.get_gid() for a in ax.lines if a.get_gid()}) == 165


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize(
    "label",
    ["word " * 60, "x" * 300, "中亚合作组织" * 12, "منظمة شنغهاي للتعاون " * 6, "$x_1$ & <b>"],
)
@pytest.mark.parametrize(
    "place", [("1996", "", "year"), ("1992", "2007", "period"), ("", "", "undated")]
)
def test_awkward_labels_wrap(label, layout, place):
    """Labels of 300 characters, without spaces or in other scripts wrap inside the figure."""
    rows = [
        ("ev-a", *place, label.strip(), "x"),
        ("ev-b", "1990", "", "year", "Other", "x"),
        ("ev-c", "2008", "", "year", "Third", "x"),
    ]
    ax = draw(table(rows), layout=layout)
    width = ax.figure.get_size_inches()[0] * 96

    texts = artists(ax, "ev-a", Text)

    assert (
        "".join(t.get_text() for t in texts).replace(" ", "").endswith(label.replace(" ", "")[-12:])
    )
    if label.isascii():
        assert overlaps(ax) == []
    else:
        assert all(0 <= (t.get_position()[0] - ax.get_xlim()[0]) for t in texts)
    assert width in (680, 340)


def test_a_bar_covers_its_first_and_last_year():
    """A period is drawn from the start of its first year to the end of its last."""
    assert spans(draw(table()), "ev-talks") == (1992, 1996)


def test_an_open_event_runs_to_the_end_of_the_known():
    """What still goes on has a bar up to `until`, with an arrow for an end."""
    first, last = spans(draw(table(), until="2008-05"), "ev-bases")

    assert (first, last) == (2001, round(2008 + 5 / 12, 2))


def test_points_stand_where_their_date_is():
    """A day, a month and a year have a marker at the middle of what is known."""
    ax = draw(table())
    middles = {
        i: artists(ax, i, Line2D)[0].get_xdata()[1] for i in ("ev-attacks", "ev-sco", "ev-five")
    }

    assert middles["ev-attacks"] == pytest.approx(2001 + 8 / 12 + 10 / 365, abs=0.01)
    assert middles["ev-sco"] == pytest.approx(2001 + 5.5 / 12)
    assert middles["ev-five"] == pytest.approx(1996.5)


def test_only_a_year_has_a_line_on_which_it_may_lie():
    """A year is told from a day by its whisker, which covers the year."""
    ax = draw(table(EVENTS[4:8]))
    (year,), (day,) = artists(ax, "ev-five", Line2D), artists(ax, "ev-attacks", Line2D)

    assert [round(x, 2) for x in (year.get_xdata()[0], year.get_xdata()[-1])] == [1996, 1997]
    assert (year.get_linestyle(), day.get_linestyle()) == ("-", "None")


def test_kinds_of_dates_differ_without_color():
    """Known, approximate, open and forecast bars differ in outline, points in filling."""
    rows = [
        ("ev-1", "1990", "1999", "period", "a", "x"),
        ("ev-2", "1990", "1999", "decade", "b", "x"),
        ("ev-3", "1990", "1999", "forecast", "c", "x"),
        ("ev-4", "1990", "", "open", "d", "x"),
        ("ev-5", "1990-01-01", "", "day", "e", "x"),
        ("ev-6", "1990", "", "forecast", "f", "x"),
        ("ev-7", "", "", "undated", "g", "x"),
    ]
    ax = draw(table(rows), until="1999-12")
    bars = {len(artists(ax, f"ev-{i}", PathPatch)[0].get_path().vertices) for i in (1, 2, 3, 4)}
    looks = {
        (m.get_marker(), m.get_markerfacecolor() == palette.color("paper"))
        for i in (5, 6, 7)
        for m in artists(ax, f"ev-{i}", Line2D)
    }

    assert len(bars) == 4
    assert len(looks) == 3


def test_lanes_are_headed_and_in_order():
    """Each lane has its name, in the order of its first event or of the categories."""

    def heads(ax):
        return [t.get_text() for t in ax.texts if t.get_fontweight() == 600 and t.get_gid() is None]

    events = table(EVENTS[3:7])
    ordered = events.assign(
        kind=pd.Categorical(events["kind"], ["upheaval", "institution", "diplomacy"])
    )

    assert heads(draw(events, lane="kind")) == ["Diplomacy", "Institution", "Upheaval"]
    assert heads(draw(ordered, lane="kind")) == ["Upheaval", "Institution", "Diplomacy"]


def test_no_row_is_left_out():
    """What has no date is listed beneath the axis, and every row is a mark."""
    ax = draw(table(), until="2008-05")
    texts = {t.get_text() for t in ax.texts}

    assert {"No date given", EVENTS[11][4], EVENTS[12][4]} <= texts
    assert {a.get_url() for a in ax.figure.findobj(lambda a: a.get_gid())} == {
        f"row:{e[0]}" for e in EVENTS
    }


def test_sides_differ_by_hue_and_marker_and_stand_in_the_legend():
    """A row has the look of its side; the legend has the sides in use, in their order."""
    sides = {
        "against": Side("Against it", "blue", "diamond"),
        "for": Side("For it", "amber", "square"),
        "neither": Side("Neither", "stone"),
    }
    ax = draw(table(EVENTS[4:6]).assign(view=["for", "against"]), side="view", sides=sides)
    looks = [
        (mark.get_marker(), mark.get_color())
        for id_ in ("ev-five", "ev-sco")
        for mark in artists(ax, id_, Line2D)
    ]
    legend = [t.get_text() for t in ax.texts if t.get_text() in {s.label for s in sides.values()}]

    assert looks == [("s", palette.color("amber")), ("D", palette.color("blue"))]
    assert legend == ["Against it", "For it"]


def test_the_narrow_layout_sets_labels_above_marks():
    """On a narrow page long labels stand over their marks, in letters of 11 px or more."""
    ax = draw(table(EVENTS), layout="narrow")
    for identity in ("ev-talks", "ev-five"):
        mark = (artists(ax, identity, PathPatch) or artists(ax, identity, Line2D))[0]
        y = mark.get_path().vertices[:, 1].max()
        assert all(t.get_position()[1] < y for t in artists(ax, identity, Text))
    assert min(t.get_fontsize() for t in ax.texts) / 0.75 >= 11
    assert ax.figure.get_size_inches()[0] * 96 == pytest.approx(340)


def test_short_labels_stand_beside_their_marks_on_a_narrow_page_too():
    """Where every label finds room for one line beside its mark, the figure is less tall."""
    short = [(f"ev-{year}", str(year), "", "year", "Waltz") for year in range(1990, 2008, 3)]
    short = pd.DataFrame(short, columns=["id", "start", "end", "precision", "label"])
    long = short.assign(label="A label that is too long for one line beside any of these marks")
    heights = [draw(t, layout="narrow").figure.get_size_inches()[1] for t in (short, long)]

    assert heights[0] < 0.7 * heights[1]


@pytest.mark.parametrize(
    ("first", "last", "step"),
    [(2000, 2002, 0.5), (1990, 2010, 2), (10, 2000, 200), (1400, 2000, 100)],
)
def test_ticks_stand_at_sensible_years(first, last, step):
    """Two, twenty and two thousand years have a handful of round ticks that do not touch."""
    ticks = TimeScale(first, last, 8, 672).ticks(11.5)
    times = [time for time, _ in ticks]

    assert 4 <= len(ticks) <= 14
    assert {round(b - a, 3) for a, b in itertools.pairwise(times)} <= {
        step,
        step - 1,
        step / 2,
        step / 4,
        step / 6,
    }


def test_a_short_span_is_rounded_to_months():
    """A span of weeks is not blown up to a year."""
    assert rounded_span(2001.69, 2001.7) == (pytest.approx(2001 + 8 / 12), pytest.approx(2001.75))


def test_one_event_and_one_day_are_drawn():
    """A single event needs no span."""
    assert overlaps(draw(table(EVENTS[6:7]))) == []


def test_no_event_is_an_honest_figure_with_a_warning():
    """An empty table draws a figure that says so, and warns."""
    with pytest.warns(UserWarning, match="timeline: the table holds nothing to draw"):
        ax = draw(table([]))

    assert [t.get_text() for t in ax.texts] == ["Nothing to show"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"start": "12 May 1996"}, "timeline: start: '12 May 1996' is not a date .*row ev-five"),
        (
            {"start": "1996-13"},
            "timeline: start: '1996-13' has no month 13 .row ev-five",
        ),
        (
            {"start": "2005-02-29"},
            "timeline: start: '2005-02-29' has no day 29 .row ev-five",
        ),
        ({"end": "1995"}, "timeline: end: '1995' lies before the start '1996' .row ev-five"),
        ({"precision": "yearly"}, "timeline: precision: 'yearly' is not one of day, .*row ev-five"),
    ],
)
def test_errors_name_parameter_value_and_row(change, message):
    """A cell that cannot be read is named with its column, its value and its row."""
    with pytest.raises(ValueError, match=message):
        draw(table([tuple({**dict(zip(COLUMNS, EVENTS[4], strict=True)), **change}.values())]))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"lane": "strand"},
            "timeline: lane: there is no column 'strand'; the table has id, start",
        ),
        ({"layout": "tall"}, "timeline: layout: 'tall' is not one of wide, narrow"),
        ({"until": "May"}, "timeline: until: 'May' is not a date of the form 1996, 1996-04"),
        ({"links": ["a"]}, "timeline: links: 1 addresses for 13 rows"),
        (
            {"side": "kind", "sides": {"for": Side("For", "blue"), "both": Side("Both", "amber")}},
            "timeline: side: 'agreement' is not one of for, both .row ev-alliance",
        ),
    ],
)
def test_errors_name_the_option(options, message):
    """A parameter that makes no sense is named with what was given."""
    with pytest.raises(ValueError, match=message):
        draw(table(), **options)


@pytest.mark.parametrize(
    ("precision", "start", "end", "said"),
    [
        ("day", "2001-09-11", "", "Sep 11, 2001"),
        ("month", "2005-03", "", "Mar 2005"),
        ("period", "", "1991", "until 1991"),
        ("decade", "1965", "1969", "about 1965–1969"),
        ("decade", "1980", "1989", "the 1980s"),
        ("open", "1996", "", "since 1996 (still going on)"),
        ("open-decade", "1994", "1996", "since the mid-1990s (still going on)"),
        ("after", "2001-09-11", "", "after Sep 11, 2001 (still going on)"),
        ("forecast", "2020", "", "by 2020"),
        ("undated", "", "", "no date given"),
    ],
)
def test_the_name_of_a_mark_tells_its_date(precision, start, end, said):
    """A pointer and a screen reader get the date as it is drawn, and that there is none."""
    (row,) = read_rows(
        table([("ev-a", start, end, precision, "Something", "")]),
        TimelineSpec(),
    )

    assert row.name.removesuffix(" (forecast)") == f"Something, {said}"


def bars(ax, identity):
    """First and last year of each piece of an event's bar, from the left."""
    (bar,) = artists(ax, identity, PathPatch)
    pieces = [polygon[:, 0] for polygon in bar.get_path().to_polygons()]
    return sorted((round(xs.min(), 2), round(xs.max(), 2)) for xs in pieces)


@pytest.mark.parametrize("layout", ["wide", "narrow"])
def test_a_bar_is_broken_for_as_long_as_its_beginning_is_uncertain(layout):
    """What began in some year of a decade is drawn whole only from the end of that decade on."""
    uncertain = ("ev-a", "1980", "1989", "open-decade", "Since the eighties", "")
    ax = draw(table([uncertain]), layout=layout, until="2008-05")

    pieces = bars(ax, "ev-a")
    whole = max(pieces, key=lambda piece: piece[1] - piece[0])

    assert pieces[0][0] == pytest.approx(1980, abs=0.1)
    assert whole[0] == pytest.approx(1990, abs=1.5)
    assert sum(last <= whole[0] for _, last in pieces) >= 3


@pytest.mark.parametrize("date", ["2001-09-11", "2001-09", "2001"])
def test_what_came_after_a_date_is_drawn_behind_it(date):
    """Troops that came after the attacks do not stand left of them."""
    rows = [
        ("ev-attacks", date, "", "", "Attacks", ""),
        ("ev-bases", date, "", "after", "Troops", ""),
    ]
    ax = draw(table(rows), until="2008-05")

    assert spans(ax, "ev-bases")[0] >= partial_dates.decimal_years(date)[1] - 0.02


def test_drawings_and_pages_put_a_date_into_the_same_words(root):
    """Every event of the thesis reads alike in both, but for the length of a month's name."""
    events = load("events", root)
    drawn = read_rows(
        events,
        TimelineSpec(),
    )
    shorter = {name: name[:3] for name in partial_dates.MONTHS}

    for row, mark in zip(events.to_dict("records"), drawn, strict=True):
        said = " ".join(shorter.get(word, word) for word in row_text.row_period(row).split(" "))
        assert mark.date == (said if mark.dated else ""), row["id"]
    assert sum(mark.dated for mark in drawn) > 40


def test_an_axes_beside_others_keeps_its_figure():
    """Drawn beside another Axes, a timeline leaves the figure's size alone."""
    figure = Figure(figsize=(12, 8))
    figure.add_axes((0, 0, 0.5, 1))

    timeline(table(), ax=figure.add_axes((0.5, 0, 0.5, 1)))

    assert tuple(figure.get_size_inches()) == (12, 8)


def test_missing_values_of_typed_tables_are_understood():
    """An end that is missing, in whatever way, is no end."""
    typed = table().replace("", None).convert_dtypes()

    ax = draw(typed, lane="kind")

    assert [t.get_text() for t in ax.texts] == [
        t.get_text() for t in draw(table(), lane="kind").texts
    ]


@pytest.mark.parametrize("layout", ["wide", "narrow"])
@pytest.mark.parametrize("lane", [None, "kind"])
def test_the_events_of_the_thesis_stand_clear(layout, lane):
    """The book's own table, all of it and each part of it, has no label that touches another."""
    path = Path(__file__).parents[1] / "data" / "events.csv"
    events = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert len(events) > 100
    parts = [events, *(part for _, part in events.groupby("section"))]

    for part in parts:
        assert overlaps(draw(part, layout=layout, lane=lane, until="2008-05")) == []
