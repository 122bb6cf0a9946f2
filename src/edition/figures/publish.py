"""Draw and publish a figure by one call: its text alternative, rows and every format with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from edition.project.vocabulary import Side

from .curves.spec import CurveSpec
from .kinds import CURVE, MATRIX, REGION, TIMELINE, TREND
from .matrices.spec import MatrixSpec
from .options import build_options, takes
from .publication.published_figure import Publication, PublishedFigure
from .publication.publishing import current_vocabulary, publish_figure
from .regions.spec import RegionSpec
from .timelines.spec import TimelineSpec
from .trends.spec import TrendSpec

__all__ = ["PublishedFigure", "curve", "matrix", "region", "timeline", "trend"]


@dataclass(frozen=True, kw_only=True)
class PublishedTimeline(TimelineSpec, Publication):
    """Keyword arguments of `timeline`."""

    sides: Mapping[str, Side] = field(default_factory=lambda: current_vocabulary().sides)


@dataclass(frozen=True, kw_only=True)
class PublishedMatrix(MatrixSpec, Publication):
    """Keyword arguments of `matrix`."""

    sides: Mapping[str, Side] = field(default_factory=lambda: current_vocabulary().sides)


@dataclass(frozen=True, kw_only=True)
class PublishedTrend(TrendSpec, Publication):
    """Keyword arguments of `trend`."""


@dataclass(frozen=True, kw_only=True)
class PublishedRegion(RegionSpec, Publication):
    """Keyword arguments of `region`."""

    outlines: Path | None = field(default_factory=lambda: current_vocabulary().map_outlines)


@dataclass(frozen=True, kw_only=True)
class PublishedCurve(CurveSpec, Publication):
    """Keyword arguments of `curve`."""


@takes(PublishedTimeline)
def timeline(events: pd.DataFrame, **options: Any) -> PublishedFigure:
    """Publish a timeline: one row, one event.

    The options are those of `Publication` and of `TimelineSpec`.
    """
    spec = build_options(PublishedTimeline, options, "publish.timeline")
    return publish_figure(TIMELINE, events, spec)


@takes(PublishedMatrix)
def matrix(codings: pd.DataFrame, **options: Any) -> PublishedFigure:
    """Publish a matrix: one row, one record that a cell counts.

    The options are those of `Publication` and of `MatrixSpec`.
    """
    spec = build_options(PublishedMatrix, options, "publish.matrix")
    return publish_figure(MATRIX, codings, spec)


@takes(PublishedTrend)
def trend(numbers: pd.DataFrame, **options: Any) -> PublishedFigure:
    """Publish a line chart: one row, one point. It has no default `table`.

    The options are those of `Publication` and of `TrendSpec`.
    """
    spec = build_options(PublishedTrend, options, "publish.trend")
    return publish_figure(TREND, numbers, spec)


@takes(PublishedRegion)
def region(places: pd.DataFrame, **options: Any) -> PublishedFigure:
    """Publish a map: one row, one place.

    The options are those of `Publication` and of `RegionSpec`.
    """
    spec = build_options(PublishedRegion, options, "publish.region")
    return publish_figure(REGION, places, spec)


@takes(PublishedCurve)
def curve(results: pd.DataFrame, **options: Any) -> PublishedFigure:
    """Publish a specification curve: one row, one combination. It has no default `table`.

    The options are those of `Publication` and of `CurveSpec`.
    """
    spec = build_options(PublishedCurve, options, "publish.curve")
    return publish_figure(CURVE, results, spec)
