"""Bars and their ends as polygons, in pixels."""

_FADE = ((1.5, 5.0), (2.0, 3.5), (2.5, 2.0), (3.0, 1.2))  # gap and length of a fading end's slices


def box(left, right, y, thick):
    """Return a bar as a rectangle."""
    half = thick / 2
    return [(left, y - half), (right, y - half), (right, y + half), (left, y + half)]


def outline(left, right, y, ends, thick):
    """Return a bar with square or pointed ends as one polygon."""
    half, point = thick / 2, min(7.0, (right - left) * 0.45)
    lower, upper = [(left, y + half)], [(left, y - half)]
    if ends[0] == "arrow":
        lower = [(left, y), (left + point, y + half + 2.5), (left + point, y + half)]
        upper = [(left + point, y - half), (left + point, y - half - 2.5)]
    if ends[1] == "arrow":
        lower += [(right - point, y + half), (right - point, y + half + 2.5), (right, y)]
        upper = [(right - point, y - half - 2.5), (right - point, y - half), *upper]
    else:
        lower, upper = [*lower, (right, y + half)], [(right, y - half), *upper]
    return [*lower, *upper]


def turns_right(polygon):
    """Whether a polygon runs clockwise; only shapes that all do can overlap without holes."""
    return (
        sum(
            x * v - u * y
            for (x, y), (u, v) in zip(polygon, [*polygon[1:], polygon[0]], strict=True)
        )
        > 0
    )


def end(kind, at, inwards, y, thick, room):
    """Return the polygons of a bar's end, and the length it takes off the bar."""
    if kind == "cap":
        return [box(*sorted((at, at + 2 * inwards)), y, thick + 6)], 1.0
    if kind == "arrow":
        tip = [(at, y), (at + 8 * inwards, y - thick - 0.5), (at + 8 * inwards, y + thick + 0.5)]
        return [tip], min(6.0, room)
    if kind == "fade":
        slices, used = [], 0.0
        scale = min(room / sum(map(sum, _FADE)), 1.0)
        for gap, length in reversed(_FADE):
            first, last = (at + (used + part) * scale * inwards for part in (0, length))
            slices.append(box(min(first, last), max(first, last), y, thick))
            used += length + gap
        used *= scale
        return slices, used
    return [], 0.0
