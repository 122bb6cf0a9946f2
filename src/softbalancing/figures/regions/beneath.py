"""Beneath a map: what its looks and markers mean, and which places it does not hold."""

from math import asin, atan2, cos, degrees, hypot, pi, sin

from ..text import width, wrap
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
    x, y = 0.0, y + 17
    for look, name in parts:
        lines = wrap(str(sheet.words.get(name, name)), SMALL, names.view.width - 26)
        wide = max(width(line, SMALL) for line in lines) + 26
        if x and x + wide > names.view.width:
            x, y = 0.0, y + 20
        _sample(sheet, look, x, y)
        for i, line in enumerate(lines):
            pen.text(x + 24, y + 16 * i, line, size=SMALL, tone="muted")
        y += 16 * (len(lines) - 1)
        x += wide + 18
    return y + 12 if parts else y


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
    x, y = 0.0, y + 44
    for place in rest:
        lines = wrap(place.label, size, page - 22)
        wide = max(width(line, size) for line in lines) + 17
        if x and x + wide > page:
            x, y = 0.0, y + _ROW
        _listed(sheet, place, lines, (x, y, wide))
        y += LINE * (len(lines) - 1)
        x += wide + 16
    return y + 14


def _listed(sheet, place, lines, at):
    """Set a name with an arrow toward its place, or a square where its position is not known."""
    pen, size = sheet.pen, sheet.names.size
    x, y, wide = at
    far = _direction(sheet.names.view, place)
    sheet.begin(place, far[0] if far else "not on this map")
    pen.hit(x, y - _ROW / 2, x + wide, y + LINE * (len(lines) - 1) + _ROW / 2)
    if far:
        pen.shape([_arrow(x + 6, y, far[1])], tone="stone", zorder=3)
    else:
        pen.dot(x + 6, y, marker="s", size=4.5, tone="stone", hollow=True)
    for i, line in enumerate(lines):
        pen.text(x + 15, y + i * LINE, line, size=size)
    pen.finish()


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
