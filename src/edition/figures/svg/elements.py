"""Reduce an SVG element that Matplotlib wrote to plain attributes, themed colors, short numbers."""

import re

from lxml import etree

from edition.figures.canvas import palette

SVG = "http://www.w3.org/2000/svg"
#: What the root element says of its text; elements repeat only what differs from it.
FILL, FONT_SIZE = palette.color("ink"), 12.5 * palette.PT
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_GAPS = re.compile(r"\s*([MLCz])\s*")


def simplified(element: etree._Element) -> etree._Element:
    """Return a copy of an element without namespaces and styles."""
    tag = etree.QName(element).localname
    css = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.get("style", "")))
    copy = etree.Element(tag)
    if tag == "text":
        return _text(copy, element, css)
    if element.get(_XLINK):
        copy.set("href", element.get(_XLINK, ""))
    for attribute in ("id", "x", "y", "d"):
        if element.get(attribute):
            copy.set(attribute, _short(" ".join(element.get(attribute, "").split())))
    if element.get("id"):
        return copy
    if tag == "path" and css.get("fill") == "none" and "stroke" not in css:
        copy.set("fill", "none")
        copy.set("pointer-events", "all")
        return copy
    stroke = css.get("stroke", "none")
    if stroke == "none" or not float(css.get("stroke-width", "1")):
        stroke = "none"
    else:
        copy.set("stroke-width", _short(css.get("stroke-width", "1")))
    _set_colors(copy, fill=css.get("fill", FILL), stroke=stroke)
    return copy


def _set_colors(element: etree._Element, fill: str, stroke: str = "none") -> None:
    """Set fill and stroke: a class for a color of the palette, an attribute for any other."""
    classes = []
    for paint, color, inherited in (("fill", fill, FILL), ("stroke", stroke, "none")):
        name = palette.names_by_hex().get(color)
        if color == inherited:
            continue
        if name:
            classes.append(f"{paint[0]}-{name}")
        else:
            element.set(paint, color)
    if classes:
        element.set("class", " ".join(classes))


def _text(copy: etree._Element, element: etree._Element, css: dict[str, str]) -> etree._Element:
    size = float(css.get("font-size", "0").removesuffix("px") or 0)
    if abs(size - FONT_SIZE) > 1e-3:
        copy.set("font-size", f"{size:g}")
    if css.get("font-weight", "400") not in ("400", "normal"):
        copy.set("font-weight", css["font-weight"])
    if css.get("text-anchor", "start") != "start":
        copy.set("text-anchor", css["text-anchor"])
    _set_colors(copy, fill=css.get("fill", FILL))
    moved = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)", element.get("transform", ""))
    x, y = moved.groups() if moved else ("", "")
    copy.set("x", _short(element.get("x") or x))
    copy.set("y", _short(element.get("y") or y))
    copy.text = "".join(map(str, element.itertext()))
    return copy


def themed(color: str) -> str:
    """Return a color of the palette as its custom property; any other unchanged.

    >>> themed("#123456")
    '#123456'
    """
    name = palette.names_by_hex().get(color)
    return f"var(--ed-{name}, {color})" if name else color


def _short(numbers: str) -> str:
    """Return numbers with one decimal at most, and path commands without spaces around them."""
    return _GAPS.sub(r"\1", _NUMBER.sub(_one_decimal, numbers))


def _one_decimal(match: re.Match[str]) -> str:
    rounded = f"{float(match.group()):.1f}".removesuffix(".0")
    return "0" if rounded == "-0" else rounded
