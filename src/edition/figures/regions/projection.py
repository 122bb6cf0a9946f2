"""Project a part of the earth onto a flat map, and read the outlines of its states."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, atan2, cos, hypot, radians, sin
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .polygons import Polygon, clip

EARTH_RADIUS = 6371.0  # km
#: Rings of each state, as longitudes and latitudes, by its ISO code or else its name.
Outlines = Mapping[str, tuple[NDArray[np.float64], ...]]


@lru_cache(maxsize=4)
def read_outlines(path: Path | None) -> Outlines:
    """Return the outlines of states from a GeoJSON file; none without a file.

    The file has one MultiPolygon a state, with the properties ``iso3`` and ``name``. Rings are
    arrays of shape (2, n).
    """
    if path is None:
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {
        feature["properties"]["iso3"] or feature["properties"]["name"]: tuple(
            np.array(polygon[0]).T for polygon in feature["geometry"]["coordinates"]
        )
        for feature in features
    }


@dataclass(frozen=True)
class Projection:
    """Lambert's azimuthal equal-area projection onto a rectangle, in pixels from the top left."""

    longitude: float  # of the middle
    latitude: float
    width: float
    height: float
    across: float  # km from the left edge to the right, through the middle

    @property
    def pixels_per_km(self) -> float:
        """Pixels in a kilometer."""
        return self.width / self.across

    def project(
        self, longitudes: ArrayLike, latitudes: ArrayLike
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the pixels of positions in degrees; NaN for what is far beyond the edge."""
        east = np.radians(np.asarray(longitudes, float) - self.longitude)
        north = np.radians(np.asarray(latitudes, float))
        middle = radians(self.latitude)
        nearness = 1 + sin(middle) * np.sin(north) + cos(middle) * np.cos(north) * np.cos(east)
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = np.sqrt(2 / np.where(nearness > 0.3, nearness, np.nan))
        scale = EARTH_RADIUS * self.pixels_per_km * scale
        x = scale * np.cos(north) * np.sin(east)
        y = scale * (cos(middle) * np.sin(north) - sin(middle) * np.cos(north) * np.cos(east))
        return self.width / 2 + x, self.height / 2 - y

    def project_point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return the pixel of one position in degrees."""
        x, y = self.project(longitude, latitude)
        return float(x), float(y)

    def polygons(self, rings: tuple[NDArray[np.float64], ...]) -> list[Polygon]:
        """Return the parts of a state that lie inside."""
        polygons = []
        for ring in rings:
            x, y = (np.round(axis, 2).tolist() for axis in self.project(*ring))
            points = [point for point in zip(x, y, strict=True) if point[0] == point[0]]
            polygons.append(clip(points[1:], self.width, self.height))
        return [polygon for polygon in polygons if len(polygon) > 2]

    def distance_and_angle(self, longitude: float, latitude: float) -> tuple[float, float] | None:
        """Return kilometers from the middle, and the angle to a position from the x axis.

        None for positions on the other side of the earth. The angle is in radians.
        """
        x, y = self.project_point(longitude, latitude)
        if x != x:
            return None
        right, up = x - self.width / 2, self.height / 2 - y
        # The projection keeps directions from the middle and shortens distances to the chord.
        chord = hypot(right, up) / self.pixels_per_km
        return 2 * EARTH_RADIUS * asin(chord / (2 * EARTH_RADIUS)), atan2(up, right)
