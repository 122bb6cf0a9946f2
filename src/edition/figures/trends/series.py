"""Rows of numbers, read: which line each belongs to, where it stands, how it is said."""

from dataclasses import dataclass, field
from math import floor, log10

import pandas as pd

from edition.figures.columns import addresses, names, require

_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True)
class Point:
    """One row of a line; `low` and `high` are its bounds, or None."""

    order: int
    x: float
    y: float
    low: float | None = None
    high: float | None = None
    url: str | None = None


@dataclass
class Line:
    """The points of one line from left to right, and where it breaks."""

    name: str
    points: list = field(default_factory=list)

    def runs(self, step, breaks=()):
        """Return the points in stretches; a line is not drawn across a gap or a break."""
        runs = []
        for point in self.points:
            last = runs[-1][-1].x if runs else None
            split = last is None or point.x - last > step + 1e-9
            if split or any(last < at <= point.x for at in breaks):
                runs.append([])
            runs[-1].append(point)
        return runs


def read(table, *, x, y, by, low=None, high=None, links=None):
    """Turn the rows of a table into lines, or say which cell cannot be read.

    Rows without a value make no point. Lines stand in the order of a Categorical, or of their
    first rows.
    """
    require(table, {"x": x, "y": y, "by": by, "low": low, "high": high}, "trend")
    columns = [_numbers(table, c, p) for p, c in (("x", x), ("y", y))]
    bounds = [_numbers(table, c, p) for p, c in (("low", low), ("high", high))]
    urls, ids = addresses(table, links, "trend"), names(table)
    lines = {}
    for order, row in enumerate(zip(table[by], *columns, *bounds, urls, ids, strict=True)):
        name, at, value, least, most, url, identity = row
        if at is None or value is None:
            continue
        if least is not None and most is not None and not least <= value <= most:
            raise ValueError(
                f"trend: {y}: {value:g} lies outside {least:g} to {most:g} (row {identity})"
            )
        line = lines.setdefault(str(name), Line(str(name)))
        if any(point.x == at for point in line.points):
            raise ValueError(f"trend: {x}: {at:g} stands twice in {name!r} (row {identity})")
        line.points.append(Point(order, at, value, least, most, url))
    for line in lines.values():
        line.points.sort(key=lambda point: point.x)
    if isinstance(table[by].dtype, pd.CategoricalDtype):
        return [lines[str(c)] for c in table[by].cat.categories if str(c) in lines]
    return list(lines.values())


def _numbers(table, column, parameter):
    """Return a column's values as numbers, None for what is missing."""
    if column is None:
        return [None] * len(table)
    values = []
    for identity, value in zip(names(table), table[column], strict=True):
        try:
            values.append(None if pd.isna(value) else float(value))
        except (TypeError, ValueError):
            raise ValueError(
                f"trend: {parameter}: {value!r} is not a number (row {identity})"
            ) from None
    return values


def step(lines):
    """Return the least distance of two neighbors on a line."""
    gaps = [b.x - a.x for line in lines for a, b in zip(line.points, line.points[1:], strict=False)]
    return min(gaps, default=1.0)


def say(value, percent=False):
    """Return a number as it is printed.

    >>> say(0.8247, percent=True), say(-1.4137)
    ('82 %', '−1.41')
    """
    text = f"{100 * value:.0f} %" if percent else f"{value:.3g}"
    return text.replace("-", "−")


def ticks(low, high, count=6):
    """Return round numbers from at or beneath `low` to at or above `high`.

    >>> ticks(0.03, 0.34)
    [0.0, 0.1, 0.2, 0.3, 0.4]
    """
    raw = (high - low) / count or 1.0
    size = 10.0 ** floor(log10(raw))
    width = next(s * size for s in _STEPS if s * size >= raw * 0.999)
    first = floor(low / width + 1e-9)
    last = -floor(-high / width + 1e-9)
    return [round(i * width, 10) for i in range(first, last + 1)]


def bounds(lines, levels, percent, span):
    """Return the least and the greatest number to show."""
    if span is not None:
        return span
    numbers = [
        n for line in lines for p in line.points for n in (p.y, p.low, p.high) if n is not None
    ]
    numbers += [*levels, *([0.0] if percent else [])]
    return min(numbers), max(numbers)
