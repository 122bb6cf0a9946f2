"""Reduce what Matplotlib drew to plain elements, sorted into definitions, background and marks.

Elements get plain attributes, themed colors and short numbers.
"""

import re
from collections.abc import Mapping

from lxml import etree

from edition.figures.canvas import palette

SVG = "http://www.w3.org/2000/svg"
#: What the root element says of its text; elements repeat only what differs from it.
FILL, FONT_SIZE = palette.color("ink"), 12.5 * palette.PT
#: Address (if any) and label of each mark, by the id that its artists share.
Marks = Mapping[str, tuple[str | None, str]]
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_GAPS = re.compile(r"\s*([MLCz])\s*")


def add_content(root: etree._Element, drawn: etree._Element, marks: Marks, details: bool) -> None:
    """Fill `root` with simplified copies of all that is in `drawn`, in the order it was drawn.

    Artists that share an id become one element: ``<a>`` if they lead somewhere, otherwise ``<g>``.
    """
    definitions, background = etree.SubElement(root, "defs"), etree.SubElement(root, "g")
    background.set("aria-hidden", "true")
    elements: dict[str, etree._Element] = {}
    for element in drawn.iter(f"{{{SVG}}}path", f"{{{SVG}}}use", f"{{{SVG}}}text"):
        ancestors = list(element.iterancestors())
        parent = etree.QName(ancestors[0]).localname
        if parent == "clipPath" or (parent == "defs" and not element.get("id")):
            continue
        copy = simplified(element)
        mark = next((id_ for a in ancestors if (id_ := a.get("id")) and id_ in marks), None)
        if parent == "defs":
            definitions.append(copy)
        elif mark:
            if mark not in elements:
                elements[mark] = etree.SubElement(root, "a" if marks[mark][0] else "g")
            elements[mark].append(copy)
        elif copy.get("pointer-events") is None:
            (root if copy.tag == "text" else background).append(copy)
    for mark, element in elements.items():
        _set_label(element, *marks[mark], details)
    _join_paths(background)
    if not len(definitions):
        root.remove(definitions)


def _join_paths(background: etree._Element) -> None:
    """Join neighboring paths that look the same into one."""
    for path in background.findall("path"):
        previous = path.getprevious()
        if previous is not None and _look(previous) == _look(path):
            path.set("d", f"{previous.get('d')} {path.get('d')}")
            background.remove(previous)


def _look(element: etree._Element) -> dict[str, str]:
    return {str(key): str(value) for key, value in element.attrib.items() if key != "d"}


def _set_label(element: etree._Element, url: str | None, label: str, details: bool) -> None:
    """Give a mark its address, accessible name and tooltip.

    The first line of `label` is the name; the second, if any, is the tooltip's description.
    """
    name, _, description = label.partition("\n")
    if url:
        element.set("href", url)
        element.set("aria-label", name)
    elif "".join(map(str, element.itertext())) == name:
        return
    title = etree.Element("title")
    title.text = f"{name}. {description}" if description and details else name
    element.insert(0, title)


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
