"""Later figures held against what was claimed: pure, tables in, numbers and tables out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def keyed(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The table with an ``id`` that joins the values of *columns*, as its page anchors the rows."""
    parts = [table[column].astype("string") for column in columns]
    return table.assign(id=parts[0].str.cat(parts[1:], sep="-") if parts[1:] else parts[0])


def alike(votes: pd.DataFrame) -> pd.DataFrame:
    """The votes with ``share``: of the roll calls in which both voted, those with the same vote."""
    return votes.assign(share=votes.same / votes.both_voted)


def bloc(gdp: pd.DataFrame, members: Sequence[str], name: str) -> pd.DataFrame:
    """The share of a group of states in the output of the world, by year and measure.

    Parameters
    ----------
    gdp : DataFrame
        One row a year and measure, a column ``…_bn`` for each state and for the world.
    members : sequence of str
        ISO codes of the group's states.
    name : str
        What the group is called, for the column ``bloc``.

    Returns
    -------
    DataFrame
        The rows in which every member has a figure, with the columns ``year``, ``measure``,
        ``bloc`` and ``share``.
    """
    columns = [f"{state}_bn" for state in members]
    whole = gdp.dropna(subset=columns)
    shares = whole[columns].sum(axis=1) / whole.world_bn
    return whole[["year", "measure"]].assign(bloc=name, share=shares)


def value(table: pd.DataFrame, column: str, **where: object) -> float:
    """The one number that *column* holds where all conditions are met.

    Raises
    ------
    LookupError
        When no row or more than one meets them, or the cell is empty; it names the conditions.
    """
    rows = table
    for name, wanted in where.items():
        rows = rows[rows[name] == wanted]
    if len(rows) != 1 or rows[column].isna().any():
        raise LookupError(f"value: {column}: {len(rows)} rows with a number where {where}")
    return float(rows[column].iloc[0])
