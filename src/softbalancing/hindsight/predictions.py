"""Predictions of the five explanations, held against what the later data show."""

from collections.abc import Mapping

import krippendorff
import numpy as np
import pandas as pd

from .voting import Estimate, estimate

#: Smallest change in a share of votes that counts as one.
MARGIN = 0.05
#: Words for a number above, about and below another, by what a measure compares.
CHANGES = ("rise", "no change", "fall")
LEVELS = ("higher", "no difference", "lower")
#: Sign of each expectation; a prediction's place on an ordinal scale is sign times strength.
SIGNS = {
    "rise": 1, "yes": 1, "higher": 1, "fall": -1, "no": -1, "lower": -1,
    "no change": 0, "no difference": 0, "open": 0,
}  # fmt: skip
#: What becomes of a prediction that expects something.
OUTCOMES = ["met", "not met", "undecided"]


def interval_finding(
    low: float, high: float, *, margin: float, words: tuple[str, str, str] = CHANGES
) -> str:
    """Return what an interval shows: a direction, no change, or nothing.

    It shows a direction if it excludes zero, no change if it lies within *margin* on either
    side of zero, and else nothing (``open``).
    """
    above, none, below = words
    if low > 0:
        return above
    if high < 0:
        return below
    return none if -margin < low and high < margin else "open"


def vote_findings(
    comparisons: pd.DataFrame, *, statistic: str = "identical", margin: float = MARGIN
) -> dict[str, str]:
    """Return what a statistic of `compare_periods`, with its wider bounds, shows by measure."""
    rows = comparisons[comparisons["statistic"] == statistic]
    return {
        measure: interval_finding(
            low, high, margin=margin, words=LEVELS if measure == "votes-region" else CHANGES
        )
        for measure, low, high in zip(rows["measure"], rows["low"], rows["high"], strict=True)
    }


def arms_change(transfers: pd.DataFrame, *, last_before: int = 2007) -> Estimate:
    """Return the change of Russia's yearly deliveries to China, in millions, after a year.

    A period that reaches beyond that year is divided evenly; the bounds are those if all of
    its deliveries fell before the end of that year, or none.
    """
    years = transfers["to_year"] - transfers["from_year"] + 1
    total = transfers["rus_to_chn_tiv_m"]
    inside = (last_before + 1 - transfers["from_year"]).clip(0, years)
    even, split = inside / years, (inside > 0) & (inside < years)
    span = inside.sum(), (years - inside).sum()
    changes = [
        ((1 - share) * total).sum() / span[1] - (share * total).sum() / span[0]
        for share in (even, even.mask(split, 1.0), even.mask(split, 0.0))
    ]
    return Estimate(*map(float, changes))


def other_findings(tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Return what the tables other than that of votes show for the remaining measures.

    The tables are ``arms_transfers``, ``treaties``, ``later_events``, ``china_crude_imports``
    and ``china_gas_imports``, by these names. Of gas, only that by pipeline is counted.
    """
    arms = arms_change(tables["arms_transfers"])
    treaties, events = tables["treaties"], tables["later_events"].set_index("id")
    pair = treaties[(treaties["a"] == "RUS") & (treaties["b"] == "CHN")]
    members = {"later-india-pakistan-join", "later-iran-joins"}
    exercises = events.loc[events["group"] == "exercises", "date"]
    crude, gas = (tables[f"china_{fuel}_imports"].set_index("year") for fuel in ("crude", "gas"))
    piped = (gas["pipeline_russia_bcm"] + gas["pipeline_other_cis_bcm"]) / gas["total_imports_bcm"]
    fuel = {
        CHANGES[1 - int(np.sign(share.iloc[-1] - share.iloc[0]))]
        for share in (crude["russia_plus_cis_share"], piped.loc[2010:])
    }
    return {
        "arms": interval_finding(arms.low, arms.high, margin=0),
        "alliance": "yes" if pair["defense"].any() else "no",
        "sco-members": "yes" if members <= set(events.index) else "no",
        "exercises": "yes" if (exercises > events.loc["later-manas-handed-over", "date"]).any()
        else "no",
        "energy": fuel.pop() if len(fuel) == 1 else "open",
        "output": "open",
    }  # fmt: skip


def score_predictions(predictions: pd.DataFrame, findings: Mapping[str, str]) -> pd.DataFrame:
    """Return the predictions with ``finding`` and ``outcome``.

    The findings are what the data show for each measure, in the words of the predictions. An
    outcome is ``met`` if the prediction names the finding, ``not met`` if it names another,
    ``undecided`` if the finding is open, and ``none`` if the prediction is.
    """
    expected, finding = predictions["expectation"], predictions["measure"].map(findings)
    outcome = np.select(
        [expected == "open", finding == "open", expected == finding],
        ["none", "undecided", "met"], "not met",
    )  # fmt: skip
    return predictions.assign(finding=finding, outcome=outcome)


def judge_agreement(
    predictions: pd.DataFrame, *, draws: int = 1000, seed: int = 2008
) -> tuple[pd.DataFrame, Estimate]:
    """Return both judges' predictions side by side, and how far they agree.

    The first result holds the expectations, one row an explanation and measure and one column
    a judge; the second is Krippendorff's alpha for ordinal values from a clear fall or no (−2)
    to a clear rise or yes (2), where open predictions and those of no change stand at 0. Its
    interval comes from drawing the rows again.
    """
    place = predictions["expectation"].map(SIGNS) * predictions["strength"]
    by_cell = predictions.assign(place=place).set_index(["explanation", "measure", "judge"])
    places, expectations = (by_cell[name].unstack() for name in ("place", "expectation"))
    scale = np.arange(-2, 3)
    counts = (places.to_numpy(dtype=int)[:, :, None] == scale).sum(axis=1)
    drawn = np.random.default_rng(seed).integers(len(counts), size=(draws, len(counts)))
    alphas = [
        krippendorff.alpha(
            value_counts=counts[rows], value_domain=scale, level_of_measurement="ordinal"
        )
        for rows in (np.arange(len(counts)), *drawn)
    ]
    return expectations, estimate(np.array(alphas))
