"""Tables of later data in the shape that the figures of chapter 9 take."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

#: Precision of an ISO date by the number of its characters.
PRECISIONS = {4: "year", 7: "month", 10: "day"}


def with_row_ids(table: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return a table with an ``id`` that joins its key columns by hyphens.

    The page of a table without ids anchors each row by the same joined key.
    """
    ids = table[list(columns)].astype("string").agg("-".join, axis=1)
    return table.assign(id=ids.astype("string"))


def single_value(table: pd.DataFrame, column: str, **conditions: object) -> float:
    """Return the number in one column of the only row that has these values in other columns.

    Raises
    ------
    LookupError
        If no row or several rows have them, or the cell is empty.
    """
    rows = table
    for name, wanted in conditions.items():
        rows = rows[rows[name] == wanted]
    if len(rows) != 1 or rows[column].isna().any():
        raise LookupError(
            f"{column}: {len(rows)} rows instead of one with a number where {conditions}"
        )
    return float(rows[column].iloc[0])


def bloc_shares(gdp: pd.DataFrame, members: Sequence[str], name: str) -> pd.DataFrame:
    """Return the share of a group of states in world output, by year and measure.

    Parameters
    ----------
    gdp : DataFrame
        One row a year and ``measure``, with a column ``<ISO code>_bn`` for each state and
        ``world_bn``, in billions.
    members : sequence of str
        ISO codes of the states.
    name : str
        Name of the group, for the column ``bloc``.

    Returns
    -------
    DataFrame
        ``year``, ``measure``, ``bloc`` and ``share`` (0 to 1); rows in which a member has
        no figure are left out.
    """
    columns = [f"{state}_bn" for state in members]
    complete = gdp.dropna(subset=columns)
    shares = complete[columns].sum(axis=1) / complete["world_bn"]
    return complete[["year", "measure"]].assign(bloc=name, share=shares)


def output_rows(
    shares: Mapping[str, pd.DataFrame], lines: Mapping[str, tuple[str, str]], *, since: int
) -> pd.DataFrame:
    """Return shares in world output as the lines of a line chart.

    Parameters
    ----------
    shares : mapping of str to DataFrame
        Results of `bloc_shares`, by a short key.
    lines : mapping of str to tuple
        Name of each line, with the key of its bloc and its measure.
    since : int
        First year.

    Returns
    -------
    DataFrame
        ``id``, ``year``, ``bloc`` (name of the line), ``measure`` and ``share``.
    """
    frames = []
    for name, (key, measure) in lines.items():
        frame = shares[key].assign(bloc=name)
        frames.append(frame[(frame["measure"] == measure) & (frame["year"] >= since)])
    rows = with_row_ids(pd.concat(frames), ["year", "measure"])
    return rows[["id", "year", "bloc", "measure", "share"]].round({"share": 4})


def later_event_rows(events: pd.DataFrame, lanes: Mapping[str, str]) -> pd.DataFrame:
    """Return later events as the rows of a timeline.

    Parameters
    ----------
    events : DataFrame
        The table of later events.
    lanes : mapping of str to str
        Label of the lane of each ``group``.

    Returns
    -------
    DataFrame
        The events with ``start``, ``precision``, ``lane`` and ``label``; one with an ``end`` is a
        period.
    """
    participants = r" \((CHN|all|five)[^)]*\)"
    return events.assign(
        start=events["date"],
        precision=events["date"].str.len().map(PRECISIONS).mask(events["end"].notna(), "period"),
        lane=events["group"].map(lanes),
        label=events["event"].str.replace(participants, "", regex=True),
    )


def vote_rows(levels: pd.DataFrame, pairs: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Return the identical votes of named pairs of states as the lines of a line chart.

    The levels are the result of `period_levels` for single years; pairs that *pairs* does not
    name are left out. The shares, 0 to 1, have bounds ``low`` and ``high``.
    """
    rows = levels[levels["statistic"] == "identical"]
    rows = with_row_ids(
        rows.rename(columns={"first": "year", "value": "share"}), ["year", "a", "b"]
    )
    names = [pairs.get(pair) for pair in zip(rows["a"], rows["b"], strict=True)]
    rows = rows.assign(pair=pd.Categorical(names, list(pairs.values()))).dropna(subset=["pair"])
    return rows[["id", "year", "pair", "votes", "share", "low", "high"]].round(3)


def ideal_point_rows(points: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the estimated positions of states, with bounds, as the lines of a line chart.

    Years for which the source has no estimate are left out.
    """
    rows = with_row_ids(points.dropna(subset=["ideal_point_all"]), ["year", "iso3"])
    rows = rows.assign(state=rows["iso3"].map(names))
    words = {"ideal_point_all": "ideal_point", "all_q05": "low", "all_q95": "high"}
    return rows[["id", "year", "state", *words]].rename(columns=words)


def gap_rows(points: pd.DataFrame, pairs: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    """Return the distances between states' estimated positions as the lines of a line chart.

    The second position of each pair is subtracted from the first, whose row is the ``id``.
    The bounds ``low`` and ``high`` hold if the errors of both are independent: the squares of
    both positions' distances from their own bounds are added.
    """
    known = with_row_ids(points.dropna(subset=["ideal_point_all"]), ["year", "iso3"])
    frames = []
    for (first, second), name in pairs.items():
        a, b = (known[known["iso3"] == state].set_index("year") for state in (first, second))
        gap = a["ideal_point_all"] - b["ideal_point_all"]
        below = np.hypot(a["ideal_point_all"] - a["all_q05"], b["all_q95"] - b["ideal_point_all"])
        above = np.hypot(a["all_q95"] - a["ideal_point_all"], b["ideal_point_all"] - b["all_q05"])
        frame = pd.DataFrame({"id": a["id"], "gap": gap, "low": gap - below, "high": gap + above})
        frames.append(frame.assign(pair=name).reset_index())
    return pd.concat(frames, ignore_index=True).round(3)
