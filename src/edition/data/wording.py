"""Rows in words: dates, numbers, sources and names as the pages print them (pure)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from . import locators, partial_dates

SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
KINDS = {
    "empirical": "Empirical claim",
    "theoretical": "Theoretical claim",
    "interpretive": "Interpretation",
    "methodological": "Methodological claim",
    "forecast": "Forecast",
}


def row_period(row: Mapping) -> str:
    """When an event was, as finely as its row says; see `dates.span`."""
    start, end = ("" if pd.isna(row[name]) else row[name] for name in ("start", "end"))
    return partial_dates.span(start, end, row["precision"])


def format_number(value: float) -> str:
    """A number as prose prints it: small whole ones in words, thousands grouped."""
    if value == int(value):
        whole = int(value)
        return SMALL[whole] if 0 <= whole < len(SMALL) else f"{whole:,}"
    return f"{value:,g}"


def row_quantity(row: Mapping) -> str:
    """A quantity with its unit where the unit is one of measure."""
    value, unit = float(row["value"]), row["unit"]
    if unit == "percent":
        return f"{value:g} percent"
    if unit == "USD":
        for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
            if value >= size:
                return f"${value / size:g} {name}"
        return f"${value:,g}"
    if unit == "thirds":  # a fraction in words is no more exact than it sounds
        return "a third" if value == 1 else f"{format_number(value)} thirds"
    if unit == "km":
        return f"{value:,g} kilometers"
    return format_number(value)


def mark_text(table: str, row: Mapping) -> str:
    """What a mark of this table prints in the prose; a claim prints nothing."""
    return {"events": row_period, "quantities": row_quantity}.get(table, lambda row: "")(row)


def format_source(text: str, labels: Mapping[str, str]) -> str:
    """A source in words: ``Li 2007, p. 488; Lo 2004, p. 296``, or the thesis itself."""
    found = [locator.text(labels) for locator in locators.parse_source(text)]
    return "; ".join(found) or "the thesis itself"


def claim_label(row: Mapping, labels: Mapping[str, str]) -> str:
    """The accessible name of a claim's mark: kind, a shortened claim, its source."""
    text = row["claim"].rstrip(".")
    if len(text) > 90:
        text = text[:90].rsplit(" ", 1)[0] + "…"
    return f"{KINDS[row['kind']]}: {text}. Source: {format_source(row['source'], labels)}"


def format_percent(share: float, digits: int = 0) -> str:
    """A share in percent, without the sign: ``33.3``."""
    return f"{100 * share:.{digits}f}"


def format_decimal(value: float, digits: int = 0) -> str:
    """A number with so many decimals, thousands grouped and with a true minus: ``−1,250.5``."""
    return f"{value:,.{digits}f}".replace("-", "−")
