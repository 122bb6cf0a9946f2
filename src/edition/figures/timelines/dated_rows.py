"""Rows of a table as a timeline draws them: when, how exactly known, in which shape."""

from dataclasses import dataclass
from math import isnan, nan
from typing import Literal

import pandas as pd

from edition.data.partial_dates import (
    OPEN,
    PRECISIONS,
    decimal_years,
    first_day,
    format_period,
    last_day,
)
from edition.figures.columns import (
    Links,
    category_order,
    column_text,
    require_choice,
    require_columns,
    row_links,
    row_names,
)

from .spec import TimelineSpec

Shape = Literal["point", "year", "bar", "about", "open", "forecast", "undated"]
#: Whether an end of a bar is known, approximate, still open, or not drawn.
End = Literal["cap", "fade", "arrow", "none"]
#: Meaning of each shape, in the order of the legend.
SHAPES: dict[Shape, str] = {
    "point": "on the day or in the month",
    "year": "within the year",
    "bar": "from … to",
    "about": "approximate",
    "open": "still going on",
    "forecast": "forecast",
    "undated": "no date given",
}


@dataclass(slots=True)
class DatedRow:
    """One row of a timeline."""

    order: int  # position in the table
    label: str
    date: str  # in words
    shape: Shape
    first: float = nan  # decimal years; NaN where they are not known
    last: float = nan
    settled: float = nan  # when it had begun for certain, if that is later than `first`
    ends: tuple[End, End] = ("cap", "cap")
    lane: str = ""
    side: str = ""
    precision: str = ""
    url: str | None = None
    name: str = ""  # accessible name of the mark; the second line is the description

    @property
    def dated(self) -> bool:
        """Whether the row has a place on the axis."""
        return self.shape != "undated"

    @property
    def is_bar(self) -> bool:
        """Whether the row is drawn as a bar."""
        return self.shape not in ("point", "year", "undated") and self.ends[0] != "none"

    @property
    def sort_key(self) -> tuple[float, int]:
        """Beginning, or the end if only that is known; then the position in the table."""
        return (self.last if isnan(self.first) else self.first, self.order)


class DatedRows(list[DatedRow]):
    """The rows of a timeline in the order of its table."""

    lanes: list[str]  # in the order of a Categorical, or else of the first date in each

    @property
    def dated(self) -> list[DatedRow]:
        """The rows with a place on the axis, by date."""
        return sorted((row for row in self if row.dated), key=lambda row: row.sort_key)

    @property
    def undated(self) -> list[DatedRow]:
        """The other rows."""
        return [row for row in self if not row.dated]


def read_rows(table: pd.DataFrame, spec: TimelineSpec, links: Links = None) -> DatedRows:
    """Return the rows of a table of events; an error names parameter and row.

    A column ``description`` becomes part of the names of marks.
    """
    parameters = ("start", "end", "precision", "label", "lane", "side")
    columns: dict[str, str | None] = {name: getattr(spec, name) for name in parameters}
    require_columns(table, columns, "timeline", optional=("end", "precision"))
    rows = DatedRows()
    cells = zip(*(column_text(table, column) for column in columns.values()), strict=True)
    descriptions, urls = column_text(table, "description"), row_links(table, links, "timeline")
    for order, (id_, values) in enumerate(zip(row_names(table), cells, strict=True)):
        row = _read_row(order, id_, *values)
        if row.side:
            require_choice(row.side, spec.sides, "timeline: side", id_)
        row.url, row.name = urls[order], _mark_name(row, descriptions[order])
        rows.append(row)
    lanes = dict.fromkeys(row.lane for row in [*rows.dated, *rows.undated])
    rows.lanes = category_order(table, spec.lane, lanes) if spec.lane else list(lanes)
    return rows


def _read_row(
    order: int, id_: str, start: str, end: str, precision: str, label: str, lane: str, side: str
) -> DatedRow:
    if precision:
        require_choice(precision, PRECISIONS, "timeline: precision", id_)
    starts, ends = _moments("start", start, id_), _moments("end", end, id_)
    if starts and ends and last_day(end) < first_day(start):
        raise ValueError(f"timeline: end: {end!r} lies before the start {start!r} (row {id_})")
    row = DatedRow(order, label, "", "undated", lane=lane, side=side, precision=precision)
    if precision == "undated" or not (starts or ends):
        return row
    row.date = format_period(start, end, precision, short=True)
    row.first = starts[precision == "after"] if starts else nan
    if precision == "open-decade":
        row.settled = ends[1] if ends else nan
    elif ends:
        row.last = ends[1]
    elif starts and precision not in OPEN:
        row.last = starts[1]
    row.shape, row.ends = _shape(precision, start, end)
    if row.shape == "point" and len(start) == 7 and starts:
        row.first = row.last = sum(starts) / 2
    return row


def _moments(parameter: str, date: str, id_: str) -> tuple[float, float] | None:
    try:
        return decimal_years(date) if date else None
    except ValueError as error:
        raise ValueError(f"timeline: {parameter}: {error} (row {id_})") from None


def _shape(precision: str, start: str, end: str) -> tuple[Shape, tuple[End, End]]:
    """Return the shape of a row and the ends of its bar."""
    if not start:
        return "about", ("fade", "cap")
    lasts = bool(end) and end != start
    if precision == "forecast":
        return "forecast", ("cap", "cap") if lasts else ("none", "none")
    if precision == "open" and not end:
        return "open", ("cap", "arrow")
    if precision in ("open-decade", "after"):
        return "open", ("fade", "arrow")
    if precision == "decade":
        return "about", ("fade", "fade")
    if lasts or precision in ("period", "open"):
        return "bar", ("cap", "cap")
    return ("year" if len(start) == 4 else "point"), ("cap", "cap")


def _mark_name(row: DatedRow, description: str) -> str:
    date = row.date or SHAPES["undated"]
    if row.precision in (*OPEN, "forecast"):
        date += f" ({SHAPES['forecast' if row.precision == 'forecast' else 'open']})"
    name = f"{row.label}, {date}"
    return f"{name}\n{description}" if description and description != row.label else name
