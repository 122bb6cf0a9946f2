"""Partial ISO dates: read and checked, as stretches of time, and in words (pure).

A date is ``1996``, ``2005-03`` or ``2001-09-11``; years before the common era are not supported.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
#: How exactly the time of an event is known.
PRECISIONS = ("day", "month", "year", "decade", "period", "open", "forecast", "undated")
MONTHS = (
    "January February March April May June July August September October November December"
).split()
Day = tuple[int, int, int]


@lru_cache(maxsize=8192)
def parse(text: str) -> tuple[int, int | None, int | None]:
    """Year, month and day of a partial date; None for what it does not say.

    Raises
    ------
    ValueError
        When *text* has another form, or names a day that the calendar has not.

    Examples
    --------
    >>> parse("2005-03")
    (2005, 3, None)
    """
    match = DATE.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date of the form 1996, 1996-04 or 1996-04-26")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"{text!r} has no month {month:02}")
    if day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueError(f"{text!r} has no day {day:02}")
    return year, month, day


def fault(text: str) -> str | None:
    """Why *text* is no partial date; None when it is one."""
    try:
        parse(text)
    except ValueError as error:
        return str(error)
    return None


def first_day(text: str) -> Day:
    """The earliest day that a partial date may mean, as year, month and day."""
    year, month, day = parse(text)
    return year, month or 1, day or 1


def last_day(text: str) -> Day:
    """The latest day that a partial date may mean, as year, month and day.

    >>> last_day("2004-02"), last_day("1996")
    ((2004, 2, 29), (1996, 12, 31))
    """
    year, month, day = parse(text)
    month = month or 12
    return year, month, day or calendar.monthrange(year, month)[1]


@lru_cache(maxsize=8192)
def stretch(text: str) -> tuple[float, float]:
    """First and last moment of a partial date, in decimal years.

    >>> stretch("1996")
    (1996.0, 1997.0)
    """
    year, month, day = parse(text)
    if month is None:
        return float(year), year + 1.0
    if day is None:
        return year + (month - 1) / 12, year + month / 12
    start = year + (month - 1 + (day - 1) / calendar.monthrange(year, month)[1]) / 12
    return start, start + 1 / 365.25


def words(text: str, *, short: bool = False) -> str:
    """A partial date in words, with the names of months in full or of three letters.

    >>> words("2001-09-11"), words("2005-03", short=True), words("1996")
    ('September 11, 2001', 'Mar 2005', '1996')
    """
    year, month, day = parse(text)
    if month is None:
        return str(year)
    name = MONTHS[month - 1][:3] if short else MONTHS[month - 1]
    return f"{name} {day}, {year}" if day else f"{name} {year}"


def span(start: str, end: str, precision: str, *, short: bool = False) -> str:
    """When an event was, as finely as it is known.

    Parameters
    ----------
    start, end : str
        Partial dates; empty where there is none.
    precision : str
        One of `PRECISIONS`, or empty where the dates say it all.
    short : bool
        Whether the names of months have three letters, as in drawings.

    Examples
    --------
    >>> span("1980", "1989", "decade"), span("1996", "", "open"), span("2020", "", "forecast")
    ('the 1980s', 'since 1996', 'by 2020')
    """
    first, last = (words(text, short=short) if text else "" for text in (start, end))
    if precision == "undated":
        return "undated"
    if not (first or last):
        return {"open": "ongoing", "forecast": "in the future"}.get(precision, "undated")
    if precision == "forecast" and not (first and last and first != last):
        return f"by {last or first}"
    if not first:
        return f"until {last}"
    if precision == "open" and not last:
        return f"since {first}"
    if precision == "decade" and last and _fill_decade(start, end):
        return f"the {first}s"
    both = f"{first}–{last}" if last and last != first else first
    return f"about {both}" if precision == "decade" else both


def _fill_decade(start: str, end: str) -> bool:
    """Whether two dates are the first and the last year of one decade."""
    (first, *finer), (last, *also) = parse(start), parse(end)
    return first % 10 == 0 and last == first + 9 and not any([*finer, *also])
