"""Where on a map the name of a place can stand without touching another."""

from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path

_STEP = 3.0
_ENOUGH = 2.0  # half sizes of a name between its middle and the next edge
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@dataclass(frozen=True)
class Box:
    """A rectangle around its middle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def sides(self):
        """Left, top, right and bottom."""
        return (
            self.x - self.width / 2,
            self.y - self.height / 2,
            self.x + self.width / 2,
            self.y + self.height / 2,
        )


class Site:
    """A map on which names are set one after the other, each where there is room."""

    def __init__(self, view):
        self.view, self.taken = view, []

    def free(self, box, rim=3.0):
        """Whether a box is inside the map and touches nothing."""
        return bool(self._free(np.array([[box.x, box.y]]), box.width, box.height, rim)[0])

    def take(self, box):
        """Keep a box for what stands in it."""
        self.taken.append(box)
        return box

    def beside(self, x, y, reach, width, height):
        """Return a free box beside a point, or None; `reach` is the distance from the point."""
        for far in (reach, 2 * reach, 4 * reach):
            for right, down in _AROUND:
                box = Box(
                    x + right * (width / 2 + far), y + down * (height / 2 + far), width, height
                )
                if self.free(box):
                    return self.take(box)
        return None

    def near(self, x, y, polygons, clear, width, height, *, strict=True):
        """Return the free box nearest to a point, or None.

        A `strict` one is inside of `polygons` if there are any, and all but a corner of it off
        those to be `clear` of.
        """
        steps = np.arange(-2 * height, 2 * height + 1, _STEP)
        across, down = (axis.ravel() for axis in np.meshgrid(steps, steps))
        points = np.column_stack((x + across, y + down))[np.argsort(np.hypot(across, 2 * down))]
        points = points[self._free(points, width, height)]
        if strict and len(points) and polygons:
            points = points[_shares(polygons, points, width, height) == 1]
        if strict and len(points) and clear:
            points = points[_shares(clear, points, width, height) < 0.1]
        return self.take(Box(*map(float, points[0]), width, height)) if len(points) else None

    def inside(self, polygons, width, height, toward=None, spill=True):
        """Return the free box that lies best in polygons, or None.

        Best is farthest from the edges, or next to a point; where none fits whole and `spill`
        allows it, one with as much of it inside as can be.
        """
        points = _grid(polygons)
        points = points[self._free(points, width, height)]
        if not len(points):
            return None
        shares = _shares(polygons, points, width, height)
        if shares.max() < 1 and not spill:
            return None
        points = points[shares == shares.max()]
        if toward is None:
            edges = np.concatenate([_dense(polygon) for polygon in polygons])
            away = np.abs(edges - points[:, None]) / (width / 2 + 4, height / 2 + 4)
            room = np.minimum(away.max(axis=2).min(axis=1), _ENOUGH)
            points, toward = points[room == room.max()], points.mean(axis=0)
        best = np.hypot(*(points - toward).T).argmin()
        return self.take(Box(*map(float, points[best]), width, height))

    def _free(self, points, width, height, rim=3.0):
        """Whether a box around each point is inside the map and touches nothing."""
        across, down = points.T
        free = (across >= width / 2 + rim) & (across <= self.view.width - width / 2 - rim)
        free &= (down >= height / 2 + rim) & (down <= self.view.height - height / 2 - rim)
        for box in self.taken:
            free &= (2 * np.abs(across - box.x) >= width + box.width) | (
                2 * np.abs(down - box.y) >= height + box.height
            )
        return free


def _grid(polygons):
    """Return points inside polygons, closer where these are small."""
    corners = np.concatenate([np.array(p) for p in polygons])
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    step = max(_STEP, ((right - left) * (bottom - top)) ** 0.5 / 40)
    xs, ys = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    points = np.column_stack((xs.ravel(), ys.ravel()))
    return points[_inside(polygons, points)]


def _shares(polygons, points, width, height):
    """Return how much of a box around each point is inside polygons."""
    probes = [(a, b) for a in (-0.5, -0.25, 0, 0.25, 0.5) for b in (-0.5, 0, 0.5)]
    return np.mean([_inside(polygons, points + (a * width, b * height)) for a, b in probes], axis=0)


def _inside(polygons, points):
    return np.any([Path(p).contains_points(points) for p in polygons], axis=0)


def _dense(polygon):
    """Return the points of a polygon's edge, none farther than a few pixels from the next."""
    parts = []
    for a, b in zip(polygon, [*polygon[1:], polygon[0]], strict=True):
        count = max(int(np.hypot(b[0] - a[0], b[1] - a[1]) / 6), 1)
        parts.append(np.linspace(a, b, count, endpoint=False))
    return np.concatenate(parts)
