"""A map: land, the marks of its places, and their names."""

from edition.figures.canvas.palette import PT, color

from .geography import rim, stripes, thinned
from .naming import LINE, MARKERS, SMALL

_FINGER = 24.0  # the least that can be hit
_SIZES = {"o": 6.0, "^": 9.5}


class Sheet:
    """Draws what `Names` found room for; states come first, the largest at the bottom."""

    def __init__(self, pen, names, ranks, words):
        self.pen, self.names, self.ranks, self.words = pen, names, ranks, words

    def draw(self):
        """Draw the ground, and on it the marks: states, the largest first, and then the rest."""
        names = self.names
        self._ground()
        for id_ in names.states:
            if id_ in names.boxes:
                self._state(names.by_id[id_])
        for place in names.places:
            if place.id in names.boxes and place.id not in names.states:
                self._mark(place)

    def mark(self, place, more=""):
        """Return the context in which the mark of a place is drawn; its name has kind and role."""
        role = str(self.words.get(place.role, place.role))
        said = ", ".join(filter(None, (place.label, place.kind, role, more)))
        return self.pen.mark(place.url, said)

    def fill(self, polygons, rank):
        """Give land the look of a role, or none."""
        land = self.pen.polygons(polygons, tone="faint" if rank == 0 else "raised", zorder=1)
        land.set_edgecolor(color("stone"))
        land.set_linewidth(PT * (1.8 if rank == 2 else 0.6))
        if rank == 1:
            self.pen.outline(stripes(polygons, 6.0), tone="stone", thick=0.8, zorder=1)

    def marker(self, kind, x, y):
        """Set the marker of a kind of place."""
        marker, tone = MARKERS[kind]
        self.pen.marker(x, y, marker=marker, size=_SIZES[marker], tone=tone)

    def _ground(self):
        """Draw land, the lines around several states, edge and scale; none of them is a mark."""
        names, view = self.names, self.names.view
        if names.ground:
            self.fill(names.ground, None)
        for id_, polygons in names.states.items():
            role = names.by_id[id_].role
            self.fill(polygons, self.ranks.index(role) if role else None)
        for inner in names.around.values():
            lines = rim([names.states[id_] for id_ in inner])
            self.pen.outline(lines, tone="ink", thick=1.6, zorder=1)
        w, h = view.width, view.height
        corners = [(0, 0), (w, 0), (w, h), (0, h), (0, 0)]
        self.pen.outline([corners], tone="faint", thick=2, zorder=1)
        says, long = names.bar
        self.pen.outline([[(10, h - 9), (10 + long, h - 9)]], tone="ink", thick=1.2, zorder=1)
        self.pen.text(10, h - 19, says, size=SMALL, tone="muted")

    def _state(self, place):
        """Let a state be hit anywhere, and set its name."""
        area = [thinned(polygon) for polygon in self.names.states[place.id]]
        with self.mark(place):
            self.pen.polygons(area, tone="paper", zorder=3).set_facecolor("none")
            self._name(place, "ink")

    def _mark(self, place):
        """Draw a point, a marker that stands somewhere in a state, or a name alone."""
        box, lines = self.names.boxes[place.id]
        x, y = self.names.points.get(place.id, (box.x, box.y))
        half = _FINGER / 2
        plain = place.kind not in MARKERS and place.id not in self.names.around
        more = "" if lines else f"somewhere in {self.names.by_id[place.within].label}"
        with self.mark(place, more):
            self.pen.hit_area(x - half, y - half, x + half, y + half)
            if place.kind in MARKERS:
                self.marker(place.kind, x, y)
            self._name(place, "muted" if plain else "ink")

    def _name(self, place, tone):
        box, lines = self.names.boxes[place.id]
        for i, line in enumerate(lines):
            y = box.y + (i - (len(lines) - 1) / 2) * LINE
            self.pen.text(
                box.x, y, line, size=self.names.size, tone=tone, anchor="center",
                weight=self.names.weight(place),
            )  # fmt: skip
