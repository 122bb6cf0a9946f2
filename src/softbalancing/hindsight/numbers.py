"""The numbers of the ninth chapter: what became of what the thesis expected.

Each function gives numbers in words, by the names under which the prose speaks of them:
``gdp_six_ppp_2020`` is ``gdp-six-ppp-2020`` there.  Which states and years they are about
is this thesis's own; the edition of another one counts other things.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from edition.data.wording import format_decimal, format_percent

from .frames import estimated, value

PPP, DOLLARS = "ppp_current_intl", "current_usd"


def output(shares: Mapping[str, pd.DataFrame], gdp: pd.DataFrame) -> dict[str, str]:
    """Shares of three blocs in world output, and how far China's exceeds Russia's.

    Parameters
    ----------
    shares : mapping
        Results of `bloc`, by ``six``, ``eight`` and ``nine``.
    gdp : DataFrame
        The table of gross domestic product.
    """
    found = {}
    for measure, short in ((PPP, "ppp"), (DOLLARS, "usd")):
        for name, frame in shares.items():
            found[f"gdp_{name}_{short}_2020"] = value(frame, "share", year=2020, measure=measure)
        found[f"gdp_six_{short}_2008"] = value(shares["six"], "share", year=2008, measure=measure)
    for name in ("eight", "nine"):
        found[f"gdp_{name}_ppp_2024"] = value(shares[name], "share", year=2024, measure=PPP)
    said = {name: format_percent(share, 1) for name, share in found.items()}
    for year in (2008, 2023):
        china, russia = (value(gdp, f"{s}_bn", year=year, measure=PPP) for s in ("CHN", "RUS"))
        said[f"gdp_times_{year}"] = format_decimal(china / russia, 1)
    return said


def fuels(crude: pd.DataFrame, gas: pd.DataFrame, reserves: pd.DataFrame) -> dict[str, str]:
    """Where China's oil and gas come from, and what the region holds.

    Parameters
    ----------
    crude, gas, reserves : DataFrame
        The tables of China's imports of either, and of reserves in 2006.
    """
    found = {}
    for year in (2015, 2020, 2023):
        found[f"crude_russia_{year}"] = value(crude, "russia_share", year=year)
        found[f"crude_cis_{year}"] = value(crude, "russia_plus_cis_share", year=year)
    for year in (2010, 2020, 2023):
        found[f"gas_russia_{year}"] = value(gas, "russia_pipeline_share", year=year)
    found["gas_cis_2010"] = value(gas, "cis_pipeline_share", year=2010)
    liquid, all_gas = (
        value(gas, name, year=2010) for name in ("lng_total_bcm", "total_imports_bcm")
    )
    found["gas_lng_2010"] = liquid / all_gas
    for fuel, column in (("oil", "oil_thousand_million_barrels"), ("gas", "gas_trillion_m3")):
        held = sum(value(reserves, state, fuel=column) for state in ("RUS", "CHN", "KAZ", "UZB"))
        found[f"reserves_{fuel}"] = held / value(reserves, "world", fuel=column)
    return {name: format_percent(share, 1) for name, share in found.items()}


def voting(votes: pd.DataFrame, pairs: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """How often states vote alike in the General Assembly.

    Parameters
    ----------
    votes : DataFrame
        The result of `alike`.
    pairs : mapping
        Two states by a short name; ``rc`` are Russia and China.
    """
    said = {}
    for short, (a, b) in pairs.items():
        for year in (1991, 1993, 2000, 2006, 2008, 2016, 2023):
            share = value(votes, "share", a=a, b=b, year=year)
            said[f"votes_{short}_{year}"] = format_percent(share)
    a, b = pairs["rc"]
    both = votes[(votes.a == a) & (votes.b == b)]
    said["votes_rc_before"] = format_percent(both[both.year.between(2001, 2008)].share.mean())
    said["votes_rc_after"] = format_percent(both[both.year > 2008].share.mean())
    said["votes_fewest"] = format_decimal(votes[votes.a == "TKM"].both_voted.min())
    said["votes_rc_counted"] = format_decimal(value(votes, "both_voted", a=a, b=b, year=2008))
    return said


def positions(points: pd.DataFrame) -> dict[str, str]:
    """Where states stand by their votes, and when Russia's and China's bounds first touch.

    Parameters
    ----------
    points : DataFrame
        The table of ideal points.
    """
    spots = {(row.iso3, row.year): row for row in estimated(points).itertuples()}
    said = {}
    for state, short in (("CHN", "china"), ("RUS", "russia"), ("USA", "us")):
        for year in (1993, 2008, 2021, 2023):
            said[f"point_{short}_{year}"] = format_decimal(spots[state, year].ideal_point_all, 2)
    for year in (1991, 1993, 2000, 2008):
        apart = spots["RUS", year].ideal_point_all - spots["CHN", year].ideal_point_all
        said[f"gap_{year}"] = format_decimal(apart, 2)

    def touch(year: int) -> bool:
        one, other = spots["RUS", year], spots["CHN", year]
        return one.all_q05 <= other.all_q95 and other.all_q05 <= one.all_q95

    said["points_touch"] = str(min(year for state, year in spots if state == "RUS" and touch(year)))
    return said


def capabilities(cinc: pd.DataFrame) -> dict[str, str]:
    """Shares of material capabilities, and the last year in which the United States led.

    Parameters
    ----------
    cinc : DataFrame
        The table of the composite index of national capability.
    """
    held = {(row.iso3, row.year): row.cinc for row in cinc.itertuples()}
    said = {}
    for year in (2001, 2008, 2016, 2017, 2022):
        said[f"cinc_us_{year}"] = format_percent(held["USA", year], 1)
        said[f"cinc_pair_{year}"] = format_percent(held["RUS", year] + held["CHN", year], 1)
        said[f"cinc_times_{year}"] = format_decimal(held["CHN", year] / held["RUS", year], 1)
    ahead = (y for state, y in held if state == "USA" and held["USA", y] > held["CHN", y])
    said["cinc_last_ahead"] = str(max(ahead))
    return said


def arms(transfers: pd.DataFrame) -> dict[str, str]:
    """Russia's arms for China, a year's average of each period.

    Parameters
    ----------
    transfers : DataFrame
        The table of arms transfers.
    """
    said = {}
    for row in transfers.itertuples():
        years = row.to_year - row.from_year + 1
        said[f"arms_{row.from_year}"] = format_decimal(row.rus_to_chn_tiv_m / years)
        said[f"arms_china_{row.from_year}"] = format_percent(row.russia_share_of_china_imports)
        said[f"arms_russia_{row.from_year}"] = format_percent(row.china_share_of_russia_exports)
    return said
