"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

import re
from io import StringIO

from lxml import etree

from . import style

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_GAPS = re.compile(r"\s*([MLCz])\s*")
_HEX = re.compile(r"#[0-9a-f]{6}")
_TEXT = {"fill": style.colour("ink"), "font-size": 12.5 * style.PT, "font-weight": "400"}
#: A rim of paper around letters keeps the grid out of them; what a link holds shows on pointing.
_CSS = (
    "#text{paint-order:stroke;stroke:PAPER;stroke-width:2.5px;stroke-linejoin:round}"
    "#a{cursor:pointer}#a:hover text,#a:focus-visible text{text-decoration:underline}"
    "#a:focus-visible{outline:1.5px solid ACCENT}"
)


def to_svg(figure, *, name, title, description="", details=True):
    """Return a figure as inline SVG.

    Marks become one ``<a>`` (or ``<g>``) each, in reading order, with their accessible name; text
    stays text in the font of the page; colours become ``var(--sb-…, #hex)``; ids begin with `name`.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn with `timeline` or `matrix` (others work, without links).
    name : str
        Prefix of all ids, unique on the page.
    title, description : str
        Accessible name and description of the whole.
    details : bool
        Whether the tooltips of marks hold the description of the row too.

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    source = StringIO()
    with style.applied():
        figure.savefig(
            source, format="svg", metadata={"Date": None, "Creator": None}, transparent=True
        )
    drawn = etree.fromstring(source.getvalue().encode(), etree.XMLParser(remove_comments=True))
    items = _items(figure)
    root = _root(drawn, name, title, description, linked=any(url for url, _ in items.values()))
    _fill(root, drawn, items, details)
    _name_ids(root, name)
    rules = etree.Element("style")
    rules.text = _css(root, name)
    root.insert(1, rules)
    return _print(root)


def standalone(svg):
    """Return an inline SVG as a file of its own: light colours, plain fonts, no links."""
    svg = re.sub(r"var\(--sb-[\w-]+,\s*([^()]+)\)", r"\1", svg)
    svg = re.sub(r'<a href="[^"]*"', "<g", svg).replace("</a>", "</g>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'


def _items(figure):
    """Return address and name of each mark, by the id its artists share."""
    artists = figure.findobj(lambda artist: (artist.get_gid() or "").startswith("item-"))
    return {artist.get_gid(): (artist.get_url(), artist.get_label()) for artist in artists}


def _root(drawn, name, title, description, linked):
    width, height = drawn.get("viewBox").split()[2:]
    root = etree.Element("svg", nsmap={None: SVG})
    root.set("id", name)
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("width", "100%")
    pixels = float(width) / style.PT
    if pixels > style.WIDTHS["wide"] + 1:
        root.set("style", f"min-width:{pixels:.0f}px")
    root.set("role", "group" if linked else "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("fill", _themed(_TEXT["fill"]))
    root.set("font-family", "var(--sb-sans, 'Source Sans 3', 'Source Sans Pro', sans-serif)")
    root.set("font-size", f"{_TEXT['font-size']:g}")
    etree.SubElement(root, "title", id=f"{name}-title").text = title
    if description:
        root.set("aria-describedby", f"{name}-desc")
        etree.SubElement(root, "desc", id=f"{name}-desc").text = description
    return root


def _css(root, name):
    """Return the rules of a drawing, for it alone: its rim and focus, and the colours it uses."""
    classes = sorted({c for element in root.iter() for c in element.get("class", "").split()})
    rules = _CSS + "".join(
        f"#.{c}{{{'fill' if c[0] == 'f' else 'stroke'}:{_themed(style.colour(c[2:]))}}}"
        for c in classes
    )
    values = {"PAPER": _themed(style.colour("paper")), "ACCENT": _themed(style.colour("accent"))}
    rules = re.sub(r"#(?=[a-z.])(?![0-9a-f]{6})", f"#{name} ", rules)
    return re.sub("PAPER|ACCENT", lambda match: values[match.group()], rules)


def _fill(root, drawn, items, details):
    """Move what was drawn into `root`: shared shapes, the ground, then words and marks in order.

    Marks and words are drawn in the order in which they are read, and so they stay.
    """
    shapes, ground = etree.SubElement(root, "defs"), etree.SubElement(root, "g")
    ground.set("aria-hidden", "true")
    marks = {}
    for element in drawn.iter(f"{{{SVG}}}path", f"{{{SVG}}}use", f"{{{SVG}}}text"):
        around = etree.QName(element.getparent()).localname
        cleaned = None if around == "clipPath" else _clean(element)
        if cleaned is None or (around == "defs" and not element.get("id")):
            continue
        gid = next((a.get("id") for a in element.iterancestors() if a.get("id") in items), None)
        if around == "defs":
            shapes.append(cleaned)
        elif gid:
            if gid not in marks:
                marks[gid] = etree.SubElement(root, "a" if items[gid][0] else "g")
            marks[gid].append(cleaned)
        elif cleaned.get("pointer-events") is None:
            (root if cleaned.tag == "text" else ground).append(cleaned)
    for gid, mark in marks.items():
        _name_mark(mark, *items[gid], details)
    _join(ground)
    if not len(shapes):
        root.remove(shapes)


def _join(ground):
    """Make one path of neighbours that look alike."""
    for path in ground.findall("path"):
        before = path.getprevious()
        if before is not None and {**before.attrib, "d": ""} == {**path.attrib, "d": ""}:
            path.set("d", f"{before.get('d')} {path.get('d')}")
            ground.remove(before)


def _name_mark(mark, url, label, details):
    """Give a mark its address, its accessible name and its tooltip."""
    name, _, detail = label.partition("\n")
    if url:
        mark.set("href", url)
        mark.set("aria-label", name)
    elif "".join(mark.itertext()) == name:
        return
    title = etree.Element("title")
    title.text = f"{name}. {detail}" if detail and details else name
    mark.insert(0, title)


def _clean(element):
    """Return a drawn element with plain attributes only."""
    kind = etree.QName(element).localname
    css = dict(re.findall(r"([\w-]+):\s*([^;]+)", element.get("style", "")))
    clean = etree.Element(kind)
    if kind == "text":
        return _clean_text(clean, element, css)
    if element.get(_XLINK):
        clean.set("href", element.get(_XLINK))
    for attribute in ("id", "x", "y", "d"):
        if element.get(attribute):
            clean.set(attribute, _short(" ".join(element.get(attribute).split())))
    if element.get("id"):
        return clean
    if kind == "path" and css.get("fill") == "none" and "stroke" not in css:
        clean.set("fill", "none")
        clean.set("pointer-events", "all")
        return clean
    fill, stroke = css.get("fill", style.colour("ink")), css.get("stroke", "none")
    if stroke == "none" or not float(css.get("stroke-width", "1")):
        stroke = "none"
    else:
        clean.set("stroke-width", _short(css.get("stroke-width", "1")))
    _colour(clean, fill=fill, stroke=stroke)
    return clean


def _colour(element, **colours):
    """Set fill and stroke: a class for a colour of the palette, an attribute for another."""
    classes = []
    for paint, colour in colours.items():
        name = style.names_by_hex().get(colour)
        if colour == {"fill": _TEXT["fill"], "stroke": "none"}[paint]:
            continue
        if name:
            classes.append(f"{paint[0]}-{name}")
        else:
            element.set(paint, colour)
    if classes:
        element.set("class", " ".join(classes))


def _clean_text(clean, element, css):
    size = float(css.get("font-size", "0").removesuffix("px") or 0)
    if abs(size - _TEXT["font-size"]) > 1e-3:
        clean.set("font-size", f"{size:g}")
    if css.get("font-weight", "400") not in ("400", "normal"):
        clean.set("font-weight", css["font-weight"])
    if css.get("text-anchor", "start") != "start":
        clean.set("text-anchor", css["text-anchor"])
    _colour(clean, fill=css.get("fill", _TEXT["fill"]))
    x, y = re.search(r"translate\(([-\d.]+) ([-\d.]+)\)|$", element.get("transform", "")).groups()
    clean.set("x", _short(element.get("x") or x))
    clean.set("y", _short(element.get("y") or y))
    clean.text = "".join(element.itertext())
    return clean


def _themed(colour):
    """Return a colour of the palette as its variable; others stay what they are."""
    name = style.names_by_hex().get(colour)
    return f"var(--sb-{name}, {colour})" if name else colour


def _short(numbers):
    return _GAPS.sub(r"\1", _NUMBER.sub(_one_decimal, numbers))


def _one_decimal(match):
    return f"{float(match.group()):.1f}".removesuffix(".0").replace(
        "-0", "-0" if float(match.group()) <= -0.05 else "0"
    )


def _name_ids(root, name):
    """Give shared shapes short ids that begin with the figure's name, equal ones the same."""
    ids, shapes = {}, {}
    for shape in root.findall("defs/path"):
        key = shapes.setdefault(shape.get("d"), f"{name}-{len(shapes)}")
        ids[shape.get("id")] = key
        if key in list(ids.values())[:-1]:
            shape.getparent().remove(shape)
        shape.set("id", key)
    for use in root.iter("use"):
        use.set("href", f"#{ids[use.get('href').lstrip('#')]}")


def _print(root):
    text = etree.tostring(root, encoding="unicode")
    return re.sub(r'\s+xmlns(:\w+)?=""', "", text)
