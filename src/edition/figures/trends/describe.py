"""The text alternative of a line chart."""

import pandas as pd

from edition.figures.publication.alt_text import join_within_limit

from .series import Line, format_number, read_lines
from .spec import TrendSpec


def describe_trend(table: pd.DataFrame, spec: TrendSpec, empty: str = "") -> str:
    """Return the text alternative of a line chart, in fewer than sixty words."""
    lines = read_lines(table, spec)
    if not lines:
        return f"Empty line chart. {empty}".strip()
    years = [point.x for line in lines for point in line.points]
    count = f"{len(lines)} line{'s' * (len(lines) > 1)}"
    bounds = ", with bounds" if spec.low and spec.high else ""
    overview = f"Line chart of {count}, {min(years):g} to {max(years):g}{bounds}."
    return join_within_limit([overview, *(_course(line, spec.percent) for line in lines)])


def _course(line: Line, percent: bool) -> str:
    """Return where a line begins and ends, and its highest or lowest point if it is neither."""
    first, last = line.points[0], line.points[-1]
    text = f"{line.name}: {format_number(first.y, percent)} in {first.x:g}"
    if last is not first:
        text += f", {format_number(last.y, percent)} in {last.x:g}"
    extremes = {
        "highest": max(line.points, key=lambda point: point.y),
        "lowest": min(line.points, key=lambda point: point.y),
    }
    inner = [(word, point) for word, point in extremes.items() if point not in (first, last)]
    if inner:
        middle = (first.y + last.y) / 2
        word, point = max(inner, key=lambda pair: abs(pair[1].y - middle))
        text += f", {word} {format_number(point.y, percent)} in {point.x:g}"
    return f"{text}."
