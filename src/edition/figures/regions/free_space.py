"""Find free space on a map for boxes of text, so that none touches another."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from .polygons import Point, Polygon

_STEP = 3.0  # pixels between tried positions
_MARGIN = 3.0  # between a box and the edge of the map
_FAR_ENOUGH = 2.0  # half sizes of a box between its middle and the nearest edge of a polygon
_DIRECTIONS = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
_Array = NDArray[np.float64]


@dataclass(frozen=True)
class Box:
    """A rectangle around its middle, in pixels."""

    x: float
    y: float
    width: float
    height: float


class FreeSpace:
    """The space of a map that earlier boxes leave free; each box that is found takes its own."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self.taken: list[Box] = []

    def take(self, box: Box) -> Box:
        """Take the space of a box, and return the box."""
        self.taken.append(box)
        return box

    def beside(self, x: float, y: float, gap: float, width: float, height: float) -> Box | None:
        """Return a free box beside a point; `gap` is the least distance from the point."""
        for distance in (gap, 2 * gap, 4 * gap):
            for right, down in _DIRECTIONS:
                middle = x + right * (width / 2 + distance), y + down * (height / 2 + distance)
                if self._is_free(np.array([middle]), width, height)[0]:
                    return self.take(Box(*middle, width, height))
        return None

    def near(
        self, x: float, y: float, inside: Sequence[Polygon], off: Sequence[Polygon],
        width: float, height: float, *, strict: bool = True,
    ) -> Box | None:  # fmt: skip
        """Return the free box nearest to a point.

        A `strict` one lies inside polygons, if there are any, and off others but for a corner.
        """
        steps = np.arange(-2 * height, 2 * height + 1, _STEP)
        across, down = (axis.ravel() for axis in np.meshgrid(steps, steps))
        points = np.column_stack((x + across, y + down))[np.argsort(np.hypot(across, 2 * down))]
        points = points[self._is_free(points, width, height)]
        if strict and len(points) and inside:
            points = points[_share_inside(inside, points, width, height) == 1]
        if strict and len(points) and off:
            points = points[_share_inside(off, points, width, height) < 0.1]
        return self._take_at(points[0], width, height) if len(points) else None

    def inside(
        self, polygons: Sequence[Polygon], width: float, height: float,
        toward: Point | None = None, spill: bool = True,
    ) -> Box | None:  # fmt: skip
        """Return the free box that lies best in polygons.

        Best is farthest from the edges or, if given, nearest to the point `toward`. If none fits
        whole and `spill` allows it, it is the box with the largest share inside.
        """
        points = _sample_points(polygons)
        points = points[self._is_free(points, width, height)]
        if not len(points):
            return None
        shares = _share_inside(polygons, points, width, height)
        if shares.max() < 1 and not spill:
            return None
        points = points[shares == shares.max()]
        target = np.array(toward) if toward else points.mean(axis=0)
        if toward is None:
            border = np.concatenate([_border_points(polygon) for polygon in polygons])
            away = np.abs(border - points[:, None]) / (width / 2 + 4, height / 2 + 4)
            room = np.minimum(away.max(axis=2).min(axis=1), _FAR_ENOUGH)
            points = points[room == room.max()]
        best = np.hypot(*(points - target).T).argmin()
        return self._take_at(points[best], width, height)

    def _take_at(self, point: _Array, width: float, height: float) -> Box:
        return self.take(Box(float(point[0]), float(point[1]), width, height))

    def _is_free(self, points: _Array, width: float, height: float) -> NDArray[np.bool_]:
        """Return whether the box around each point is on the map and touches no other."""
        x, y = points.T
        free = (x >= width / 2 + _MARGIN) & (x <= self.width - width / 2 - _MARGIN)
        free &= (y >= height / 2 + _MARGIN) & (y <= self.height - height / 2 - _MARGIN)
        for box in self.taken:
            apart = 2 * np.abs(x - box.x) >= width + box.width
            free &= apart | (2 * np.abs(y - box.y) >= height + box.height)
        return free


def _sample_points(polygons: Sequence[Polygon]) -> _Array:
    """Return a grid of points inside polygons, closer where these are small."""
    corners = np.concatenate([np.array(polygon) for polygon in polygons])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    step = max(_STEP, ((right - left) * (bottom - top)) ** 0.5 / 40)
    xs, ys = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    points = np.column_stack((xs.ravel(), ys.ravel()))
    return points[_are_inside(polygons, points)]


def _share_inside(
    polygons: Sequence[Polygon], points: _Array, width: float, height: float
) -> _Array:
    """Return how much of the box around each point lies inside polygons, from 0 to 1."""
    probes = [(a, b) for a in (-0.5, -0.25, 0, 0.25, 0.5) for b in (-0.5, 0, 0.5)]
    return np.mean(
        [_are_inside(polygons, points + (a * width, b * height)) for a, b in probes], axis=0
    )


def _are_inside(polygons: Sequence[Polygon], points: _Array) -> NDArray[np.bool_]:
    return np.any([Path(polygon).contains_points(points) for polygon in polygons], axis=0)


def _border_points(polygon: Polygon) -> _Array:
    """Return points on a polygon's edges, a few pixels apart."""
    parts = []
    for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        count = max(int(np.hypot(b[0] - a[0], b[1] - a[1]) / 6), 1)
        parts.append(np.linspace(a, b, count, endpoint=False))
    return np.concatenate(parts)
