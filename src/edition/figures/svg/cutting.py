"""A drawing cut where it says that it may be: each letter and mark goes to one part."""

import re

from lxml import etree

from edition.figures.canvas import palette

from .elements import SVG

_NUMBERS = re.compile(r"-?\d*\.?\d+")
_NAMES = {None: SVG}
_STRETCH = re.compile(r"M[^M]*")


def tag(name):
    """Return the name of an SVG element with its namespace."""
    return f"{{{SVG}}}{name}"


class Cut:
    """A drawing, what stands in each of its parts, left and right of where it is cut."""

    def __init__(self, root):
        self.root, self.name = root, root.get("id")
        page, side, *parts = (part.split(":") for part in root.get("data-parts").split())
        self.page, self.side = float(page[1]), float(side[1])
        self.width, _ = (float(n) / palette.PT for n in root.get("viewBox").split()[2:])
        tops = [0.0, *(float(bottom) for _, bottom in parts)]
        self.parts = [
            (kind, top, float(bottom)) for (kind, bottom), top in zip(parts, tops, strict=False)
        ]
        self.found = [[[], []] for _ in parts]  # what stands in each part, left and right
        for child in root:
            if child.tag == tag("g") and child.get("aria-hidden"):
                for shape in child:
                    self._ground(shape)
            elif child.tag in map(tag, ("text", "a", "g")):
                self._put(child, *_point(child), None)

    def _put(self, element, x, y, ground):
        """Put an element into the panel where its point lies."""
        part = next(
            (i for i, (_, _, bottom) in enumerate(self.parts) if y < bottom), len(self.parts) - 1
        )
        self.found[part][x >= self.side].append((element, ground))

    def _ground(self, shape):
        """Put a shape, or the stretches of a path, into every panel that they reach."""
        if shape.tag != tag("path"):
            self._put(shape, *_point(shape), True)
            return
        boxes = [(stretch, _box(stretch)) for stretch in _STRETCH.findall(shape.get("d"))]
        for i, (_, top, bottom) in enumerate(self.parts):
            for right in (False, True):
                ends = (self.side, self.width) if right else (0.0, self.side)
                inside = [
                    stretch
                    for stretch, (x0, y0, x1, y1) in boxes
                    if y1 > top - 1 and y0 < bottom + 1 and x1 > ends[0] - 1 and x0 < ends[1] + 1
                ]
                if inside and ends[1] > ends[0]:
                    part = etree.Element(shape.tag, {**shape.attrib, "d": " ".join(inside)}, _NAMES)
                    self.found[i][right].append((part, True))


def _point(element):
    """Return where an element stands, in CSS pixels."""
    for each in element.iter(tag("text"), tag("use"), tag("path")):
        if each.get("x"):
            return float(each.get("x")) / palette.PT, float(each.get("y")) / palette.PT
        if each.get("d"):
            x0, y0, x1, y1 = _box(each.get("d"))
            return (x0 + x1) / 2, (y0 + y1) / 2
    return 0.0, 0.0


def _box(path):
    """Return left, top, right and bottom of a path, in CSS pixels."""
    numbers = [float(n) / palette.PT for n in _NUMBERS.findall(path)]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])
