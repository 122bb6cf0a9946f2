"""Draw the looks of states and the markers of places, on the map and in its legend."""

from collections.abc import Mapping, Sequence

from edition.figures.canvas.palette import PT, color
from edition.figures.canvas.pen import Pen
from edition.figures.canvas.text_flow import flow_boxes
from edition.figures.canvas.text_metrics import text_width, wrap_text

from .map_layout import MARKERS, SMALL_SIZE, MapLayout
from .polygons import Polygon, hatch_lines

_MARKER_SIZES = {"o": 6.0, "^": 9.5}


def fill_land(pen: Pen, polygons: Sequence[Polygon], rank: int | None = None) -> None:
    """Draw land in the look of a role: filled, hatched, with a heavy outline, or (None) plain."""
    land = pen.polygons(polygons, tone="faint" if rank == 0 else "raised", zorder=1)
    land.set_edgecolor(color("stone"))
    land.set_linewidth(PT * (1.8 if rank == 2 else 0.6))
    if rank == 1:
        pen.outline(hatch_lines(polygons, 6.0), tone="stone", thick=0.8, zorder=1)


def draw_marker(pen: Pen, kind: str, x: float, y: float) -> None:
    """Draw the marker of a kind of place."""
    marker, tone = MARKERS[kind]
    pen.marker(x, y, marker=marker, size=_MARKER_SIZES[marker], tone=tone)


def widest(lines: Sequence[str], size: float) -> float:
    """Return the width of the longest of several lines."""
    return max(text_width(line, size) for line in lines)


def draw_legend(
    pen: Pen, layout: MapLayout, roles: Sequence[str], words: Mapping[str, str], y: float
) -> float:
    """Draw what the looks and markers in use mean, and return the bottom."""
    used = {layout.by_id[id_].role for id_ in layout.states}
    kinds = {layout.by_id[id_].kind for id_ in layout.boxes}
    keys: list[tuple[int | None, str]] = [(i, role) for i, role in enumerate(roles) if role in used]
    keys += [(None, kind) for kind in MARKERS if kind in kinds]
    if not keys:
        return y
    page = layout.projection.width
    texts = [wrap_text(str(words.get(name, name)), SMALL_SIZE, page - 26) for _, name in keys]
    boxes = [(widest(lines, SMALL_SIZE) + 26, 16 * (len(lines) - 1)) for lines in texts]
    places, bottom = flow_boxes(boxes, page, y + 17, gap=18, line=20)
    for (rank, name), lines, (x, y) in zip(keys, texts, places, strict=True):
        if rank is None:
            draw_marker(pen, name, x + 9, y)
        else:
            fill_land(pen, [[(x, y - 6), (x + 18, y - 6), (x + 18, y + 6), (x, y + 6)]], rank)
        for i, line in enumerate(lines):
            pen.text(x + 24, y + 16 * i, line, size=SMALL_SIZE, tone="muted")
    return bottom + 12
