"""One drawn element, with plain attributes, colors of the palette and short numbers."""

import re

from lxml import etree

from edition.figures.canvas import palette

SVG = "http://www.w3.org/2000/svg"
TEXT = {"fill": palette.color("ink"), "font-size": 12.5 * palette.PT, "font-weight": "400"}
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_GAPS = re.compile(r"\s*([MLCz])\s*")


def clean(element):
    """Return a drawn element with plain attributes only."""
    kind = etree.QName(element).localname
    css = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.get("style", "")))
    plain = etree.Element(kind)
    if kind == "text":
        return _text(plain, element, css)
    if element.get(_XLINK):
        plain.set("href", element.get(_XLINK))
    for attribute in ("id", "x", "y", "d"):
        if element.get(attribute):
            plain.set(attribute, _short(" ".join(element.get(attribute).split())))
    if element.get("id"):
        return plain
    if kind == "path" and css.get("fill") == "none" and "stroke" not in css:
        plain.set("fill", "none")
        plain.set("pointer-events", "all")
        return plain
    fill, stroke = css.get("fill", palette.color("ink")), css.get("stroke", "none")
    if stroke == "none" or not float(css.get("stroke-width", "1")):
        stroke = "none"
    else:
        plain.set("stroke-width", _short(css.get("stroke-width", "1")))
    _color(plain, fill=fill, stroke=stroke)
    return plain


def _color(element, **colors):
    """Set fill and stroke: a class for a color of the palette, an attribute for another."""
    classes = []
    for paint, color in colors.items():
        name = palette.names_by_hex().get(color)
        if color == {"fill": TEXT["fill"], "stroke": "none"}[paint]:
            continue
        if name:
            classes.append(f"{paint[0]}-{name}")
        else:
            element.set(paint, color)
    if classes:
        element.set("class", " ".join(classes))


def _text(plain, element, css):
    size = float(css.get("font-size", "0").removesuffix("px") or 0)
    if abs(size - TEXT["font-size"]) > 1e-3:
        plain.set("font-size", f"{size:g}")
    if css.get("font-weight", "400") not in ("400", "normal"):
        plain.set("font-weight", css["font-weight"])
    if css.get("text-anchor", "start") != "start":
        plain.set("text-anchor", css["text-anchor"])
    _color(plain, fill=css.get("fill", TEXT["fill"]))
    x, y = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)|$", element.get("transform", "")).groups()
    plain.set("x", _short(element.get("x") or x))
    plain.set("y", _short(element.get("y") or y))
    turned = re.search(r"rotate\(([-\d.]+)", element.get("transform", ""))
    if turned and float(turned[1]):
        angle, at = _short(turned[1]), f"{plain.get('x')} {plain.get('y')}"
        plain.set("transform", f"rotate({angle} {at})")
    plain.text = "".join(element.itertext())
    return plain


def themed(color):
    """Return a color of the palette as its variable; others stay what they are."""
    name = palette.names_by_hex().get(color)
    return f"var(--ed-{name}, {color})" if name else color


def _short(numbers):
    return _GAPS.sub(r"\1", _NUMBER.sub(_one_decimal, numbers))


def _one_decimal(match):
    return f"{float(match.group()):.1f}".removesuffix(".0").replace(
        "-0", "-0" if float(match.group()) <= -0.05 else "0"
    )
