"""The polygons of bars, in pixels."""

Point = tuple[float, float]
Polygon = list[Point]

#: Gap and length of each slice of a fading end, from the bar outwards.
_FADE = ((1.5, 5.0), (2.0, 3.5), (2.5, 2.0), (3.0, 1.2))


def rectangle(left: float, right: float, y: float, thick: float) -> Polygon:
    """Return a rectangle around the height `y`."""
    half = thick / 2
    return [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]


def clockwise(polygon: Polygon) -> Polygon:
    """Return a polygon with its points in clockwise order, as y points downwards."""
    shifted = [*polygon[1:], polygon[0]]
    area = sum(x * v - u * y for (x, y), (u, v) in zip(polygon, shifted, strict=True))
    return polygon if area > 0 else polygon[::-1]


def bar_end(
    kind: str, at: float, inwards: int, y: float, thick: float, room: float, fade: float = 0.0
) -> tuple[list[Polygon], float]:
    """Return the polygons of the end of a bar, and the length by which it shortens the bar.

    A `kind` other than ``cap``, ``arrow`` and ``fade`` is a bare end. `inwards` is 1 at the left
    end and -1 at the right; no arrow or fade is longer than `room`, and a fade is not shorter than
    `fade`.
    """
    if kind == "cap":
        left, right = sorted((at, at + 2 * inwards))
        return [rectangle(left, right, y, thick + 6)], 1.0
    if kind == "arrow":
        base, half = at + 8 * inwards, thick + 0.5
        return [[(at, y), (base, y - half), (base, y + half)]], min(6.0, room)
    if kind == "fade":
        slices, used = [], 0.0
        usual = sum(map(sum, _FADE))
        scale = min(room, max(fade, usual)) / usual
        for gap, length in reversed(_FADE):
            left, right = sorted(at + (used + part) * scale * inwards for part in (0, length))
            slices.append(rectangle(left, right, y, thick))
            used += length + gap
        return slices, used * scale
    return [], 0.0
