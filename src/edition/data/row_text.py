"""Rows in words: dates, quantities, sources and labels as pages print them (no files)."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from edition.project.vocabulary import ClaimKind

from . import locators, partial_dates
from .number_format import Unit, format_number

Row = Mapping[str, Any]
LABEL_LENGTH = 90


def row_period(row: Row) -> str:
    """Return when an event took place, in words (see `partial_dates.format_period`)."""
    dates = {name: row[name] if pd.notna(row[name]) else "" for name in ("start", "end")}
    return partial_dates.format_period(dates["start"], dates["end"], row["precision"])


def row_quantity(row: Row, units: Mapping[str, Unit]) -> str:
    """Return a quantity, with its unit if the vocabulary formats that unit."""
    return units.get(row["unit"], format_number)(float(row["value"]))


def mark_text(role: str, row: Row, units: Mapping[str, Unit]) -> str:
    """Return what a mark of a row prints: a date, a quantity, a word, or nothing for a claim.

    *role* is that of the row's table: ``claims``, ``events``, ``quantities`` or ``findings``.
    """
    if role == "events":
        return row_period(row)
    if role == "findings":
        return "finding"
    return row_quantity(row, units) if role == "quantities" else ""


def format_source(text: str, labels: Mapping[str, str]) -> str:
    """Return a source in words: ``Li 2007, p. 488; Lo 2004, p. 296``, or the thesis itself.

    *labels* holds the label of each work by its citation key.
    """
    works = [locator.text(labels) for locator in locators.parse_source(text)]
    return "; ".join(works) or "the thesis itself"


def claim_label(row: Row, labels: Mapping[str, str], kinds: Mapping[str, ClaimKind]) -> str:
    """Return the accessible name of a claim's mark: kind, shortened claim, source."""
    text = row["claim"].rstrip(".")
    if len(text) > LABEL_LENGTH:
        text = text[:LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
    kind, source = kind_label(row["kind"], kinds), format_source(row["source"], labels)
    return f"{kind}: {text}. Source: {source}"


def kind_label(kind: str, kinds: Mapping[str, ClaimKind]) -> str:
    """Return the label of a kind of claims; the value itself if the vocabulary has none."""
    return kinds[kind].label if kind in kinds else kind
