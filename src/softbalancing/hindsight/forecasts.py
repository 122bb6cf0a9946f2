"""Forecasts with a number, scored by a rule, and what other yardsticks would have shown."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from .figure_tables import single_value

PPP, DOLLARS = "ppp_current_intl", "current_usd"
#: What the purchasing powers published in December 2007 left of China's output.
CHINA_KEPT = 0.6


def extrapolate(
    shares: pd.DataFrame, measure: str, first: int, last: int, target: int
) -> tuple[float, float]:
    """Return a bloc's share in *target* if it grows on as between two earlier years.

    The first result adds the same number of points each year, the second grows by the same
    rate. The shares are the result of `bloc_shares`.
    """
    start, end = (single_value(shares, "share", measure=measure, year=y) for y in (first, last))
    steps = (target - last) / (last - first)
    return end + steps * (end - start), end * (end / start) ** steps


def share_before_revision(
    gdp: pd.DataFrame, shares: pd.DataFrame, year: int, kept: float = CHINA_KEPT
) -> float:
    """Return a bloc's share at purchasing power if China counted as before the revision.

    China, a member, is divided by what the revision left of it; all else stays as it is.
    """
    china, world = (
        single_value(gdp, column, year=year, measure=PPP) for column in ("CHN_bn", "world_bn")
    )
    added = china / kept - china
    share = single_value(shares, "share", year=year, measure=PPP)
    return (share * world + added) / (world + added)


def observed_shares(shares: pd.DataFrame, crude: pd.DataFrame) -> dict[str, float]:
    """Return the share observed for each outcome whose forecast is a number, by its id.

    The shares are those of the founding members; the table is that of China's crude oil.
    """
    return {
        "out-output-purchasing-power": single_value(shares, "share", measure=PPP, year=2020),
        "out-output-dollars": single_value(shares, "share", measure=DOLLARS, year=2020),
        "out-oil-region": single_value(crude, "russia_plus_cis_share", year=2020),
        "out-oil-russia": single_value(crude, "russia_share", year=2020),
    }


def score_forecasts(
    outcomes: pd.DataFrame, quantities: pd.DataFrame, observed: Mapping[str, float]
) -> pd.DataFrame:
    """Return the outcomes, with those of forecasts of a number computed by their rule.

    Such a forecast is ``met`` if the observed share (from `observed_shares`) differs from it
    by no more than the tolerance, a share of the forecast, and else ``missed``.
    """
    part = quantities["unit"].map({"percent": 1 / 100, "thirds": 1 / 3})
    forecasts = dict(zip(quantities["id"], quantities["value"] * part, strict=True))
    numeric = outcomes[outcomes["quantity"].notna()]
    ratio = numeric["id"].map(observed) / numeric["quantity"].map(forecasts)
    met = np.where((ratio - 1).abs() <= numeric["tolerance"], "met", "missed")
    scored = pd.Series(met, index=numeric.index)
    return outcomes.assign(outcome=scored.reindex(outcomes.index).fillna(outcomes["outcome"]))
