"""What a line chart shows, in a few words, from its rows."""

from edition.figures.publication.alt_text import within

from .series import read, say


def trend(table, *, x, y, by, low=None, high=None, percent=False, empty="", **_):
    """Return the alternative text of a line chart.

    Parameters
    ----------
    table : pandas.DataFrame
        The rows that are drawn; the other parameters are those of the drawing.

    Returns
    -------
    str
        Fewer than sixty words: kind of figure, span, and each line from its first to its last.
    """
    lines = read(table, x=x, y=y, by=by, low=low, high=high)
    if not lines:
        return f"Empty line chart. {empty}".strip()
    years = [point.x for line in lines for point in line.points]
    count = f"{len(lines)} line{'s' * (len(lines) > 1)}"
    bounds = ", with bounds" if low and high else ""
    sentences = [f"Line chart of {count}, {min(years):g} to {max(years):g}{bounds}."]
    return within([*sentences, *(_course(line, percent) for line in lines)])


def _course(line, percent):
    """Say where a line begins and ends, and its highest or lowest point where that is neither."""
    first, last = line.points[0], line.points[-1]
    said = f"{line.name}: {say(first.y, percent)} in {first.x:g}"
    if last is not first:
        said += f", {say(last.y, percent)} in {last.x:g}"
    inner = [
        (word, point)
        for word, pick in (("highest", max), ("lowest", min))
        if (point := pick(line.points, key=lambda p: p.y)) not in (first, last)
    ]
    if inner:
        word, point = max(inner, key=lambda pair: abs(pair[1].y - (first.y + last.y) / 2))
        said += f", {word} {say(point.y, percent)} in {point.x:g}"
    return f"{said}."
