"""Geometry of polygons in pixels: clipping, areas, hatching and common borders."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from edition.figures.canvas.shapes import Point, Polygon


def clip(polygon: Sequence[Point], width: float, height: float) -> Polygon:
    """Return the part of a polygon inside a rectangle whose corner is the origin.

    >>> clip([(-5, 0), (5, 0), (5, 5), (-5, 5)], 10, 10)
    [(0.0, 0.0), (5.0, 0.0), (5.0, 5.0), (0.0, 5.0)]
    """
    if not polygon:
        return []
    closed = Path([*polygon, polygon[0]])
    clipped = closed.clip_to_bbox(Bbox([(0, 0), (width, height)]))
    points: Polygon = [(x, y) for x, y in np.asarray(clipped.vertices).tolist()]
    while len(points) > 1 and points[-1] == points[0]:
        points.pop()
    return points


def area(polygon: Polygon) -> float:
    """Return the area of a polygon."""
    x, y = np.array(polygon).T
    return abs(float(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))) / 2


def edges(polygons: Sequence[Polygon]) -> Iterator[tuple[Point, Point]]:
    """Yield the edges of polygons, beginning with the one that closes each."""
    for polygon in polygons:
        yield from zip([*polygon[-1:], *polygon[:-1]], polygon, strict=True)


def thin_out(polygon: Polygon, distance: float = 4.0) -> Polygon:
    """Return a polygon without the points that lie close to the one before."""
    points = polygon[:1]
    for x, y in polygon[1:]:
        if max(abs(x - points[-1][0]), abs(y - points[-1][1])) >= distance:
            points.append((x, y))
    return points if len(points) > 2 else polygon


def hatch_lines(polygons: Sequence[Polygon], gap: float) -> list[Polygon]:
    """Return rising lines at 45 degrees and `gap` apart, as far as they lie inside polygons."""
    along, across = np.array([1.0, -1.0]) / 2**0.5, np.array([1.0, 1.0]) / 2**0.5
    sides = [(np.array(a), np.array(b)) for a, b in edges(polygons)]
    levels = [float(across @ point) for side in sides for point in side]
    if not levels:
        return []
    lines = []
    for level in np.arange(gap * np.ceil(min(levels) / gap), max(levels), gap):
        crossings = []
        for a, b in sides:
            start, end = across @ a - level, across @ b - level
            if (start < 0) != (end < 0):
                crossings.append(float(along @ (a + start / (start - end) * (b - a))))
        crossings.sort()
        for first, last in zip(crossings[::2], crossings[1::2], strict=True):
            lines.append([tuple(across * level + along * t) for t in (first, last)])
    return lines


def outer_border(states: Sequence[Sequence[Polygon]]) -> list[Polygon]:
    """Return the lines around several states together: edges that only one of them has.

    Neighbors must share the points of their common border.
    """
    all_edges = [edge for polygons in states for edge in edges(polygons)]
    counts = Counter(frozenset(edge) for edge in all_edges)
    lines: list[Polygon] = []
    for a, b in all_edges:
        if a != b and counts[frozenset((a, b))] == 1:
            if lines and lines[-1][-1] == a:
                lines[-1].append(b)
            else:
                lines.append([a, b])
    return lines
