"""Split the SVG of a matrix so that its column heads stay in view while a page is scrolled.

``position: sticky`` has no effect inside an SVG, so the heads need an SVG of their own.
"""

import re
from html import escape

from lxml import etree

from edition.figures.canvas import palette

from .elements import SVG

_PATH_NUMBER = re.compile(r"-?\d*\.?\d+")


def with_sticky_heads(svg: str) -> str:
    """Return a drawing as HTML in which column heads can stick to the top of the window.

    Every letter and mark is in one SVG only, so that screen readers read nothing twice. The style
    sheet of the page does the sticking; no script is needed.

    Parameters
    ----------
    svg : str
        Inline SVG from `to_svg`.

    Returns
    -------
    str
        `svg` itself if its attribute ``data-heads`` is missing; otherwise a ``div`` with the id
        of the SVG and one SVG for each of: what stands above the heads, the heads, the rows.
    """
    root = etree.fromstring(svg)
    heads = root.get("data-heads")
    if not heads:
        return svg
    top, bottom = map(float, heads.split())
    *_, width, height = map(float, root.get("viewBox", "").split())
    name = root.get("id")
    bands = {"above": (0.0, top), "heads": (top, bottom), "rows": (bottom, height)}
    contents = _contents(root, bands)
    looks = " ".join(
        f'{key}="{escape(root.get(key, ""))}"' for key in ("fill", "font-family", "font-size")
    )
    svgs = [
        f'<svg class="{band}" viewBox="0 {start:g} {width:g} {end - start:g}" {looks}>'
        f"{contents[band]}</svg>"
        for band, (start, end) in bands.items()
        if end > start
    ]
    shared = "".join(_markup(part) for tag in ("style", "defs") for part in root.findall(_tag(tag)))
    title, description = (root.findtext(_tag(tag)) or "" for tag in ("title", "desc"))
    sizes = (
        f"--heads:{(bottom - top) / palette.PT:.0f}px;--print-width:{205 * width / height:.0f}mm"
    )
    return (
        f'<div class="sticky-heads" id="{name}" role="group" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc" style="{sizes}">'
        f'<p id="{name}-title" hidden>{escape(title)}</p>'
        f'<p id="{name}-desc" hidden>{escape(description)}</p>'
        f'<svg class="shared" aria-hidden="true">{shared}</svg>{"".join(svgs)}</div>'
    )


def _contents(root: etree._Element, bands: dict[str, tuple[float, float]]) -> dict[str, str]:
    """Return the markup of each band: first its background, then its letters and marks."""
    background, content = dict.fromkeys(bands, ""), dict.fromkeys(bands, "")
    for child in root:
        if child.tag == _tag("g") and child.get("aria-hidden"):
            for shape in child:
                # A line may cross bands: each shows its part of it, and clips the rest.
                crossing = shape.tag == _tag("path")
                for band in bands if crossing else (_band(shape, bands),):
                    background[band] += _markup(shape)
        elif child.tag in map(_tag, ("text", "a", "g")):
            content[_band(child, bands)] += _markup(child)
    return {band: f'<g aria-hidden="true">{background[band]}</g>{content[band]}' for band in bands}


def _band(element: etree._Element, bands: dict[str, tuple[float, float]]) -> str:
    """Return the band in which the first positioned part of an element stands."""
    y = next((y for part in element.iter() for y in _heights(part)), 0.0)
    return next((band for band, (_, end) in bands.items() if y < end), "rows")


def _heights(element: etree._Element) -> list[float]:
    """Return the y of an element, or the middle of a path, as a list; empty if it has none."""
    if element.get("y"):
        return [float(element.get("y", ""))]
    ys = [float(number) for number in _PATH_NUMBER.findall(element.get("d", ""))[1::2]]
    return [(min(ys) + max(ys)) / 2] if ys else []


def _tag(name: str) -> str:
    return f"{{{SVG}}}{name}"


def _markup(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return text.replace(f' xmlns="{SVG}"', "")
