"""How far two independent coders agree (pure)."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd


def alpha(first: pd.Series, second: pd.Series) -> float:
    """Krippendorff's alpha of two coders for nominal values.

    Parameters
    ----------
    first, second : Series of str
        The coders' values for the same units; ``NA`` where a coder has none.

    Returns
    -------
    float
        1 for perfect agreement, 0 for what chance would give; ``nan`` where no unit
        was coded by both, or only one value occurs.
    """
    both = pd.concat([first, second], axis=1).dropna()
    values = sorted(set(both.to_numpy().ravel()))
    if len(values) < 2:
        return float("nan")
    codes = {value: number for number, value in enumerate(values)}
    data = np.array([[codes[value] for value in both[column]] for column in both], dtype=float)
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def summary(agreement: pd.DataFrame) -> pd.DataFrame:
    """Agreement of two passes, per table and column.

    Parameters
    ----------
    agreement : DataFrame
        ``table``, ``unit``, ``field``, ``pass_a``, ``pass_b``.

    Returns
    -------
    DataFrame
        ``table``, ``field``, ``units`` (coded by at least one reader), ``shared``
        (coded by both), ``overlap`` (their ratio), ``equal`` (share of the shared
        that has one value) and ``alpha`` (Krippendorff's, nominal).
    """
    rows = []
    for (table, field), group in agreement.groupby(["table", "field"], sort=False):
        shared = group.dropna(subset=["pass_a", "pass_b"])
        rows.append(
            {
                "table": table,
                "field": field,
                "units": len(group),
                "shared": len(shared),
                "overlap": len(shared) / len(group),
                "equal": float((shared.pass_a == shared.pass_b).mean()) if len(shared) else np.nan,
                "alpha": alpha(group.pass_a, group.pass_b),
            }
        )
    return pd.DataFrame(rows)


def codings_of(agreement: pd.DataFrame, reader: str) -> pd.DataFrame:
    """The codings as one reader made them, before they were reconciled.

    Parameters
    ----------
    agreement : DataFrame
        As for `summary`.
    reader : {"pass_a", "pass_b"}
        Whose.

    Returns
    -------
    DataFrame
        ``claim``, ``indicator``, ``direction`` and ``fact``: the one that the reader
        gave the claim, or nothing.
    """
    facts = agreement[(agreement.table == "claims") & (agreement.field == "fact")]
    facts = facts.set_index("unit")[reader].replace("none", pd.NA)
    rows = agreement[(agreement.table == "codings") & (agreement.field == "direction")]
    rows = rows.dropna(subset=[reader])
    frame = rows.unit.str.rsplit(".", n=1, expand=True).set_axis(["claim", "indicator"], axis=1)
    frame = frame.assign(direction=rows[reader], fact=frame.claim.map(facts))
    return frame.reset_index(drop=True)
