"""Where on a flat drawing a place of the round earth lies, and the outlines of its states."""

import json
from dataclasses import dataclass
from functools import cache
from math import cos, radians, sin
from pathlib import Path

import numpy as np

RADIUS = 6371.0  # km
OUTLINES = Path(__file__).with_name("outlines.geojson")


@cache
def outlines():
    """Return the rings (longitudes and latitudes) of each state by its ISO code or else its name.

    The file says where they come from; `tools/outlines.py` makes it.
    """
    features = json.loads(OUTLINES.read_text(encoding="utf-8"))["features"]
    return {
        f["properties"]["iso3"] or f["properties"]["name"]: tuple(
            np.array(polygon[0]).T for polygon in f["geometry"]["coordinates"]
        )
        for f in features
    }


@dataclass(frozen=True)
class View:
    """A window on the earth: Lambert's azimuthal equal-area projection, in pixels from the top."""

    longitude: float
    latitude: float
    width: float
    height: float
    across: float  # km from the left edge to the right, in the middle

    @property
    def per_km(self):
        """Pixels of a kilometer."""
        return self.width / self.across

    def project(self, longitudes, latitudes):
        """Return the pixels of positions in degrees; what is far beyond the edge becomes NaN."""
        east = np.radians(np.asarray(longitudes, float) - self.longitude)
        north = np.radians(np.asarray(latitudes, float))
        here = radians(self.latitude)
        nearness = 1 + sin(here) * np.sin(north) + cos(here) * np.cos(north) * np.cos(east)
        with np.errstate(divide="ignore", invalid="ignore"):
            scale = RADIUS * self.per_km * np.sqrt(2 / np.where(nearness > 0.3, nearness, np.nan))
        x = scale * np.cos(north) * np.sin(east)
        y = scale * (cos(here) * np.sin(north) - sin(here) * np.cos(north) * np.cos(east))
        return self.width / 2 + x, self.height / 2 - y

    def holds(self, x, y, rim=0.0):
        """Whether a pixel is inside, `rim` or more from the edge."""
        return rim <= x <= self.width - rim and rim <= y <= self.height - rim

    def polygons(self, code):
        """Return the parts of a state inside, as lists of pixels, or none."""
        found = []
        for ring in outlines().get(code, ()):
            x, y = (np.round(axis, 2).tolist() for axis in self.project(*ring))
            points = [point for point in zip(x, y, strict=True) if point[0] == point[0]]
            found.append(cut(points[1:], self.width, self.height))
        return [polygon for polygon in found if len(polygon) > 2]


def cut(points, width, height):
    """Return a closed polygon cut to a rectangle, side by side (Sutherland and Hodgman).

    >>> cut([(-5.0, 0.0), (5.0, 0.0), (5.0, 5.0), (-5.0, 5.0)], 10, 10)
    [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)]
    """
    for axis, bound, sign in ((0, 0.0, 1), (0, width, -1), (1, 0.0, 1), (1, height, -1)):
        kept = []
        for a, b in zip(points[-1:] + points[:-1], points, strict=True):
            inside = [sign * (p[axis] - bound) >= 0 for p in (a, b)]
            if inside[0] != inside[1]:
                part = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append(tuple(float(p + part * (q - p)) for p, q in zip(a, b, strict=True)))
            if inside[1]:
                kept.append(tuple(map(float, b)))
        points = kept
    return points


def size(polygon):
    """Return the area of a polygon."""
    x, y = np.array(polygon).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def thinned(polygon, least=4.0):
    """Return a polygon without points that lie close to the one before."""
    kept = polygon[:1]
    for x, y in polygon[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= least:
            kept.append((x, y))
    return kept if len(kept) > 2 else polygon


def stripes(polygons, gap):
    """Return rising lines `gap` apart, as far as they lie inside polygons."""
    slope = np.array([1.0, -1.0]) / 2**0.5
    across = np.array([1.0, 1.0]) / 2**0.5
    edges = [(np.array(a), np.array(b)) for p in polygons for a, b in zip(p[-1:] + p, p)]  # noqa: B905
    levels = [float(across @ point) for edge in edges for point in edge]
    if not levels:
        return []
    lines = []
    for level in np.arange(gap * np.ceil(min(levels) / gap), max(levels), gap):
        ends = []
        for a, b in edges:
            first, last = across @ a - level, across @ b - level
            if (first < 0) != (last < 0):
                ends.append(float(slope @ (a + first / (first - last) * (b - a))))
        ends.sort()
        for start, stop in zip(ends[::2], ends[1::2], strict=True):
            lines.append([tuple(across * level + slope * t) for t in (start, stop)])
    return lines


def rim(states):
    """Return the lines around several states together: those that only one of them has.

    Neighbors share their borders point by point.
    """
    counts, found = {}, []
    edges = [
        edge for polygons in states for p in polygons for edge in zip(p[-1:] + p, p, strict=False)
    ]
    for a, b in edges:
        key = frozenset((a, b))
        counts[key] = counts.get(key, 0) + 1
    for a, b in edges:
        if a != b and counts[frozenset((a, b))] == 1:
            if found and found[-1][-1] == a:
                found[-1].append(b)
            else:
                found.append([a, b])
    return found
