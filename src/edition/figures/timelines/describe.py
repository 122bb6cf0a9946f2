"""What a timeline shows, in a few words, from its rows."""

from collections import Counter

from edition.data.partial_dates import year_words
from edition.figures.publication.alt_text import within

from .dated_rows import read

_KINDS = {
    "point": ("point in time", "points in time"),
    "year": ("point in time", "points in time"),
    "bar": ("period", "periods"),
    "about": ("approximate date", "approximate dates"),
    "open": ("still going on", "still going on"),
    "forecast": ("forecast", "forecasts"),
    "undated": ("undated", "undated"),
}


def timeline(
    events,
    *,
    lane=None,
    start="start",
    end="end",
    precision="precision",
    label="label",
    window=None,
    side=None,
    empty="",
    **_,
):
    """Return the alternative text of a timeline.

    Parameters
    ----------
    events : pandas.DataFrame
        The rows that are drawn; the other parameters are those of the drawing.

    Returns
    -------
    str
        Fewer than sixty words: kind of figure, span, counts, what stands out.
    """
    rows = read(
        events,
        start=start,
        end=end,
        precision=precision,
        label=label,
        lane=lane,
        side=side,
        links=None,
    )
    if not rows:
        return f"Empty timeline. {empty}".strip()
    dated = sorted((row for row in rows if row.dated), key=_begin)
    sentences = [_span(rows, dated)]
    if window:
        sentences.append(f"Shown in detail: {window[0]} to {window[1]}.")
    if len(dated) > 3:
        sentences.append(_densest([_begin(row) for row in dated]))
    if lane:
        sentences.append(_ranking("Lanes", Counter(row.lane for row in rows)))
    if len(dated) > 1:
        first, last = dated[0], dated[-1]
        sentences.append(f"First: {first.label} ({first.date}).")
        sentences.append(f"Last: {last.label} ({last.date}).")
    return within(sentences)


def _begin(row):
    return row.first if row.first == row.first else row.last


def _span(rows, dated):
    counts = Counter()
    for row in rows:
        counts[_KINDS[row.shape]] += 1
    ordered = [names for names in dict.fromkeys(_KINDS.values()) if counts[names]]
    kinds = ", ".join(f"{counts[names]} {names[counts[names] > 1]}" for names in ordered)
    noun = "event" if len(rows) == 1 else "events"
    if not dated:
        return f"Timeline of {len(rows)} {noun}, none dated."
    moments = [t for row in dated for t in (row.first, row.last) if t == t]
    first, last = int(min(moments) // 1), int(-(-max(moments) // 1)) - 1
    span = year_words(first) if last <= first else f"{year_words(first)} to {year_words(last)}"
    return f"Timeline of {len(rows)} {noun}, {span}: {kinds}."


def _densest(starts):
    """Return the five years (or the year, of a short span) in which most events begin."""
    years = [int(start // 1) for start in starts]
    length = 5 if years[-1] - years[0] > 8 else 1
    best, low = (0, 0), 0
    for high in range(len(years)):
        while years[high] - years[low] >= length:
            low += 1
        best = max(best, (high - low + 1, -years[low]))
    first = -best[1]
    span = (
        year_words(first)
        if length == 1
        else f"{year_words(first)} to {year_words(first + length - 1)}"
    )
    return f"Densest: {span}, when {best[0]} begin."


def _ranking(name, counts):
    top = counts.most_common(3)
    said = ", ".join(f"{lane or 'none'} {count}" for lane, count in top)
    more = len(counts) - len(top)
    return f"{name}: {said}{f' and {more} more' if more > 0 else ''}."
