"""Numbers that the prose of chapter 9 quotes: what became of what the thesis expected.

Each function returns formatted numbers by the names that the prose uses, with underscores
in place of hyphens: ``gdp_six_ppp_2020`` is ``{glue:text}`gdp-six-ppp-2020``` in the text.
States and years are those that the thesis speaks of.
"""

from collections.abc import Mapping

import pandas as pd

from edition.data.number_format import format_decimal, format_percent

from .figure_tables import single_value

PPP, DOLLARS = "ppp_current_intl", "current_usd"


def _by_state_and_year(table: pd.DataFrame, column: str) -> dict[tuple[str, int], float]:
    """Return the numbers of a column by ISO code and year; empty cells are left out."""
    rows = table.dropna(subset=[column])
    keys = zip(rows["iso3"], rows["year"].astype(int), strict=True)
    return dict(zip(keys, rows[column].astype(float), strict=True))


def output_statistics(shares: Mapping[str, pd.DataFrame], gdp: pd.DataFrame) -> dict[str, str]:
    """Return shares of three blocs in world output, and China's output relative to Russia's.

    Parameters
    ----------
    shares : mapping of str to DataFrame
        Results of `bloc_shares` for ``six``, ``eight`` and ``nine`` members.
    gdp : DataFrame
        The table of gross domestic product.
    """
    wanted = {
        f"gdp_{name}_{short}_2020": (name, measure, 2020)
        for name in shares
        for short, measure in (("ppp", PPP), ("usd", DOLLARS))
    } | {
        "gdp_six_ppp_2008": ("six", PPP, 2008),
        "gdp_six_usd_2008": ("six", DOLLARS, 2008),
        "gdp_eight_ppp_2024": ("eight", PPP, 2024),
        "gdp_nine_ppp_2024": ("nine", PPP, 2024),
    }
    numbers = {
        key: format_percent(single_value(shares[name], "share", measure=measure, year=year), 1)
        for key, (name, measure, year) in wanted.items()
    }
    for year in (2008, 2023):
        china, russia = (
            single_value(gdp, f"{state}_bn", year=year, measure=PPP) for state in ("CHN", "RUS")
        )
        numbers[f"gdp_times_{year}"] = format_decimal(china / russia, 1)
    return numbers


def fuel_statistics(
    crude: pd.DataFrame, gas: pd.DataFrame, reserves: pd.DataFrame
) -> dict[str, str]:
    """Return the sources of China's oil and gas imports, and the region's share of reserves.

    Parameters
    ----------
    crude, gas : DataFrame
        The tables of China's imports of crude oil and of gas.
    reserves : DataFrame
        The table of reserves in 2006.
    """
    shares = {}
    for year in (2015, 2020, 2023):
        shares[f"crude_russia_{year}"] = single_value(crude, "russia_share", year=year)
        shares[f"crude_cis_{year}"] = single_value(crude, "russia_plus_cis_share", year=year)
    for year in (2010, 2020, 2023):
        shares[f"gas_russia_{year}"] = single_value(gas, "russia_pipeline_share", year=year)
    shares["gas_cis_2010"] = single_value(gas, "cis_pipeline_share", year=2010)
    liquefied = single_value(gas, "lng_total_bcm", year=2010)
    shares["gas_lng_2010"] = liquefied / single_value(gas, "total_imports_bcm", year=2010)
    for fuel, row in (("oil", "oil_thousand_million_barrels"), ("gas", "gas_trillion_m3")):
        states = (single_value(reserves, state, fuel=row) for state in ("RUS", "CHN", "KAZ", "UZB"))
        shares[f"reserves_{fuel}"] = sum(states) / single_value(reserves, "world", fuel=row)
    return {name: format_percent(share, 1) for name, share in shares.items()}


def vote_statistics(votes: pd.DataFrame, pairs: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Return how often pairs of states cast identical votes in the General Assembly.

    Parameters
    ----------
    votes : DataFrame
        The result of `vote_agreement`.
    pairs : mapping of str to tuple
        Two ISO codes by a short key; ``rc`` are Russia and China.
    """
    numbers = {}
    for key, (a, b) in pairs.items():
        for year in (1991, 1993, 2000, 2006, 2008, 2016, 2023):
            share = single_value(votes, "share", a=a, b=b, year=year)
            numbers[f"votes_{key}_{year}"] = format_percent(share)
    a, b = pairs["rc"]
    pair = votes[(votes["a"] == a) & (votes["b"] == b)]
    before, after = pair["year"].between(2001, 2008), pair["year"] > 2008
    fewest = votes.loc[votes["a"] == "TKM", "both_voted"].min()
    return numbers | {
        "votes_rc_before": format_percent(pair.loc[before, "share"].mean()),
        "votes_rc_after": format_percent(pair.loc[after, "share"].mean()),
        "votes_fewest": format_decimal(fewest),
        "votes_rc_counted": format_decimal(single_value(votes, "both_voted", a=a, b=b, year=2008)),
    }


def ideal_point_statistics(points: pd.DataFrame) -> dict[str, str]:
    """Return states' positions by their votes, and the year when two states' bounds first overlap.

    Parameters
    ----------
    points : DataFrame
        The table of ideal points.
    """
    position, low, high = (
        _by_state_and_year(points, column) for column in ("ideal_point_all", "all_q05", "all_q95")
    )
    numbers = {}
    for state, name in (("CHN", "china"), ("RUS", "russia"), ("USA", "us")):
        for year in (1993, 2008, 2021, 2023):
            numbers[f"point_{name}_{year}"] = format_decimal(position[state, year], 2)
    for year in (1991, 1993, 2000, 2008):
        numbers[f"gap_{year}"] = format_decimal(position["RUS", year] - position["CHN", year], 2)

    def bounds_overlap(year: int) -> bool:
        return low["RUS", year] <= high["CHN", year] and low["CHN", year] <= high["RUS", year]

    years = (year for state, year in position if state == "RUS" and bounds_overlap(year))
    return numbers | {"points_touch": str(min(years))}


def capability_statistics(cinc: pd.DataFrame) -> dict[str, str]:
    """Return shares of material capabilities, and the last year in which the United States led.

    Parameters
    ----------
    cinc : DataFrame
        The table of the Composite Index of National Capability.
    """
    share = _by_state_and_year(cinc, "cinc")
    numbers = {}
    for year in (2001, 2008, 2016, 2017, 2022):
        russia, china = share["RUS", year], share["CHN", year]
        numbers[f"cinc_us_{year}"] = format_percent(share["USA", year], 1)
        numbers[f"cinc_pair_{year}"] = format_percent(russia + china, 1)
        numbers[f"cinc_times_{year}"] = format_decimal(china / russia, 1)
    years = (y for state, y in share if state == "USA" and share["USA", y] > share["CHN", y])
    return numbers | {"cinc_last_ahead": str(max(years))}


def arms_statistics(transfers: pd.DataFrame) -> dict[str, str]:
    """Return Russia's arms deliveries to China: yearly averages and shares of each period.

    Parameters
    ----------
    transfers : DataFrame
        The table of arms transfers, one row a period.
    """
    numbers = {}
    for row in transfers.to_dict("records"):
        first, years = row["from_year"], row["to_year"] - row["from_year"] + 1
        numbers[f"arms_{first}"] = format_decimal(row["rus_to_chn_tiv_m"] / years)
        numbers[f"arms_china_{first}"] = format_percent(row["russia_share_of_china_imports"])
        numbers[f"arms_russia_{first}"] = format_percent(row["china_share_of_russia_exports"])
    return numbers
