"""Alternative texts against the rows they are made from."""

import random

import pandas as pd
import pytest

from edition.figures.figure_kind import describe_figure
from edition.figures.kinds import MATRIX, TIMELINE
from edition.figures.matrices.spec import MatrixSpec
from edition.figures.timelines.spec import TimelineSpec

EVENTS = pd.DataFrame(
    [
        ("1950", "", "year", "Strategic alliance", "agreement"),
        ("1992", "1995", "period", "Border talks", "diplomacy"),
        ("1996", "", "year", "Shanghai Five founded", "institution"),
        ("2001-06", "", "month", "SCO founded", "institution"),
        ("2001", "", "open", "Bases in Central Asia", "military"),
        ("2020", "", "forecast", "Bloc to pass the U.S.", "economy"),
        ("", "", "undated", "Distrust lingers", "diplomacy"),
    ],
    columns=["start", "end", "precision", "label", "kind"],
)
GROUPS = {"denial": "Soft balancing", "resolve": "Soft balancing", "energy": "Rivals"}
CODINGS = pd.DataFrame(
    [
        ("Bases", "denial", "supports"),
        ("Bases", "denial", "undermines"),
        ("Oil", "energy", "supports"),
        ("Observers", "resolve", "supports"),
        ("Observers", "energy", "neutral"),
        ("Oil", "energy", "supports"),
    ],
    columns=["fact", "indicator", "direction"],
)


def test_a_timeline_says_span_counts_and_ends():
    """The text has the number of events, the span, each kind of date, first and last event."""
    alt = describe_figure(TIMELINE, EVENTS, TimelineSpec())

    assert alt.startswith(
        "Timeline of 7 events, 1950 to 2020: "
        "3 points in time, 1 period, 1 still going on, 1 forecast, 1 undated."
    )
    assert "Densest: 1992 to 1996, when 2 begin." in alt
    assert alt.endswith("First: Strategic alliance (1950). Last: Bloc to pass the U.S. (by 2020).")


def test_lanes_are_said():
    """The fullest lanes are named with their counts."""
    alt = describe_figure(TIMELINE, EVENTS, TimelineSpec(lane="kind"))

    assert "Lanes: diplomacy 2, institution 2, agreement 1 and 2 more." in alt


def test_a_matrix_says_size_counts_and_what_stands_out():
    """The text has size, records, filled cells, directions, sides and the fullest lines."""
    alt = describe_figure(
        MATRIX,
        CODINGS,
        MatrixSpec(
            rows="fact", columns="indicator", direction="direction", column_groups=GROUPS,
            labels={"energy": "Energy interests"},
        ),
    )  # fmt: skip

    assert alt == (
        "Matrix of 3 rows by 3 columns: 6 claims in 4 of 9 cells; "
        "4 support, 1 undermine, 1 take no side. "
        "Rows by what they speak to: Soft balancing only 2, Rivals only 1. "
        "Fullest row: Bases (2). Fullest column: Energy interests (3)."
    )


def test_the_numbers_follow_the_rows():
    """Another selection gives another text."""
    assert describe_figure(TIMELINE, EVENTS.iloc[1:4], TimelineSpec()).startswith(
        "Timeline of 3 events, 1992 to 2001: 2 points in time, 1 period."
    )
    assert (
        describe_figure(TIMELINE, EVENTS.iloc[:1], TimelineSpec())
        == "Timeline of 1 event, 1950: 1 point in time."
    )
    assert (
        describe_figure(TIMELINE, EVENTS.iloc[6:], TimelineSpec())
        == "Timeline of 1 event, none dated."
    )


@pytest.mark.parametrize("words", [1, 12, 60])
def test_it_stays_short(words):
    """Under sixty words, however long the labels and however many the lanes."""
    dice = random.Random(1)
    rows = [
        (str(dice.randint(1900, 2008)), "", "year", "word " * words, f"a lane of words {i % 20}")
        for i in range(200)
    ]
    events = pd.DataFrame(rows, columns=EVENTS.columns)

    assert len(describe_figure(TIMELINE, events, TimelineSpec(lane="kind")).split()) < 60


def test_an_empty_figure_says_so():
    """No rows are said to be none."""
    timeline = describe_figure(TIMELINE, EVENTS[:0], TimelineSpec(), "None of 7 rows.")
    matrix = describe_figure(MATRIX, CODINGS[:0], MatrixSpec(rows="fact", columns="indicator"))

    assert timeline == "Empty timeline. None of 7 rows."
    assert matrix == "Empty matrix."
