"""Draw a map from top to bottom: land, marks and names, the legend, the places elsewhere."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from math import cos, degrees, pi, sin

from edition.figures.canvas.palette import PT, color
from edition.figures.canvas.pen import Pen
from edition.figures.canvas.shapes import rectangle
from edition.figures.canvas.text_metrics import flow_boxes, text_width, wrap_text

from .map_layout import LINE, PLACE_MARKERS, SMALL_SIZE, MapLayout
from .places import Place, Places
from .polygons import Polygon, hatch_lines, outer_border, thin_out
from .projection import Projection, read_outlines
from .spec import RegionSpec

_MARKER_SIZES = {"circle": 6.0, "triangle": 9.5}
_MIN_TARGET = 24.0  # pointer targets must measure 24 CSS pixels (WCAG 2.2, 2.5.8)
_WINDS = ("north", "northwest", "west", "southwest", "south", "southeast", "east", "northeast")


class MapChart:
    """Draws what a layout has placed; larger states come first, so that smaller ones lie above.

    The narrow map is lower, and shows only the middle part of the width in kilometers.
    """

    def __init__(self, pen: Pen, places: Places, spec: RegionSpec) -> None:
        self.pen, self.roles, self.words = pen, places.roles, spec.words
        height, share = (372.0, 0.83) if pen.narrow else (490.0, 1.0)
        projection = Projection(*spec.center, pen.page, height, spec.across * share)
        self.layout = MapLayout(projection, read_outlines(spec.outlines), places)

    def draw(self) -> float:
        """Draw the map and what stands beneath it, and return the bottom."""
        layout = self.layout
        self._draw_land()
        for id_ in layout.states:
            if id_ in layout.boxes:
                self._draw_state(layout.by_id[id_])
        for place in layout.places:
            if place.id in layout.boxes and place.id not in layout.states:
                self._draw_place(place)
        return self._draw_not_shown(self._draw_legend(layout.projection.height))

    def _mark(self, place: Place, remark: str = "") -> AbstractContextManager[None]:
        """Return the context that draws the mark of a place, named with kind, role and remark."""
        role = str(self.words.get(place.role, place.role))
        label = ", ".join(filter(None, (place.label, place.kind, role, remark)))
        return self.pen.mark(place.url, label)

    def _draw_land(self) -> None:
        """Draw land, the borders of regions, the frame and the scale bar; none of them is a mark.

        If land belonged to the marks of its states, it would cover names of neighbors.
        """
        layout, projection = self.layout, self.layout.projection
        if layout.other_land:
            self._fill_land(layout.other_land)
        for id_, polygons in layout.states.items():
            role = layout.by_id[id_].role
            self._fill_land(polygons, self.roles.index(role) if role else None)
        for state_ids in layout.regions.values():
            lines = outer_border([layout.states[id_] for id_ in state_ids])
            self.pen.outline(lines, tone="ink", thick=1.6, zorder=1)
        w, h = projection.width, projection.height
        frame = [(0, 0), (w, 0), (w, h), (0, h), (0, 0)]
        self.pen.outline([frame], tone="faint", thick=2, zorder=1)
        label, length = layout.scale_bar
        self.pen.outline([[(10, h - 9), (10 + length, h - 9)]], tone="ink", thick=1.2, zorder=1)
        self.pen.text(10, h - 19, label, size=SMALL_SIZE, tone="muted")

    def _draw_state(self, place: Place) -> None:
        """Draw the name of a state, and let all of its land be hit."""
        with self._mark(place):
            target = [thin_out(polygon) for polygon in self.layout.states[place.id]]
            self.pen.polygons(target, tone="paper", zorder=3).set_facecolor("none")
            self._draw_name(place, "ink")

    def _draw_place(self, place: Place) -> None:
        """Draw a point with its name, a marker somewhere in a state, or a name alone."""
        box, lines = self.layout.boxes[place.id]
        x, y = self.layout.points.get(place.id, (box.x, box.y))
        state = self.layout.by_id.get(place.within)
        half = _MIN_TARGET / 2
        prominent = place.kind in PLACE_MARKERS or place.id in self.layout.regions
        with self._mark(place, "" if lines or not state else f"somewhere in {state.label}"):
            self.pen.hit_area(x - half, y - half, x + half, y + half)
            if place.kind in PLACE_MARKERS:
                self._draw_marker(place.kind, x, y)
            self._draw_name(place, "ink" if prominent else "muted")

    def _draw_name(self, place: Place, tone: str) -> None:
        box, lines = self.layout.boxes[place.id]
        for i, line in enumerate(lines):
            y = box.y + (i - (len(lines) - 1) / 2) * LINE
            self.pen.text(
                box.x, y, line, size=self.layout.font_size, tone=tone, anchor="center",
                weight=self.layout.font_weight(place),
            )  # fmt: skip

    def _fill_land(self, polygons: Sequence[Polygon], rank: int | None = None) -> None:
        """Draw land in the look of a role: filled, hatched, heavily outlined, or (None) plain."""
        land = self.pen.polygons(polygons, tone="faint" if rank == 0 else "raised", zorder=1)
        land.set_edgecolor(color("stone"))
        land.set_linewidth(PT * (1.8 if rank == 2 else 0.6))
        if rank == 1:
            self.pen.outline(hatch_lines(polygons, 6.0), tone="stone", thick=0.8, zorder=1)

    def _draw_marker(self, kind: str, x: float, y: float) -> None:
        marker, tone = PLACE_MARKERS[kind]
        self.pen.marker(x, y, marker=marker, size=_MARKER_SIZES[marker], tone=tone)

    def _draw_legend(self, y: float) -> float:
        """Draw what the looks and markers in use mean, and return the bottom."""
        used = {self.layout.by_id[id_].role for id_ in self.layout.states}
        kinds = {self.layout.by_id[id_].kind for id_ in self.layout.boxes}
        keys = [
            *(role for role in self.roles if role in used),
            *(k for k in PLACE_MARKERS if k in kinds),
        ]
        page, size = self.pen.page, SMALL_SIZE
        texts = [wrap_text(str(self.words.get(key, key)), size, page - 26) for key in keys]
        boxes = [(_widest(lines, size) + 26, 16 * (len(lines) - 1)) for lines in texts]
        places, bottom = flow_boxes(boxes, page, y + 17, gap=18, line=20)
        for key, lines, (x, y) in zip(keys, texts, places, strict=True):
            if key in self.roles:
                self._fill_land([rectangle(x, x + 18, y, 12)], self.roles.index(key))
            else:
                self._draw_marker(key, x + 9, y)
            for i, line in enumerate(lines):
                self.pen.text(x + 24, y + 16 * i, line, size=size, tone="muted")
        return bottom + 12 if keys else y

    def _draw_not_shown(self, y: float) -> float:
        """List the places that the map does not show, and return the bottom."""
        places, page = self.layout.not_shown, self.layout.projection.width
        size = self.layout.font_size
        if not places:
            return y
        self.pen.text(0, y + 20, "Named, but not on this map", size=size, weight=600)
        names = [wrap_text(place.label, size, page - 22) for place in places]
        boxes = [(_widest(lines, size) + 17, LINE * (len(lines) - 1)) for lines in names]
        positions, bottom = flow_boxes(boxes, page, y + 44, gap=16, line=_MIN_TARGET)
        for place, lines, (box_width, _), (x, y) in zip(
            places, names, boxes, positions, strict=True
        ):
            self._draw_list_item(place, lines, x, y, box_width)
        return bottom + 14

    def _draw_list_item(
        self, place: Place, lines: list[str], x: float, y: float, width: float
    ) -> None:
        """Draw a name behind an arrow toward the place, or a square if its position is unknown."""
        projection = self.layout.projection
        direction = projection.distance_and_angle(*place.position) if place.position else None
        remark = "not on this map"
        if direction:
            km, angle = direction
            wind = _WINDS[round((degrees(angle) - 90) / 45) % 8]
            remark = f"about {round(km, -2):,.0f} km {wind} of the map’s middle"
        bottom = y + LINE * (len(lines) - 1) + _MIN_TARGET / 2
        with self._mark(place, remark):
            self.pen.hit_area(x, y - _MIN_TARGET / 2, x + width, bottom)
            if direction:
                self.pen.polygons([_arrowhead(x + 6, y, direction[1])], tone="stone", zorder=3)
            else:
                self.pen.marker(x + 6, y, marker="square", size=4.5, tone="stone", hollow=True)
            for i, line in enumerate(lines):
                self.pen.text(x + 15, y + i * LINE, line, size=self.layout.font_size)


def _widest(lines: Sequence[str], size: float) -> float:
    """Return the width of the longest of several lines."""
    return max(text_width(line, size) for line in lines)


def _arrowhead(x: float, y: float, angle: float) -> Polygon:
    """Return a slender arrowhead around a pixel; the angle is from the x axis, in radians."""
    corners = ((0.0, 6.0), (0.8 * pi, 5.5), (pi, 2.0), (-0.8 * pi, 5.5))
    return [(x + r * cos(angle + turn), y - r * sin(angle + turn)) for turn, r in corners]
