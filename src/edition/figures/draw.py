"""The functions that draw the five kinds of figures on Matplotlib Axes.

Keyword arguments are the attributes of `Drawing` and of the ``…Spec`` of the kind. Each function
returns the Axes, and raises a ValueError that names parameter, value and row.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from .curves.spec import CurveSpec
from .figure_kind import Drawing, draw_figure
from .kinds import CURVE, MATRIX, REGION, TIMELINE, TREND
from .matrices.spec import MatrixSpec
from .options import build_options, takes
from .regions.spec import RegionSpec
from .timelines.spec import TimelineSpec
from .trends.spec import TrendSpec


@dataclass(frozen=True, kw_only=True)
class DrawnTimeline(TimelineSpec, Drawing):
    """Keyword arguments of `timeline`."""


@dataclass(frozen=True, kw_only=True)
class DrawnMatrix(MatrixSpec, Drawing):
    """Keyword arguments of `matrix`."""


@dataclass(frozen=True, kw_only=True)
class DrawnTrend(TrendSpec, Drawing):
    """Keyword arguments of `trend`."""


@dataclass(frozen=True, kw_only=True)
class DrawnRegion(RegionSpec, Drawing):
    """Keyword arguments of `region`."""


@dataclass(frozen=True, kw_only=True)
class DrawnCurve(CurveSpec, Drawing):
    """Keyword arguments of `curve`."""


@takes(DrawnTimeline)
def timeline(events: pd.DataFrame, **options: Any) -> Axes:
    """Draw dated rows on an axis of time, every label beside its mark; x is in decimal years.

    A day or month is a point, a year a point on a line as long as the year, a period a bar with
    two ends; ends fade where a date is approximate, and an arrow means that the row is open. A
    forecast is hollow. Rows without a date are listed beneath the axis. The height follows from
    the number of rows. In the narrow layout, long labels stand above their marks.

    The options are those of `Drawing` and of `TimelineSpec`.
    """
    spec = build_options(DrawnTimeline, options, "timeline")
    return draw_figure(TIMELINE, events, spec, spec)


@takes(DrawnMatrix)
def matrix(table: pd.DataFrame, **options: Any) -> Axes:
    """Draw which rows speak to which columns, and how, as a table of symbols.

    The table has one record a row, column and direction; categories without records are drawn,
    too. A full circle supports, a hollow one undermines, a diamond takes no side, a dot is a cell
    without records; a number counts the records of a cell with several. Without `direction` a
    square stands for records. If there are two sides, what tells them apart is strong, the rest
    pale.

    The options are those of `Drawing` and of `MatrixSpec`.
    """
    spec = build_options(DrawnMatrix, options, "matrix")
    return draw_figure(MATRIX, table, spec, spec)


@takes(DrawnTrend)
def trend(numbers: pd.DataFrame, **options: Any) -> Axes:
    """Draw numbers by year, one line for each name, from one row a point; x is in years.

    A line breaks where a year has no row; bounds are thin vertical strokes through the points. In
    the narrow layout, the labels of lines stand above the drawing.

    The options are those of `Drawing` and of `TrendSpec`.
    """
    spec = build_options(DrawnTrend, options, "trend")
    return draw_figure(TREND, numbers, spec, spec)


@takes(DrawnRegion)
def region(places: pd.DataFrame, **options: Any) -> Axes:
    """Draw places, one a row, on a map, with the name of each where it has room.

    States are outlined. The first role is filled, the second hatched, the third has a heavy
    outline; a state without a role is plain, and its name light. A place with a position is a
    point or, where its kind has no marker, a name; one without stands in the state that it lies
    within. A heavy line surrounds states that lie within a place without an outline, and carries
    its name. Other places are listed beneath, with an arrow toward those whose position is known.

    The options are those of `Drawing` and of `RegionSpec`.
    """
    spec = build_options(DrawnRegion, options, "region")
    return draw_figure(REGION, places, spec, spec)


@takes(DrawnCurve)
def curve(results: pd.DataFrame, **options: Any) -> Axes:
    """Draw a number for each combination of choices in order, and the choices beneath it.

    The marker and its color tell the answer of a combination. A stroke in the row of an option
    says that the combination above has that option.

    The options are those of `Drawing` and of `CurveSpec`.
    """
    spec = build_options(DrawnCurve, options, "curve")
    return draw_figure(CURVE, results, spec, spec)
