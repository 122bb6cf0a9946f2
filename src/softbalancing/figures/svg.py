"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

import re
from io import StringIO

import matplotlib
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
    "#text{paint-order:stroke;stroke:var(--sb-paper,PAPER);stroke-width:2.5px;stroke-linejoin:round}"
    "#a{cursor:pointer}#a:hover text,#a:focus-visible text{text-decoration:underline}"
    "#a:focus-visible{outline:1.5px solid var(--sb-accent,ACCENT)}"
)


def to_svg(figure, *, name, title, description=""):
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

    Returns
    -------
    str
        One ``<svg>`` element.
    """
    source = StringIO()
    with matplotlib.rc_context(style.rc()):
        figure.savefig(source, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
    drawn = etree.fromstring(source.getvalue().encode(), etree.XMLParser(remove_comments=True))
    items = _items(figure)
    root = _root(drawn, name, title, description, linked=any(url for url, _ in items.values()))
    _fill(root, drawn, items)
    _name_ids(root, name)
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
    etree.SubElement(root, "style").text = _css(name)
    if description:
        root.set("aria-describedby", f"{name}-desc")
        etree.SubElement(root, "desc", id=f"{name}-desc").text = description
    return root


def _css(name):
    values = {"PAPER": style.colour("paper"), "ACCENT": style.colour("accent")}
    rules = _CSS.replace("#", f"#{name} ")
    return re.sub("PAPER|ACCENT", lambda match: values[match.group()], rules)


def _fill(root, drawn, items):
    """Move what was drawn into `root`: shared shapes, the ground, then the marks in order."""
    shapes, ground = etree.SubElement(root, "defs"), etree.SubElement(root, "g")
    ground.set("aria-hidden", "true")
    marks, texts = {gid: [] for gid in sorted(items)}, []
    for element in drawn.iter(f"{{{SVG}}}path", f"{{{SVG}}}use", f"{{{SVG}}}text"):
        parent = element.getparent()
        if etree.QName(parent).localname in ("defs", "clipPath"):
            if etree.QName(parent).localname == "defs" and element.get("id"):
                shapes.append(_clean(element))
            continue
        gid = next((a.get("id") for a in element.iterancestors() if a.get("id", "") in marks), None)
        target = marks[gid] if gid else texts if element.tag.endswith("text") else ground
        cleaned = _clean(element)
        if cleaned is not None:
            target.append(cleaned)
    _join(ground)
    words = etree.SubElement(root, "g")
    words.extend(texts)
    for gid, parts in marks.items():
        root.append(_mark(*items[gid], parts))
    if not len(shapes):
        root.remove(shapes)


def _join(ground):
    """Make one path of neighbours that look alike."""
    for path in ground.findall("path"):
        before = path.getprevious()
        if before is not None and {**before.attrib, "d": ""} == {**path.attrib, "d": ""}:
            path.set("d", f"{before.get('d')} {path.get('d')}")
            ground.remove(before)


def _mark(url, label, parts):
    """Return one mark: everything drawn for a row, in a link with a name and a tooltip."""
    name, _, detail = label.partition("\n")
    mark = etree.Element("a" if url else "g")
    if url:
        mark.set("href", url)
        mark.set("aria-label", name)
        etree.SubElement(mark, "title").text = f"{name}. {detail}" if detail else name
    mark.extend(part for part in parts if part.tag != "text")
    mark.extend(part for part in parts if part.tag == "text")
    return mark


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
        return None
    fill, stroke = css.get("fill", style.colour("ink")), css.get("stroke")
    if fill != _TEXT["fill"]:
        clean.set("fill", _themed(fill))
    if stroke and stroke != "none" and float(css.get("stroke-width", "1")) > 0:
        clean.set("stroke", _themed(stroke))
        clean.set("stroke-width", _short(css.get("stroke-width", "1")))
    return clean


def _clean_text(clean, element, css):
    size = float(css.get("font-size", "0").removesuffix("px") or 0)
    if abs(size - _TEXT["font-size"]) > 1e-3:
        clean.set("font-size", f"{size:g}")
    if css.get("font-weight", "400") not in ("400", "normal"):
        clean.set("font-weight", css["font-weight"])
    if css.get("text-anchor", "start") != "start":
        clean.set("text-anchor", css["text-anchor"])
    if css.get("fill", _TEXT["fill"]) != _TEXT["fill"]:
        clean.set("fill", _themed(css["fill"]))
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
    return f"{float(match.group()):.1f}".removesuffix(".0").replace("-0", "-0" if float(match.group()) <= -0.05 else "0")


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
