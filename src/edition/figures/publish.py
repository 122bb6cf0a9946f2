"""Draw and publish a figure by one call: its text alternative, rows and every format with it."""

from typing import Unpack

import pandas as pd

from .matrices.cell_records import cell_records
from .matrices.describe import describe_matrix
from .matrices.draw import matrix as draw_matrix
from .matrices.spec import MatrixOptions, MatrixSpec
from .publication.published_figure import PublishedFigure
from .publication.publishing import FigureKind, PublicationOptions, publish_figure
from .regions.describe import describe_region
from .regions.draw import region as draw_region
from .regions.spec import RegionOptions, RegionSpec
from .specification import show_options
from .timelines.describe import describe_timeline
from .timelines.draw import timeline as draw_timeline
from .timelines.spec import TimelineOptions, TimelineSpec
from .trends.describe import describe_trend
from .trends.draw import trend as draw_trend
from .trends.spec import TrendOptions, TrendSpec

__all__ = ["PublishedFigure", "matrix", "region", "timeline", "trend"]

TIMELINE = FigureKind(
    "timeline", TimelineSpec, draw_timeline, describe_timeline, role="events",
    from_vocabulary={"sides": "sides"},
)  # fmt: skip
MATRIX = FigureKind(
    "matrix", MatrixSpec, draw_matrix, describe_matrix, role="claims",
    from_vocabulary={"sides": "sides"}, row_ids=("claim", "id"), cells=cell_records,
)  # fmt: skip
TREND = FigureKind("trend", TrendSpec, draw_trend, describe_trend, layer="edition")
REGION = FigureKind(
    "region", RegionSpec, draw_region, describe_region, role="places",
    from_vocabulary={"outlines": "map_outlines"},
)  # fmt: skip


class PublishedTimeline(PublicationOptions, TimelineOptions):
    """Keyword arguments of `timeline`."""


class PublishedMatrix(PublicationOptions, MatrixOptions):
    """Keyword arguments of `matrix`."""


class PublishedTrend(PublicationOptions, TrendOptions):
    """Keyword arguments of `trend`."""


class PublishedRegion(PublicationOptions, RegionOptions):
    """Keyword arguments of `region`."""


@show_options(publish_figure, TimelineSpec)
def timeline(events: pd.DataFrame, **options: Unpack[PublishedTimeline]) -> PublishedFigure:
    """Publish a timeline: one row, one event.

    The options are those of `publish_figure` and of `TimelineSpec`.
    """
    return publish_figure(TIMELINE, events, **options)


@show_options(publish_figure, MatrixSpec)
def matrix(codings: pd.DataFrame, **options: Unpack[PublishedMatrix]) -> PublishedFigure:
    """Publish a matrix: one row, one record that a cell counts.

    The options are those of `publish_figure` and of `MatrixSpec`.
    """
    return publish_figure(MATRIX, codings, **options)


@show_options(publish_figure, TrendSpec)
def trend(numbers: pd.DataFrame, **options: Unpack[PublishedTrend]) -> PublishedFigure:
    """Publish a line chart: one row, one point. It has no default `table`.

    The options are those of `publish_figure` and of `TrendSpec`.
    """
    return publish_figure(TREND, numbers, **options)


@show_options(publish_figure, RegionSpec)
def region(places: pd.DataFrame, **options: Unpack[PublishedRegion]) -> PublishedFigure:
    """Publish a map: one row, one place.

    The options are those of `publish_figure` and of `RegionSpec`.
    """
    return publish_figure(REGION, places, **options)
