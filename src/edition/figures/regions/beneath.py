"""Beneath a map: what its looks and markers mean, and which places it does not hold."""

from math import asin, atan2, cos, degrees, hypot, pi, sin

from edition.figures.canvas.text_flow import flow_boxes
from edition.figures.canvas.text_metrics import text_width, wrap_text

from .geography import RADIUS
from .naming import LINE, MARKERS, SMALL

_ROW = 24.0  # the least that can be hit
_WINDS = ("north", "northwest", "west", "southwest", "south", "southeast", "east", "northeast")


def draw_legend(sheet, y):
    """Say what looks and markers mean, and return the bottom."""
    pen, names = sheet.pen, sheet.names
    used = {names.by_id[id_].role for id_ in names.states}
    parts = [(rank, role) for rank, role in enumerate(sheet.ranks) if role in used]
    held = {names.by_id[id_].kind for id_ in names.boxes}
    parts += [(kind, kind) for kind in MARKERS if kind in held]
    if not parts:
        return y
    page = names.view.width
    said = [wrap_text(str(sheet.words.get(name, name)), SMALL, page - 26) for _, name in parts]
    boxes = [(_widest(lines, SMALL) + 26, 16 * (len(lines) - 1)) for lines in said]
    places, bottom = flow_boxes(boxes, page, y + 17, gap=18, line=20)
    for (look, _), lines, (x, y) in zip(parts, said, places, strict=True):
        _sample(sheet, look, x, y)
        for i, line in enumerate(lines):
            pen.text(x + 24, y + 16 * i, line, size=SMALL, tone="muted")
    return bottom + 12


def _widest(lines, size):
    return max(text_width(line, size) for line in lines)


def _sample(sheet, look, x, y):
    if look in MARKERS:
        sheet.marker(look, x + 9, y)
    else:
        sheet.fill([[(x, y - 6), (x + 18, y - 6), (x + 18, y + 6), (x, y + 6)]], look)


def draw_rest(sheet, y):
    """List what the map does not hold, one place behind the other, and return the bottom."""
    names, page = sheet.names, sheet.names.view.width
    rest, size = names.rest, names.size
    if not rest:
        return y
    sheet.pen.text(0, y + 20, "Named, but not on this map", size=size, weight=600)
    said = [wrap_text(place.label, size, page - 22) for place in rest]
    boxes = [(_widest(lines, size) + 17, LINE * (len(lines) - 1)) for lines in said]
    places, bottom = flow_boxes(boxes, page, y + 44, gap=16, line=_ROW)
    for place, lines, (wide, _), at in zip(rest, said, boxes, places, strict=True):
        _listed(sheet, place, lines, (*at, wide))
    return bottom + 14


def _listed(sheet, place, lines, at):
    """Set a name with an arrow toward its place, or a square where its position is not known."""
    pen, size = sheet.pen, sheet.names.size
    x, y, wide = at
    far = _direction(sheet.names.view, place)
    with sheet.mark(place, far[0] if far else "not on this map"):
        pen.hit_area(x, y - _ROW / 2, x + wide, y + LINE * (len(lines) - 1) + _ROW / 2)
        if far:
            pen.polygons([_arrow(x + 6, y, far[1])], tone="stone", zorder=3)
        else:
            pen.marker(x + 6, y, marker="s", size=4.5, tone="stone", hollow=True)
        for i, line in enumerate(lines):
            pen.text(x + 15, y + i * LINE, line, size=size)


def _arrow(x, y, turn):
    """Return a slender arrowhead that points at an angle."""
    corners = ((turn, 6.0), (turn + 0.8 * pi, 5.5), (turn + pi, 2.0), (turn - 0.8 * pi, 5.5))
    return [(x + far * cos(angle), y - far * sin(angle)) for angle, far in corners]


def _direction(view, place):
    """Return how far a place lies from the middle, in words, and the angle from there to it."""
    if not place.pointed:
        return None
    x, y = map(float, view.project(place.longitude, place.latitude))
    if x != x:
        return None  # on the other side of the earth
    right, up = x - view.width / 2, view.height / 2 - y
    # The projection keeps directions from the middle; distances it shortens to the chord.
    turn, chord = atan2(up, right), hypot(right, up) / view.per_km
    km = 2 * RADIUS * asin(chord / (2 * RADIUS))
    wind = _WINDS[round((degrees(turn) - 90) / 45) % 8]
    return f"about {round(km, -2):,.0f} km {wind} of the map’s middle", turn
