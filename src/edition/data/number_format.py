"""Format numbers and measures for prose."""

from collections.abc import Callable

SMALL_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
Unit = Callable[[float], str]


def format_number(value: float) -> str:
    """Return a number with thousands grouped; in words up to twelve.

    >>> format_number(4), format_number(500000), format_number(2.5)
    ('four', '500,000', '2.5')
    """
    if value in range(len(SMALL_NUMBERS)):
        return SMALL_NUMBERS[int(value)]
    return f"{value:,.0f}" if value == int(value) else f"{value:,g}"


def format_percent(share: float, digits: int = 0) -> str:
    """Return a share (0 to 1) in percent, without the sign: ``33.3``."""
    return f"{100 * share:.{digits}f}"


def format_decimal(value: float, digits: int = 0) -> str:
    """Return a number with fixed decimals, grouped, with a true minus sign: ``−1,250.5``."""
    return f"{value:,.{digits}f}".replace("-", "−")


def with_unit(name: str) -> Unit:
    """Return a function that formats a number in digits with a unit of measure.

    >>> with_unit("kilometers")(4300)
    '4,300 kilometers'
    """
    return lambda value: f"{value:,g} {name}"


def currency(symbol: str) -> Unit:
    """Return a function that formats an amount of money, large amounts in words.

    >>> currency("$")(1.5e12), currency("$")(900)
    ('$1.5 trillion', '$900')
    """

    def format_amount(value: float) -> str:
        for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
            if value >= size:
                return f"{symbol}{value / size:g} {name}"
        return f"{symbol}{value:,g}"

    return format_amount


def fraction(part: str) -> Unit:
    """Return a function that formats a count of equal parts in words, as vague as the text is.

    >>> fraction("third")(1), fraction("third")(2)
    ('a third', 'two thirds')
    """
    return lambda value: f"a {part}" if value == 1 else f"{format_number(value)} {part}s"
