"""Partial ISO dates: parse and format them, and find the time that they may mean (no files).

A partial date is ``1996``, ``2005-03`` or ``2001-09-11``; years before the common era are not
supported.
"""

import calendar
import re
from functools import lru_cache

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
#: Precisions of what still goes on: since its start; since some time in a decade or in a part of
#: one, which start and end bound; since some time after the start.
OPEN = ("open", "open-decade", "after")
#: How precisely the time of an event is known.
PRECISIONS = ("day", "month", "year", "decade", "period", *OPEN, "forecast", "undated")
#: Words for the years of a decade from the one to the other: 4 to 6 is ``mid-1990s``.
DECADE_PARTS = {
    (0, 9): "{}s", (0, 3): "early {}s", (4, 6): "mid-{}s", (7, 9): "late {}s",
    (8, 9): "end of the {}s",
}  # fmt: skip
MONTHS = (
    "January February March April May June July August September October November December"
).split()
#: Year, month and day.
Day = tuple[int, int, int]


@lru_cache(maxsize=8192)
def parse_date(text: str) -> tuple[int, int | None, int | None]:
    """Return year, month and day of a partial date; None for a part that it does not give.

    >>> parse_date("2005-03")
    (2005, 3, None)

    Raises
    ------
    ValueError
        If *text* has another form or names a day that does not exist.
    """
    match = DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date of the form 1996, 1996-04 or 1996-04-26")
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no month {month:02}")
    if month and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{text!r} has no day {day:02}")
    return year, month, day


def date_error(text: str) -> str | None:
    """Return why *text* is not a partial date, or None."""
    try:
        parse_date(text)
    except ValueError as error:
        return str(error)
    return None


def first_day(text: str) -> Day:
    """Return the earliest day that a partial date may mean."""
    year, month, day = parse_date(text)
    return year, month or 1, day or 1


def last_day(text: str) -> Day:
    """Return the latest day that a partial date may mean.

    >>> last_day("2004-02"), last_day("1996")
    ((2004, 2, 29), (1996, 12, 31))
    """
    year, month, day = parse_date(text)
    month = month or 12
    return year, month, day or calendar.monthrange(year, month)[1]


@lru_cache(maxsize=8192)
def decimal_years(text: str) -> tuple[float, float]:
    """Return start and end of a partial date in decimal years.

    >>> decimal_years("1996")
    (1996.0, 1997.0)
    """
    year, month, day = parse_date(text)
    if month is None:
        return float(year), year + 1.0
    if day is None:
        return year + (month - 1) / 12, year + month / 12
    start = year + (month - 1 + (day - 1) / calendar.monthrange(year, month)[1]) / 12
    return start, start + 1 / 365.25


def format_date(text: str, *, short: bool = False) -> str:
    """Return a partial date in words; if *short*, with three letters of each month.

    >>> format_date("2001-09-11"), format_date("2005-03", short=True), format_date("1996")
    ('September 11, 2001', 'Mar 2005', '1996')
    """
    year, month, day = parse_date(text)
    if month is None:
        return str(year)
    name = MONTHS[month - 1][:3] if short else MONTHS[month - 1]
    return f"{name} {day}, {year}" if day else f"{name} {year}"


def format_period(start: str, end: str, precision: str, *, short: bool = False) -> str:
    """Return when an event took place in words, as precisely as it is known.

    Both dates are partial, and empty if unknown; `precision` is one of `PRECISIONS`, or empty if
    the dates imply it. `short` prints three letters of each month, as drawings do.

    >>> format_period("1980", "1989", "decade"), format_period("1996", "", "open")
    ('the 1980s', 'since 1996')
    >>> format_period("1994", "1996", "open-decade"), format_period("2001-09-11", "", "after")
    ('since the mid-1990s', 'after September 11, 2001')
    >>> format_period("2020", "", "forecast")
    'by 2020'
    """
    first, last = (format_date(text, short=short) if text else "" for text in (start, end))
    if precision == "undated":
        return "undated"
    if not (first or last):
        return {"open": "ongoing", "forecast": "in the future"}.get(precision, "undated")
    if precision == "forecast" and not (first and last and first != last):
        return f"by {last or first}"
    if not first:
        return f"until {last}"
    if precision == "after":
        return f"after {first}"
    if precision == "open" and not last:
        return f"since {first}"
    both = f"{first}–{last}" if last and last != first else first
    if precision in ("decade", "open-decade"):
        both = _decade(start, end) or f"about {both}"
    return f"since {both}" if precision == "open-decade" else both


def _decade(start: str, end: str) -> str:
    """Return a decade, or the part of it that two years bound, in words; empty if they bound none.

    >>> _decade("1967", "1969"), _decade("1965", "1969")
    ('the late 1960s', '')
    """
    years = [parse_date(text) for text in (start, end or start)]
    (first, *_), (last, *_) = years
    words = DECADE_PARTS.get((first % 10, last - first + first % 10), "")
    if not words or any(part is not None for _, *finer in years for part in finer):
        return ""
    return f"the {words.format(first - first % 10)}"
