"""Partial ISO dates as stretches of decimal years, and in words."""

import calendar
import re
from functools import lru_cache

_DATE = re.compile(r"(-?\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
PRECISIONS = ("day", "month", "year", "decade", "period", "open", "forecast", "undated")


@lru_cache(maxsize=8192)
def stretch(date):
    """Return first and last moment of a partial ISO date, in decimal years.

    >>> stretch("1996")
    (1996.0, 1997.0)
    """
    match = _DATE.fullmatch(date)
    if not match:
        raise ValueError("is not a date such as 1996, 2005-03 or 2001-09-11")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return float(year), year + 1.0
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= _days(year, month)):
        raise ValueError("is not a day of the calendar")
    if day is None:
        return year + (month - 1) / 12, year + month / 12
    start = year + (month - 1 + (day - 1) / _days(year, month)) / 12
    return start, start + 1 / 365.25


def _days(year, month):
    return calendar.monthrange(year if year > 0 else 4 + year % 400, month)[1]


def words(date):
    """Return a partial ISO date in words.

    >>> words("2001-09-11")
    '11 Sep 2001'
    """
    year, month, day = _DATE.fullmatch(date).groups()
    name = year_words(int(year))
    if month:
        name = f"{calendar.month_abbr[int(month)]} {name}"
    return f"{int(day)} {name}" if day else name


def year_words(year):
    """Return a year; one before our era as such (the year 0 is 1 BC)."""
    return str(year) if year > 0 else f"{1 - year} BC"


def when(start, end, precision):
    """Return the time of an event in words, as finely as it is known.

    >>> when("1970", "1979", "decade"), when("1996", "", "open"), when("", "1991", "period")
    ('1970s', 'since 1996', 'until 1991')
    """
    if precision == "undated" or not (start or end):
        return ""
    if not start:
        return f"until {words(end)}"
    if precision == "open" and not end:
        return f"since {words(start)}"
    if not end or end == start:
        return ("c. " if precision == "decade" else "") + words(start)
    if precision == "decade" and start.endswith("0") and end == start[:-1] + "9":
        return f"{words(start)}s"
    return ("c. " if precision == "decade" else "") + f"{words(start)}–{words(end)}"
