"""Decide which places a map shows, and where the name of each stands."""

from collections.abc import Callable, Sequence
from functools import partial

from edition.figures.canvas.palette import WIDTHS
from edition.figures.canvas.text_metrics import text_width
from edition.project.vocabulary import Marker

from .free_space import Box, FreeSpace
from .places import Place
from .polygons import Polygon, area
from .projection import Outlines, Projection

#: Kinds of places that have a marker: its shape and color. Of other kinds the name stands alone.
PLACE_MARKERS: dict[str, tuple[Marker, str]] = {
    "city": ("circle", "ink"),
    "base": ("triangle", "accent"),
}
SMALL_SIZE, LINE = 11.5, 15.0
_SCALE_BARS = (50, 100, 200, 500, 1000, 2000)  # km
_MIN_AREA = 60.0  # square pixels; a state of which less is in view is not named


class MapLayout:
    """What a map shows: outlines of states, points, and a box for each name that has room.

    Names at points are placed first, then those of states from the smallest to the largest, then
    markers without a position, and last the names of regions, which have most room.
    """

    def __init__(self, projection: Projection, outlines: Outlines, places: Sequence[Place]) -> None:
        self.projection, self.places = projection, places
        self.font_size = 12.5 if projection.width >= WIDTHS["wide"] else 11.5
        self.by_id = {place.id: place for place in places}
        self.states = _states_in_view(projection, outlines, places)
        codes = {self.by_id[id_].code for id_ in self.states}
        #: Land of states that have no row.
        self.other_land = [
            polygon
            for code, rings in outlines.items() if code not in codes
            for polygon in projection.polygons(rings)
        ]  # fmt: skip
        self.regions = self._regions()
        self.points = self._points()
        self.space = FreeSpace(projection.width, projection.height)
        #: Box and lines of each name; without lines, the box of a marker whose name is not shown.
        self.boxes: dict[str, tuple[Box, list[str]]] = {}
        self.scale_bar = self._scale_bar()
        self._place_names()

    def _place_names(self) -> None:
        for id_, point in self.points.items():
            self._place_at_point(self.by_id[id_], *point)
        for id_ in reversed(self.states):
            inside = partial(self.space.inside, self.states[id_])
            place = self.by_id[id_]
            self._place(place, partial(inside, spill=False)) or self._place(place, inside)
        for place in self.places:
            if not place.position and place.kind in PLACE_MARKERS and place.within in self.states:
                self._place_marker(place)
        for id_, state_ids in self.regions.items():
            self._place_region(self.by_id[id_], state_ids)

    @property
    def not_shown(self) -> list[Place]:
        """The places that the map does not contain or has no room for."""
        return [place for place in self.places if place.id not in self.boxes]

    def font_weight(self, place: Place) -> int:
        """Return the weight of a name: states with a role, and regions, stand out."""
        return 600 if place.role or place.id in self.regions else 400

    def _regions(self) -> dict[str, list[str]]:
        """Return the states within each place that has neither an outline nor a position."""
        inner: dict[str, list[str]] = {}
        for place in self.places:
            region = self.by_id.get(place.within)
            if region and not region.code and not region.position and place.id in self.states:
                inner.setdefault(region.id, []).append(place.id)
        return {id_: state_ids for id_, state_ids in inner.items() if len(state_ids) > 1}

    def _points(self) -> dict[str, tuple[float, float]]:
        """Return the pixels of the places in view that are drawn at their position."""
        points = {}
        for place in self.places:
            if place.position and place.id not in self.states:
                x, y = self.projection.project_point(*place.position)
                if 6 <= x <= self.projection.width - 6 and 6 <= y <= self.projection.height - 6:
                    points[place.id] = (x, y)
        return points

    def _scale_bar(self) -> tuple[str, float]:
        """Return label and length of the scale bar, and take its space at the bottom left."""
        scale = self.projection.pixels_per_km
        fitting = [km for km in _SCALE_BARS if km * scale < self.projection.width / 4]
        km = fitting[-1] if fitting else _SCALE_BARS[0]
        label, length = f"{km:,} km", km * scale
        taken = max(text_width(label, SMALL_SIZE), length) + 14
        self.space.take(Box(4 + taken / 2, self.projection.height - 15, taken, 30))
        return label, length

    def _place(self, place: Place, find: Callable[[float, float], Box | None]) -> bool:
        """Place a name on one line or on two, where `find` first returns a box for its size."""
        for lines in line_breaks(place.label):
            longest = max(
                text_width(line, self.font_size, self.font_weight(place)) for line in lines
            )
            box = find(longest + 4, len(lines) * LINE)
            if box:
                self.boxes[place.id] = (box, lines)
                return True
        return False

    def _place_at_point(self, place: Place, x: float, y: float) -> None:
        if place.kind in PLACE_MARKERS:
            marker = self.space.take(Box(x, y, 10, 10))
            if not self._place(place, partial(self.space.beside, x, y, 6)):
                self.space.taken.remove(marker)
            return
        state = self.states.get(place.within, [])
        land = [polygon for polygons in self.states.values() for polygon in polygons]
        near = partial(self.space.near, x, y, state, [] if state else [*land, *self.other_land])
        self._place(place, near) or self._place(place, partial(near, strict=False))

    def _place_marker(self, place: Place) -> None:
        """Place a marker alone, next to the name of the state that contains it somewhere."""
        box, _ = self.boxes.get(place.within, (None, []))
        toward = (box.x, box.y + box.height / 2 + 8) if box else None
        marker = self.space.inside(self.states[place.within], 15, 15, toward=toward)
        if marker:
            self.boxes[place.id] = (marker, [])

    def _place_region(self, place: Place, state_ids: list[str]) -> None:
        """Place a region's name, in capitals, at the top of its states."""
        polygons = [polygon for id_ in state_ids for polygon in self.states[id_]]
        xs, ys = zip(*(point for polygon in polygons for point in polygon), strict=True)
        name = place.label.upper()
        box = self.space.inside(
            polygons, text_width(name, self.font_size, 600) + 12, LINE + 8,
            toward=((min(xs) + max(xs)) / 2, min(ys)),
        )  # fmt: skip
        if box:
            self.boxes[place.id] = (box, [name])


def _states_in_view(
    projection: Projection, outlines: Outlines, places: Sequence[Place]
) -> dict[str, list[Polygon]]:
    """Return the polygons of the states in view by their id, the largest first."""
    states = {
        place.id: projection.polygons(outlines.get(place.code, ()))
        for place in places if place.code
    }  # fmt: skip
    areas = {id_: sum(map(area, polygons)) for id_, polygons in states.items()}
    return {
        id_: states[id_]
        for id_ in sorted(areas, key=lambda id_: -areas[id_]) if areas[id_] > _MIN_AREA
    }  # fmt: skip


def line_breaks(name: str) -> list[list[str]]:
    """Return ways to set a name: on one line, and on two of similar length.

    >>> line_breaks("Russian Far East")
    [['Russian Far East'], ['Russian', 'Far East']]
    """
    words = name.split()
    if len(words) < 2:
        return [[name]]
    pairs = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return [[name], min(pairs, key=lambda lines: max(map(len, lines)))]
