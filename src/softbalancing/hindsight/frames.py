"""Later figures as figures and numbers want them: pure, tables in and out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

PRECISIONS = {4: "year", 7: "month", 10: "day"}


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


def dated(later: pd.DataFrame, lanes: Mapping[str, str]) -> pd.DataFrame:
    """Later events as a timeline takes them; *lanes* are the names of their groups."""
    return later.assign(
        start=later.date,
        precision=later.date.str.len().map(PRECISIONS),
        lane=later.group.map(lanes),
        label=later.event.str.replace(r" \((CHN|all|five)[^)]*\)", "", regex=True),
    )


def paired(votes: pd.DataFrame, names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """The shares of identical votes of some pairs of states, in the order of their names."""
    found = keyed(votes, ["year", "a", "b"])
    pair = pd.Categorical(
        [names.get(pair) for pair in zip(found.a, found.b, strict=True)], list(names.values())
    )
    found = found.assign(pair=pair).dropna(subset=["pair"])
    return found[["id", "year", "pair", "both_voted", "same", "share"]].round({"share": 4})


def placed(points: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The estimated positions of states, with their bounds and the states' names."""
    found = keyed(estimated(points), ["year", "iso3"])
    found = found.assign(state=found.iso3.map(names))
    return found[["id", "year", "state", "ideal_point_all", "all_q05", "all_q95"]]


def estimated(points: pd.DataFrame) -> pd.DataFrame:
    """The ideal points that the source estimates at all."""
    return points.dropna(subset=["ideal_point_all"])


def lines(
    shares: Mapping[str, pd.DataFrame], named: Mapping[str, tuple[str, str]], *, since: int
) -> pd.DataFrame:
    """Shares in world output as lines of a trend.

    Parameters
    ----------
    shares : mapping
        Results of `bloc`, by short names.
    named : mapping
        What each line is called, with the short name of its bloc and its measure.
    since : int
        The first year.
    """
    frames = []
    for name, (short, measure) in named.items():
        frame = keyed(shares[short].assign(bloc=name), ["year", "measure"])
        frames.append(frame[(frame.measure == measure) & (frame.year >= since)])
    every = pd.concat(frames)
    return every[["id", "year", "bloc", "measure", "share"]].round({"share": 4})
