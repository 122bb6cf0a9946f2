"""Agreement of the two independent coding passes."""

import krippendorff
import numpy as np
import pandas as pd


def krippendorff_alpha(first: pd.Series, second: pd.Series) -> float:
    """Return Krippendorff's alpha of two coders for nominal values.

    Parameters
    ----------
    first, second : Series of str
        The coders' values for the same units; ``NA`` where a coder has none.

    Returns
    -------
    float
        1 for perfect agreement, 0 for agreement by chance; ``nan`` where no unit was coded
        by both coders, or only one value occurs.
    """
    both = pd.concat([first, second], axis=1).dropna()
    values = sorted(set(both.to_numpy().ravel()))
    if len(values) < 2:
        return float("nan")
    codes = {value: number for number, value in enumerate(values)}
    data = np.array([[codes[value] for value in both[column]] for column in both], dtype=float)
    return float(krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"))


def summarize_agreement(agreement: pd.DataFrame) -> pd.DataFrame:
    """Return the agreement of the two passes for each coded column.

    Parameters
    ----------
    agreement : DataFrame
        ``table``, ``unit``, ``field``, ``pass_a`` and ``pass_b``.

    Returns
    -------
    DataFrame
        ``table``, ``field``, ``units`` (coded in at least one pass), ``shared`` (coded in
        both), ``overlap`` (shared per unit), ``equal`` (share of the shared units with one
        value) and ``alpha`` (Krippendorff's, nominal).
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
                "equal": (shared["pass_a"] == shared["pass_b"]).mean() if len(shared) else np.nan,
                "alpha": krippendorff_alpha(group["pass_a"], group["pass_b"]),
            }
        )
    return pd.DataFrame(rows)


def codings_of_pass(agreement: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the codings of one pass, before the two passes were reconciled.

    Parameters
    ----------
    agreement : DataFrame
        As for `summarize_agreement`.
    name : {"pass_a", "pass_b"}
        Column of the pass.

    Returns
    -------
    DataFrame
        ``claim``, ``indicator``, ``direction`` and ``fact`` (the fact to which the pass
        assigned the claim, or ``NA``).
    """
    facts = agreement[(agreement["table"] == "claims") & (agreement["field"] == "fact")]
    fact_of_claim = facts.set_index("unit")[name].replace("none", pd.NA)
    directions = agreement[(agreement["table"] == "codings") & (agreement["field"] == "direction")]
    directions = directions.dropna(subset=[name]).reset_index(drop=True)
    units = directions["unit"].str.rsplit(".", n=1, expand=True)
    codings = units.set_axis(["claim", "indicator"], axis=1)
    return codings.assign(direction=directions[name], fact=codings["claim"].map(fact_of_claim))
