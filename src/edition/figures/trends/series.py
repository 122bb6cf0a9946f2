"""Rows of numbers as the lines of a chart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd
from matplotlib.ticker import MaxNLocator

from edition.figures.columns import (
    Links,
    category_order,
    column_numbers,
    require_columns,
    row_links,
    row_names,
)

from .spec import TrendSpec


@dataclass(frozen=True)
class Point:
    """One row of a line."""

    x: float
    y: float
    bounds: tuple[float, float] | None  # if the row has both
    url: str | None


@dataclass
class Line:
    """The points of one line from left to right."""

    name: str
    points: list[Point] = field(default_factory=list)

    def runs(self, step: float) -> list[list[Point]]:
        """Return the stretches of points that are no further apart than `step`."""
        pairs = enumerate(pairwise(self.points), start=1)
        gaps = [i for i, (a, b) in pairs if b.x - a.x > step + 1e-9]
        return [self.points[i:j] for i, j in pairwise([0, *gaps, len(self.points)])]


def read_lines(table: pd.DataFrame, spec: TrendSpec, links: Links = None) -> list[Line]:
    """Return the lines of a table, in the order of a Categorical or else of their first rows.

    Rows without a year or a number are left out. An error names parameter, value and row.
    """
    parameters = ("x", "y", "by", "low", "high")
    require_columns(table, {name: getattr(spec, name) for name in parameters}, "trend")
    numbers = zip(
        *(
            column_numbers(table, getattr(spec, name), f"trend: {name}")
            for name in ("x", "y", "low", "high")
        ),
        strict=True,
    )
    urls, ids = row_links(table, links, "trend"), row_names(table)
    lines: dict[str, Line] = {}
    for id_, url, name, (x, y, low, high) in zip(ids, urls, table[spec.by], numbers, strict=True):
        if x is None or y is None:
            continue
        bounds = None if low is None or high is None else (low, high)
        if bounds and not bounds[0] <= y <= bounds[1]:
            raise ValueError(f"trend: {spec.y}: {y:g} lies outside {low:g} to {high:g} (row {id_})")
        line = lines.setdefault(str(name), Line(str(name)))
        if any(point.x == x for point in line.points):
            raise ValueError(f"trend: {spec.x}: {x:g} stands twice in {name!r} (row {id_})")
        line.points.append(Point(x, y, bounds, url))
    for line in lines.values():
        line.points.sort(key=lambda point: point.x)
    return [lines[name] for name in category_order(table, spec.by, lines)]


def least_step(lines: Sequence[Line]) -> float:
    """Return the least distance of two neighbors on a line."""
    return min((b.x - a.x for line in lines for a, b in pairwise(line.points)), default=1.0)


def format_number(value: float, percent: bool = False) -> str:
    """Return a number as it is printed.

    >>> format_number(0.8247, percent=True), format_number(-1.4137)
    ('82 %', '−1.41')
    """
    text = f"{100 * value:.0f} %" if percent else f"{value:.3g}"
    return text.replace("-", "−")


def number_ticks(lines: Sequence[Line], spec: TrendSpec) -> list[float]:
    """Return round numbers for the y axis, from the least number or below to the greatest."""
    shown = [n for line in lines for p in line.points for n in (p.y, *(p.bounds or ()))]
    shown += [*spec.levels, *([0.0] if spec.percent else [])]
    low, high = spec.span or (min(shown), max(shown))
    high = high if high > low else low + 1
    locator = MaxNLocator(6, steps=[1, 2, 2.5, 5, 10], min_n_ticks=1)
    return [round(float(tick), 10) for tick in locator.tick_values(low, high)]
