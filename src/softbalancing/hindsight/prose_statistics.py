"""Numbers that the prose of chapter 9 quotes: what became of what the thesis expected.

Each function returns formatted numbers by the names that the prose uses, with underscores
in place of hyphens: ``gdp_six_ppp_2020`` is ``{glue:text}`gdp-six-ppp-2020``` in the text.
Years are those of `YEARS`.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from edition.data.number_format import format_decimal, format_number, format_percent

from .figure_tables import single_value
from .forecasts import DOLLARS, PPP, extrapolate, share_before_revision
from .predictions import SIGNS, arms_change
from .voting import Estimate, VoteSample, estimate

#: Years that the prose speaks of.
YEARS = {1991, 1993, 2000, 2001, 2008, 2010, 2014, 2015, 2016, 2017, 2020, 2022, 2023, 2024}


def quote(
    frame: pd.DataFrame, prefix: str, keys: Sequence[str],
    columns: Mapping[str, str | Sequence[str]], *, digits: int = 0, scale: float = 1.0,
) -> dict[str, str]:  # fmt: skip
    """Return the numbers of a table, formatted, each under a name made from its row.

    Rows of other years than `YEARS` are left out.

    A name begins with *prefix*, goes on with the row's values of *keys*, and ends with a key of
    *columns*, whose value is the column of the number or the two columns of its bounds
    (``2.1 to 16.6``). The numbers are multiplied by *scale*: 100 for shares in percent.
    """
    numbers = {}
    if "year" in frame:
        frame = frame[frame["year"].isin(YEARS)]
    for row in frame.to_dict("records"):
        for end, chosen in columns.items():
            cells = [chosen] if isinstance(chosen, str) else chosen
            name = " ".join([prefix, *(str(row[key]) for key in keys), end])
            texts = [format_decimal(scale * row[cell], digits) for cell in cells]
            numbers[re.sub(r"\W+", "_", name.lower()).strip("_")] = " to ".join(texts)
    return numbers


def output_statistics(shares: Mapping[str, pd.DataFrame], gdp: pd.DataFrame) -> dict[str, str]:
    """Return shares of blocs in world output, and China's output relative to Russia's.

    The shares are results of `bloc_shares`, by bloc; ``six`` are the founding members.
    """
    short = {PPP: "ppp", DOLLARS: "usd"}
    blocs = pd.concat(shares.values()).replace({"measure": short})
    numbers = quote(blocs, "gdp", ["bloc", "measure", "year"], {"": "share"}, digits=1, scale=100)
    for measure, name in short.items():
        linear, compound = extrapolate(shares["six"], measure, 2003, 2008, 2020)
        numbers[f"gdp_linear_{name}"] = format_percent(linear, 1)
        numbers[f"gdp_compound_{name}"] = format_percent(compound, 1)
    numbers["gdp_older_2020"] = format_percent(share_before_revision(gdp, shares["six"], 2020), 1)
    ratios = gdp[gdp["measure"] == PPP].assign(times=gdp["CHN_bn"] / gdp["RUS_bn"])
    return numbers | quote(ratios, "gdp_times", ["year"], {"": "times"}, digits=1)


def fuel_statistics(
    crude: pd.DataFrame, gas: pd.DataFrame, reserves: pd.DataFrame
) -> dict[str, str]:
    """Return the sources of China's imports of oil and gas, and the region's share of reserves."""
    total = gas["total_imports_bcm"]
    of_gas = gas.assign(
        russia=gas["pipeline_russia_bcm"] / total,
        cis=gas["pipeline_other_cis_bcm"] / total,
        lng=gas["lng_total_bcm"] / total,
    )
    held = reserves.assign(
        fuel=reserves["fuel"].str.split("_").str[0],
        share=reserves[["RUS", "CHN", "KAZ", "UZB"]].sum(axis=1) / reserves["world"],
    ).drop(columns="year")
    of_crude = {"russia": "russia_share", "cis": "russia_plus_cis_share"}
    return {
        **quote(crude, "crude", ["year"], of_crude, digits=1, scale=100),
        **quote(
            of_gas, "gas", ["year"], {n: n for n in ("russia", "cis", "lng")}, digits=1, scale=100
        ),
        **quote(held, "reserves", ["fuel"], {"": "share"}, digits=1, scale=100),
    }


def outcome_statistics(outcomes: pd.DataFrame) -> dict[str, str]:
    """Return the numbers of forecasts with a year in their label, of their marks, and outcomes."""
    dated = outcomes[outcomes["label"].str.contains(r"by \d{4}$")]
    counts = {"sentences": dated["claim"].nunique(), "marks": len(dated)}
    for outcome, rows in dated.groupby("outcome"):
        counts[str(outcome).replace(" ", "_")] = len(rows)
    return {f"dated_{name}": format_number(count) for name, count in counts.items()}


def vote_statistics(sample: VoteSample, levels: pd.DataFrame) -> dict[str, str]:
    """Return how often pairs of states cast identical votes, by year and period.

    The share of Russia and China in 2008 is ``votes_rus_chn_2008``, its interval
    ``votes_rus_chn_2008_range``; a period has its first and last year in place of one.

    The levels are the rows to be quoted of the result of `period_levels`.
    """
    rows = levels[levels["statistic"] == "identical"]
    one = rows["first"] == rows["last"]
    rows = rows.assign(year=rows["last"], last=rows["last"].astype(str).mask(one, ""))
    rows = rows[~one | rows["year"].isin(YEARS)].drop(columns="year")
    columns = {"": ["value"], "range": ["low", "high"]}
    share = sample.similarity("identical", ("RUS", "CHN"))
    step = estimate(sample.level(share, 2000, 2000) - sample.level(share, 1999, 1999))
    movement = np.abs(np.diff(share[0, sample.years >= 2001])).mean()
    cast = sample.cast[sample.pairs.index(("RUS", "CHN"))]
    return quote(rows, "votes", ["a", "b", "first", "last"], columns, scale=100) | {
        **quote(pd.DataFrame([step]), "votes_step", [], columns, digits=1, scale=100),
        "votes_movement": format_decimal(100 * movement, 1),
        "votes_fewest": format_number(np.nanmin(sample.cast)),
        "votes_least": format_decimal(cast.min()),
        "votes_most": format_decimal(cast.max()),
    }


def comparison_statistics(comparisons: pd.DataFrame) -> dict[str, str]:
    """Return the changes between periods, in points, with both intervals.

    The change of identical votes by the measure ``votes-2014`` is ``votes_2014_identical``;
    its intervals end in ``votes`` and ``years``, its levels in ``before`` and ``after``.
    """
    columns = {"": ["change"], "before": ["before"], "after": ["after"]}
    columns |= {name: [f"low_{name}", f"high_{name}"] for name in ("votes", "years")}
    return quote(comparisons, "", ["measure", "statistic"], columns, digits=1, scale=100)


def break_statistics(breaks: pd.DataFrame) -> dict[str, str]:
    """Return where a series of votes breaks, and the years that fit about as well."""
    near = breaks.loc[breaks["gain"] > breaks["gain"].max() - 1.92, "year"]
    best = breaks.loc[breaks["gain"].idxmax(), "year"]
    return {"break_best": str(best), "break_near": f"{near.min()} to {near.max()}"}


def ideal_point_statistics(points: pd.DataFrame, gaps: pd.DataFrame) -> dict[str, str]:
    """Return the distances between states by their votes, and how far two of them moved.

    The gaps are the result of `gap_rows`; a distance is named by its pair and year.
    """
    known = points.dropna(subset=["ideal_point_all"])
    columns = {"": "gap", "range": ["low", "high"]}
    numbers = quote(gaps, "gap", ["pair", "year"], columns, digits=2)
    for state in ("RUS", "CHN"):
        first, last = (
            single_value(known, "ideal_point_all", iso3=state, year=year) for year in (1993, 1998)
        )
        numbers[f"moved_{state.lower()}"] = format_decimal(abs(last - first), 2)
    return numbers


def capability_statistics(cinc: pd.DataFrame) -> dict[str, str]:
    """Return shares of material capabilities, and the last years in which the U.S. led China."""
    share = cinc.pivot(index="year", columns="iso3", values="cinc").reset_index()
    share["pair"], share["times"] = share["CHN"] + share["RUS"], share["CHN"] / share["RUS"]
    share["lead"] = share["USA"] - share["CHN"]
    columns = {"us": "USA", "pair": "pair"}
    ahead = share[share["lead"] > 0]
    return {
        **quote(share, "cinc", ["year"], columns, digits=1, scale=100),
        **quote(share, "cinc", ["year"], {"times": "times"}, digits=1),
        "cinc_last_lead": format_decimal(100 * ahead["lead"].iloc[-1], 2),
        "cinc_last_ahead": str(ahead["year"].iloc[-1]),
        "cinc_before_ahead": str(ahead["year"].iloc[-2]),
    }


def arms_statistics(transfers: pd.DataFrame) -> dict[str, str]:
    """Return Russia's arms deliveries to China: yearly averages and shares of each period."""
    years = transfers["to_year"] - transfers["from_year"] + 1
    rows = transfers.assign(yearly=transfers["rus_to_chn_tiv_m"] / years)
    shares = {"china": "russia_share_of_china_imports", "russia": "china_share_of_russia_exports"}
    change = pd.DataFrame([arms_change(transfers)])
    return {
        **quote(rows, "arms", ["from_year"], {"": "yearly"}),
        **quote(rows, "arms", ["from_year"], shares, scale=100),
        **quote(change, "arms_change", [], {"": "value", "range": ["low", "high"]}),
    }


def prediction_statistics(
    predictions: pd.DataFrame, cells: pd.DataFrame, alpha: Estimate
) -> dict[str, int | str]:
    """Return how far the judges of the predictions agree.

    The cells and alpha are the result of `judge_agreement`.
    """
    first, second = (cells[judge] for judge in cells)
    columns = {"alpha": "value", "alpha_range": ["low", "high"]}
    return {
        "pred_rows": len(predictions),
        "pred_cells": len(cells),
        "pred_same": int((first == second).sum()),
        "pred_contrary": format_number(int((first.map(SIGNS) * second.map(SIGNS) < 0).sum())),
        **quote(pd.DataFrame([alpha]), "pred", [], columns, digits=2),
    }
