"""Split the SVG of a matrix so that its column heads stay in view while a page is scrolled.

``position: sticky`` has no effect inside an SVG, so the heads need an SVG of their own.
"""

import re
from copy import deepcopy

from lxml import etree

from edition.figures.canvas import palette

from .elements import SVG

_PATH_NUMBER = re.compile(r"-?\d*\.?\d+")


def with_sticky_heads(svg: str) -> str:
    """Return a drawing as HTML in which column heads can stick to the top of the window.

    It is a ``div`` with the id of the SVG and one SVG for each of: what stands above the heads,
    the heads, the rows; or `svg` itself if it has no attribute ``data-heads``. Every letter and
    mark is in one SVG only, so that screen readers read nothing twice. The style sheet of the page
    does the sticking; no script is needed.
    """
    root = etree.fromstring(svg.replace(f' xmlns="{SVG}"', "", 1))
    if not root.get("data-heads"):
        return svg
    top, bottom = map(float, root.get("data-heads", "").split())
    *_, width, height = map(float, root.get("viewBox", "").split())
    name = root.get("id", "")
    page = _add(
        None, "div", id=name, role="group", **{"class": "sticky-heads"},
        style=f"--heads:{(bottom - top) / palette.PT:.0f}px;"
        f"--print-width:{205 * width / height:.0f}mm",
    )  # fmt: skip
    for part, attribute in (("title", "aria-labelledby"), ("desc", "aria-describedby")):
        page.set(attribute, f"{name}-{part}")
        _add(page, "p", id=f"{name}-{part}", hidden="").text = root.findtext(part) or ""
    shared = _add(page, "svg", **{"class": "shared", "aria-hidden": "true"})
    shared.extend([*root.findall("style"), *root.findall("defs")])
    inherited = {key: root.get(key, "") for key in ("fill", "font-family", "font-size")}
    bands = []
    for band, start, end in (("above", 0.0, top), ("heads", top, bottom), ("rows", bottom, height)):
        if end > start:
            box = f"0 {start:g} {width:g} {end - start:g}"
            element = _add(page, "svg", **{"class": band, "viewBox": box}, **inherited)
            bands.append((end, element, _add(element, "g", **{"aria-hidden": "true"})))
    for child in root.findall("g[@aria-hidden]/*"):
        for end, _, background in bands:
            if child.tag == "path":  # may cross bands; each clips what is not its own
                background.append(deepcopy(child))
            elif _middle(child) < end:
                background.append(child)
                break
    for child in root.findall("*"):
        if child.tag in ("text", "a", "g") and not child.get("aria-hidden"):
            next(e for end, e, _ in bands if _middle(child) < end or end == height).append(child)
    return etree.tostring(page, encoding="unicode")


def _add(parent: etree._Element | None, tag: str, **attributes: str) -> etree._Element:
    """Return a new element, as the last child of `parent` if there is one."""
    if parent is None:
        return etree.Element(tag, attributes)
    return etree.SubElement(parent, tag, attributes)


def _middle(element: etree._Element) -> float:
    """Return the y of the first positioned part of an element, the middle if it is a path."""
    for part in element.iter():
        if part.get("y"):
            return float(part.get("y", ""))
        if ys := [float(number) for number in _PATH_NUMBER.findall(part.get("d", ""))[1::2]]:
            return (min(ys) + max(ys)) / 2
    return 0.0
