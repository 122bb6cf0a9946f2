"""The SVG element of a figure: its words, its own few rules, its ids."""

import re
from io import StringIO

from lxml import etree

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.palette import PARTS

from .elements import SVG, TEXT, themed
from .row_links import fill

#: A rim of paper around letters keeps the grid out of them; what a link holds shows on pointing.
_CSS = (
    "#text{paint-order:stroke;stroke:PAPER;stroke-width:2.5px;stroke-linejoin:round}"
    "#a{cursor:pointer}#a:hover text,#a:focus-visible text{text-decoration:underline}"
    "#a:focus-visible{outline:1.5px solid ACCENT}"
)


def to_svg(figure, *, name, title, description="", details=True):
    """Return a figure as inline SVG.

    Marks become one ``<a>`` (or ``<g>``) each, in reading order, with their accessible name; text
    stays text in the font of the page; colors become ``var(--ed-…, #hex)``; ids begin with `name`.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Drawn by this package (others work, without links).
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
    with matplotlib_settings.applied():
        figure.savefig(
            source, format="svg", metadata={"Date": None, "Creator": None}, transparent=True
        )
    drawn = etree.fromstring(source.getvalue().encode(), etree.XMLParser(remove_comments=True))
    items = _items(figure)
    root = _root(drawn, name, title, description, linked=any(url for url, _ in items.values()))
    fill(root, drawn, items, details)
    _say_parts(root, figure)
    _name_ids(root, name)
    rules = etree.Element("style")
    rules.text = _css(root, name)
    root.insert(1, rules)
    return _print(root)


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
    root.set("role", "group" if linked else "img")
    root.set("aria-labelledby", f"{name}-title")
    root.set("fill", themed(TEXT["fill"]))
    root.set("font-family", "var(--ed-sans, 'Source Sans 3', 'Source Sans Pro', sans-serif)")
    root.set("font-size", f"{TEXT['font-size']:g}")
    etree.SubElement(root, "title", id=f"{name}-title").text = title
    if description:
        root.set("aria-describedby", f"{name}-desc")
        etree.SubElement(root, "desc", id=f"{name}-desc").text = description
    return root


def _say_parts(root, figure):
    """Keep where the drawing may be moved apart."""
    for axes in figure.axes:
        if (axes.get_gid() or "").startswith(PARTS):
            root.set("data-parts", axes.get_gid().removeprefix(PARTS))


def _css(root, name):
    """Return the rules of a drawing, for it alone: its rim and focus, and the colors it uses."""
    classes = sorted({c for element in root.iter() for c in element.get("class", "").split()})
    rules = _CSS + "".join(
        f"#.{c}{{{'fill' if c[0] == 'f' else 'stroke'}:{themed(palette.color(c[2:]))}}}"
        for c in classes
    )
    values = {"PAPER": themed(palette.color("paper")), "ACCENT": themed(palette.color("accent"))}
    rules = re.sub(r"#(?=[a-z.])(?![0-9a-f]{6})", f"#{name} ", rules)
    return re.sub("PAPER|ACCENT", lambda match: values[match.group()], rules)


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
