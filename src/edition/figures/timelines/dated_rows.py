"""Rows of a table of events, read: when, how exactly known, and drawn as what."""

from dataclasses import dataclass
from math import isnan, nan

from edition.data.partial_dates import PRECISIONS, first_day, last_day, span, stretch
from edition.figures.columns import addresses, names, require, texts

#: what a shape says, in the order of the legend
SHAPES = {
    "point": "on the day or in the month",
    "year": "within the year",
    "bar": "from … to",
    "about": "approximate",
    "open": "still going on",
    "forecast": "forecast",
    "undated": "no date given",
}


@dataclass(slots=True)
class Happening:
    """One event: what is drawn of it, and the address and name of its mark."""

    order: int
    label: str
    date: str
    shape: str
    first: float = nan
    last: float = nan
    ends: tuple = ("cap", "cap")
    lane: str = ""
    side: str = ""
    precision: str = ""
    url: str | None = None
    name: str = ""

    @property
    def dated(self):
        """Whether it has a place on the axis of time."""
        return self.shape != "undated"

    @property
    def lasts(self):
        """Whether it is drawn as a bar."""
        return self.shape not in ("point", "year", "undated") and self.ends[0] != "none"


def begin(row):
    """Return what dated happenings are sorted by: first the moment at which they begin or end."""
    return (row.last if isnan(row.first) else row.first, row.order)


def read(table, *, start, end, precision, label, lane, side, links):
    """Turn the rows of a table into happenings, or say which cell cannot be read."""
    columns = {
        "start": start,
        "end": end,
        "precision": precision,
        "label": label,
        "lane": lane,
        "side": side,
    }
    require(table, columns, "timeline", optional=("end", "precision"))
    ids = names(table)
    fields = [texts(table, column) for column in columns.values()]
    urls = addresses(table, links, "timeline")
    details = texts(table, "description")
    read_rows = []
    for order, (identity, url, detail, *values) in enumerate(
        zip(ids, urls, details, *fields, strict=True)
    ):
        row = _happening(order, identity, *values)
        row.url = url
        row.name = _name(row, detail)
        read_rows.append(row)
    return read_rows


def _happening(order, identity, start, end, precision, label, lane, side):
    if precision and precision not in PRECISIONS:
        raise ValueError(
            f"timeline: precision: {precision!r} is not one of {', '.join(PRECISIONS)} "
            f"(row {identity})"
        )
    lows = _moment("start", start, identity)
    highs = _moment("end", end, identity)
    if lows and highs and last_day(end) < first_day(start):
        raise ValueError(f"timeline: end: {end!r} lies before the start {start!r} (row {identity})")
    dated = precision != "undated" and (lows or highs)
    row = Happening(
        order,
        label,
        span(start, end, precision, short=True) if dated else "",
        "undated",
        lane=lane,
        side=side,
        precision=precision,
    )
    if not dated:
        return row
    row.first = lows[0] if lows else nan
    row.last = highs[1] if highs else (lows[1] if precision != "open" else nan)
    row.shape, row.ends = _shape(precision, start, end, row)
    if row.shape == "point" and len(start) == 7:
        row.first = row.last = sum(lows) / 2
    return row


def _moment(parameter, date, identity):
    try:
        return stretch(date) if date else None
    except ValueError as error:
        raise ValueError(f"timeline: {parameter}: {error} (row {identity})") from None


def _shape(precision, start, end, row):
    """Return the shape and the two ends of its bar."""
    if not start:
        return "about", ("fade", "cap")
    if precision == "forecast":
        return "forecast", ("cap", "cap") if end and end != start else ("none", "none")
    if precision == "open" and not end:
        return "open", ("cap", "arrow")
    if precision == "decade":
        return "about", ("fade", "fade")
    if end and end != start:
        return "bar", ("cap", "cap")
    if precision in ("period", "open"):
        return "bar", ("cap", "cap")
    return ("year" if len(start.lstrip("-")) == 4 else "point"), ("cap", "cap")


def _name(row, detail):
    said = "no date given" if row.shape == "undated" else row.date
    if row.precision in ("forecast", "open"):
        said += f" ({SHAPES[row.precision]})"
    name = f"{row.label}, {said}"
    return f"{name}\n{detail}" if detail and detail != row.label else name
