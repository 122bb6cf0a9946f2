"""The text alternative of a line chart."""

from collections.abc import Sequence

from .series import Line, format_number
from .spec import TrendSpec


def describe_trend(lines: Sequence[Line], spec: TrendSpec) -> list[str]:
    """Return the sentences of the text alternative of a line chart."""
    years = [point.x for line in lines for point in line.points]
    count = f"{len(lines)} line{'s' * (len(lines) > 1)}"
    bounds = ", with bounds" if spec.low and spec.high else ""
    overview = f"Line chart of {count}, {min(years):g} to {max(years):g}{bounds}."
    return [overview, *(_course(line, spec.percent) for line in lines)]


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
