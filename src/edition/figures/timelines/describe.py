"""The text alternative of a timeline."""

from collections import Counter
from collections.abc import Sequence
from math import ceil, floor, isnan

from .dated_rows import DatedRow, DatedRows, Shape
from .spec import TimelineSpec

#: Singular and plural of what is counted for each shape.
_NOUNS: dict[Shape, tuple[str, str]] = {
    "point": ("point in time", "points in time"),
    "year": ("point in time", "points in time"),
    "bar": ("period", "periods"),
    "about": ("approximate date", "approximate dates"),
    "open": ("still going on", "still going on"),
    "forecast": ("forecast", "forecasts"),
    "undated": ("undated", "undated"),
}


def describe_timeline(rows: DatedRows, spec: TimelineSpec) -> list[str]:
    """Return the sentences of the text alternative of a timeline."""
    dated = rows.dated
    sentences = [_overview(rows, dated)]
    if len(dated) > 3:
        sentences.append(_densest([floor(row.sort_key[0]) for row in dated]))
    if spec.lane:
        sentences.append(_fullest_lanes(Counter(row.lane for row in rows)))
    if len(dated) > 1:
        first, last = dated[0], dated[-1]
        sentences.append(f"First: {first.label} ({first.date}).")
        sentences.append(f"Last: {last.label} ({last.date}).")
    return sentences


def _overview(rows: Sequence[DatedRow], dated: Sequence[DatedRow]) -> str:
    """Return the sentence with the number of rows, their span and the count of each kind."""
    head = f"Timeline of {len(rows)} {'event' if len(rows) == 1 else 'events'}"
    if not dated:
        return f"{head}, none dated."
    counts = Counter(_NOUNS[row.shape] for row in rows)
    nouns = [noun for noun in dict.fromkeys(_NOUNS.values()) if counts[noun]]
    kinds = ", ".join(f"{counts[noun]} {noun[counts[noun] > 1]}" for noun in nouns)
    moments = [t for row in dated for t in (row.first, row.last) if not isnan(t)]
    return f"{head}, {_years(floor(min(moments)), ceil(max(moments)) - 1)}: {kinds}."


def _years(first: int, last: int) -> str:
    return f"{first}" if last <= first else f"{first} to {last}"


def _densest(years: Sequence[int]) -> str:
    """Return the sentence with the five years (in a short span, the year) of most beginnings."""
    length = 5 if years[-1] - years[0] > 8 else 1
    counts = Counter(years)
    totals = {year: sum(counts[year + i] for i in range(length)) for year in counts}
    first = max(totals, key=lambda year: (totals[year], -year))
    return f"Densest: {_years(first, first + length - 1)}, when {totals[first]} begin."


def _fullest_lanes(counts: Counter[str]) -> str:
    top = ", ".join(f"{lane or 'none'} {count}" for lane, count in counts.most_common(3))
    more = len(counts) - 3
    return f"Lanes: {top}{f' and {more} more' if more > 0 else ''}."
