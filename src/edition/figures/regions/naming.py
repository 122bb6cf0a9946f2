"""Which places a map holds, and where on it the name of each can stand."""

from functools import partial

from edition.figures.canvas.palette import WIDTHS
from edition.figures.canvas.text_metrics import text_width

from .geography import outlines, size
from .places import members
from .siting import Box, Site

#: What stands for a kind of place: marker and hue; other kinds are names alone.
MARKERS = {"city": ("o", "ink"), "base": ("^", "accent")}
SMALL, LINE = 11.5, 15.0
_BARS = (50, 100, 200, 500, 1000, 2000)
_LEAST = 60.0  # square pixels of the smallest piece of a state that has a name


class Names:
    """The places of a map: outlines of states, points, and a box for each name.

    Names are set first where something stands at a point, then in states from the smallest on, and
    last where there is most room.
    """

    def __init__(self, view, places):
        self.view, self.places = view, places
        self.size = 12.5 if view.width >= WIDTHS["wide"] else 11.5
        self.by_id = {place.id: place for place in places}
        self.states = shown(view, places)
        self.ground = self._ground()
        self.around = self._around()
        self.points = self._points()
        self.site, self.boxes = Site(view), {}
        self.bar = self._bar()
        for id_, (x, y) in self.points.items():
            self._set_point(self.by_id[id_], x, y)
        for id_ in reversed(self.states):
            self._set_state(self.by_id[id_])
        for place in places:
            if not place.pointed and place.kind in MARKERS and place.within in self.states:
                self._set_marker(place)
        for id_, inner in self.around.items():
            self._set_around(self.by_id[id_], inner)

    @property
    def rest(self):
        """The places that are not named on the map: it does not hold them, or has no room."""
        return [place for place in self.places if place.id not in self.boxes]

    def weight(self, place):
        """Return how heavy a name is set: states with a role stand out."""
        return 600 if place.role or place.id in self.around else 400

    def _ground(self):
        """Return the land for which no row stands."""
        codes = {self.by_id[id_].code for id_ in self.states}
        return [p for code in outlines() if code not in codes for p in self.view.polygons(code)]

    def _around(self):
        """Return the states within each place that has neither an outline nor a position."""
        found = {}
        for id_, those in members(self.places).items():
            inner = [place.id for place in those if place.id in self.states]
            place = self.by_id.get(id_)
            if place and not place.code and not place.pointed and len(inner) > 1:
                found[id_] = inner
        return found

    def _points(self):
        """Return the pixels of what is drawn by its position."""
        found = {}
        for place in self.places:
            if place.pointed and place.id not in self.states:
                x, y = map(float, self.view.project(place.longitude, place.latitude))
                if self.view.holds(x, y, 6):
                    found[place.id] = (x, y)
        return found

    def _bar(self):
        """Return a round distance to rule at the foot, and keep its place."""
        fits = [km for km in _BARS if km * self.view.per_km < self.view.width / 4]
        km = fits[-1] if fits else _BARS[0]
        long = km * self.view.per_km
        wide = max(text_width(f"{km:,} km", SMALL), long) + 14
        self.site.take(Box(4 + wide / 2, self.view.height - 15, wide, 30))
        return f"{km:,} km", long

    def _set(self, place, find):
        """Keep the first box that is found for a name on one line or on two."""
        for lines in foldings(place.label):
            wide = max(text_width(line, self.size, self.weight(place)) for line in lines)
            box = find(wide + 4, len(lines) * LINE)
            if box:
                self.boxes[place.id] = (box, lines)
                return True
        return False

    def _set_point(self, place, x, y):
        around = self.states.get(place.within, [])
        if place.kind in MARKERS:
            dot = self.site.take(Box(x, y, 10, 10))
            if not self._set(place, partial(self.site.beside, x, y, 6)):
                self.site.taken.remove(dot)
        else:
            land = [polygon for state in self.states.values() for polygon in state]
            clear = [] if around else [*land, *self.ground]
            near = partial(self.site.near, x, y, around, clear)
            self._set(place, near) or self._set(place, partial(near, strict=False))

    def _set_state(self, place):
        """Set a state's name where it fits whole, on one line or on two; else across a border."""
        polygons = self.states[place.id]
        if not self._set(place, partial(self.site.inside, polygons, spill=False)):
            self._set(place, partial(self.site.inside, polygons))

    def _set_marker(self, place):
        """Set a marker alone, next to the name of the state in which it lies somewhere."""
        box, lines = self.boxes.get(place.within, (None, ()))
        toward = (box.x, box.sides[3] + 8) if box else None
        box = self.site.inside(self.states[place.within], 15, 15, toward=toward)
        if box:
            self.boxes[place.id] = (box, [])

    def _set_around(self, place, inner):
        """Set a region's name at the head of its states."""
        polygons = [polygon for id_ in inner for polygon in self.states[id_]]
        xs, ys = zip(*(point for polygon in polygons for point in polygon), strict=True)
        toward = ((min(xs) + max(xs)) / 2, min(ys))
        wide = text_width(place.label.upper(), self.size, 600) + 12
        box = self.site.inside(polygons, wide, LINE + 8, toward=toward)
        if box:
            self.boxes[place.id] = (box, [place.label.upper()])


def shown(view, places):
    """Return the polygons of the states that a view holds, the largest first, by their id."""
    found = {place.id: view.polygons(place.code) for place in places if place.code}
    areas = {id_: sum(map(size, polygons)) for id_, polygons in found.items()}
    ranked = sorted((id_ for id_ in areas if areas[id_] > _LEAST), key=lambda id_: -areas[id_])
    return {id_: found[id_] for id_ in ranked}


def foldings(name):
    """Return ways to break a name: on one line, and on two as equal as they get.

    >>> foldings("Russian Far East")
    [['Russian Far East'], ['Russian', 'Far East']]
    """
    words = name.split()
    if len(words) < 2:
        return [[name]]
    cuts = [[" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words))]
    return [[name], min(cuts, key=lambda lines: max(map(len, lines)))]
