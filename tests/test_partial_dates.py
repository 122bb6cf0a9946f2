"""Partial dates: which are valid, which days they may mean, and how they are printed."""

import pytest

from edition.data import partial_dates


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1996", None),
        ("2005-03", None),
        ("2001-09-11", None),
        ("-0043", "'-0043' is not a date of the form 1996, 1996-04 or 1996-04-26"),
        ("2004-02-29", None),
        ("2000-02-29", None),
        ("2005-02-29", "'2005-02-29' has no day 29"),
        ("1900-02-29", "'1900-02-29' has no day 29"),
        ("2005-04-31", "'2005-04-31' has no day 31"),
        ("2005-04-00", "'2005-04-00' has no day 00"),
        ("2005-13", "'2005-13' has no month 13"),
        ("spring", "'spring' is not a date of the form 1996, 1996-04 or 1996-04-26"),
    ],
)
def test_a_date_exists_in_the_calendar(text, reason):
    """Exactly the dates that validation accepts can be drawn."""
    assert partial_dates.date_error(text) == reason
    if reason:
        with pytest.raises(ValueError) as refused:
            partial_dates.decimal_years(text)
        assert str(refused.value) == reason
    else:
        first, last = partial_dates.decimal_years(text)
        assert first < last


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1996", (1996, 1, 1), (1996, 12, 31)),
        ("2004-02", (2004, 2, 1), (2004, 2, 29)),
        ("2005-02", (2005, 2, 1), (2005, 2, 28)),
        ("2001-09-11", (2001, 9, 11), (2001, 9, 11)),
    ],
)
def test_a_date_may_mean_any_day_of_its_year_or_month(text, first, last):
    """First and last day depend on the precision of the date."""
    assert (partial_dates.first_day(text), partial_dates.last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("precision", "start", "end", "text", "short"),
    [
        ("day", "2001-09-11", "", "September 11, 2001", "Sep 11, 2001"),
        ("month", "2005-03", "", "March 2005", "Mar 2005"),
        ("year", "1996", "", "1996", "1996"),
        ("", "2001-06", "2001-09", "June 2001–September 2001", "Jun 2001–Sep 2001"),
        ("period", "1992", "1995", "1992–1995", "1992–1995"),
        ("period", "1992", "1992", "1992", "1992"),
        ("period", "", "1991", "until 1991", "until 1991"),
        ("decade", "1980", "1989", "the 1980s", "the 1980s"),
        ("decade", "1990", "1993", "the early 1990s", "the early 1990s"),
        ("decade", "1994", "1996", "the mid-1990s", "the mid-1990s"),
        ("decade", "1967", "1969", "the late 1960s", "the late 1960s"),
        ("decade", "1978", "1979", "the end of the 1970s", "the end of the 1970s"),
        ("decade", "1965", "1969", "about 1965–1969", "about 1965–1969"),
        ("decade", "1980", "1999", "about 1980–1999", "about 1980–1999"),
        ("decade", "1965", "", "about 1965", "about 1965"),
        ("decade", "1990-10", "1999", "about October 1990–1999", "about Oct 1990–1999"),
        ("open", "1994", "", "since 1994", "since 1994"),
        ("open", "", "", "ongoing", "ongoing"),
        ("open-decade", "1980", "1989", "since the 1980s", "since the 1980s"),
        ("open-decade", "1994", "1996", "since the mid-1990s", "since the mid-1990s"),
        ("open-decade", "1965", "1969", "since about 1965–1969", "since about 1965–1969"),
        ("after", "2001-09-11", "", "after September 11, 2001", "after Sep 11, 2001"),
        ("after", "2001", "", "after 2001", "after 2001"),
        ("forecast", "2020", "", "by 2020", "by 2020"),
        ("forecast", "2010", "2015", "2010–2015", "2010–2015"),
        ("forecast", "", "", "in the future", "in the future"),
        ("undated", "", "", "undated", "undated"),
    ],
)
def test_a_date_is_printed_as_finely_as_it_is_given(precision, start, end, text, short):
    """Printing neither adds nor removes precision; drawings shorten only the months."""
    assert partial_dates.format_period(start, end, precision) == text
    assert partial_dates.format_period(start, end, precision, short=True) == short
