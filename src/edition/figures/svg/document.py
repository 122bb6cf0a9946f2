"""Write a Matplotlib figure as one SVG element with its own title, styles and ids."""

import re
from io import StringIO

from lxml import etree
from matplotlib.artist import Artist
from matplotlib.figure import Figure

from edition.figures.canvas import matplotlib_settings, palette
from edition.figures.canvas.pen import HEADS

from .elements import FILL, FONT_SIZE, SVG, Marks, add_content, themed

#: The outline in the paper's color keeps lines of the grid apart from letters.
_CSS = (
    "#text{paint-order:stroke;stroke:PAPER;stroke-width:2.5px;stroke-linejoin:round}"
    "#a{cursor:pointer}#a:hover text,#a:focus-visible text{text-decoration:underline}"
    "#a:focus-visible{outline:1.5px solid ACCENT}"
)


def to_svg(
    figure: Figure, *, name: str, title: str, description: str = "", details: bool = True,
    page: float | None = None,
) -> str:  # fmt: skip
    """Return a figure that was drawn with a `Pen` as inline SVG.

    Each mark becomes one ``<a>`` (or ``<g>``) with its accessible name, in reading order; text
    stays text in the font of the page; colors become ``var(--ed-…, #hex)``. All ids begin with
    `name`; `details` is whether tooltips of marks include the description of the row. A drawing
    that is wider than the `page` (in CSS pixels) keeps its size, to be scrolled sideways.
    """
    file = StringIO()
    with matplotlib_settings.applied():
        figure.savefig(
            file, format="svg", metadata={"Date": None, "Creator": None}, transparent=True
        )
    drawn = etree.fromstring(file.getvalue().encode(), etree.XMLParser(remove_comments=True))
    marks = _marks(figure)
    root = _root(drawn, name, title, description, linked=any(url for url, _ in marks.values()))
    add_content(root, drawn, marks, details)
    width = figure.get_size_inches()[0] * 96
    if page and width > page + 1:
        root.set("style", f"width:{width:.0f}px;max-width:none")
    for axes in figure.axes:
        if (gid := axes.get_gid() or "").startswith(HEADS):
            heads = map(float, gid.removeprefix(HEADS).split())
            root.set("data-heads", " ".join(f"{palette.PT * y:g}" for y in heads))
    _shorten_ids(root, name)
    style = etree.Element("style")
    style.text = _css(root, name)
    root.insert(1, style)
    return re.sub(r'\s+xmlns(:\w+)?=""', "", etree.tostring(root, encoding="unicode"))


def _marks(figure: Figure) -> Marks:
    """Return address and label of each mark by the id that its artists share."""

    def is_mark(artist: Artist) -> bool:
        return (artist.get_gid() or "").startswith("item-")

    return {a.get_gid() or "": (a.get_url(), str(a.get_label())) for a in figure.findobj(is_mark)}


def _root(
    drawn: etree._Element, name: str, title: str, description: str, linked: bool
) -> etree._Element:
    width, height = drawn.get("viewBox", "").split()[2:]
    root = etree.Element("svg", nsmap={None: SVG})  # type: ignore[dict-item]  # lxml-stubs: no None
    for key, value in {
        "id": name,
        "viewBox": f"0 0 {width} {height}",
        "width": "100%",
        "role": "group" if linked else "img",
        "aria-labelledby": f"{name}-title",
        "fill": themed(FILL),
        "font-family": "var(--ed-sans, 'Source Sans 3', 'Source Sans Pro', sans-serif)",
        "font-size": f"{FONT_SIZE:g}",
    }.items():
        root.set(key, value)
    etree.SubElement(root, "title", id=f"{name}-title").text = title
    if description:
        root.set("aria-describedby", f"{name}-desc")
        etree.SubElement(root, "desc", id=f"{name}-desc").text = description
    return root


def _css(root: etree._Element, name: str) -> str:
    """Return the rules of one drawing, limited to it: outline, focus, and the colors it uses."""
    classes = sorted({c for element in root.iter() for c in element.get("class", "").split()})
    rules = _CSS + "".join(
        f"#.{c}{{{'fill' if c[0] == 'f' else 'stroke'}:{themed(palette.color(c[2:]))}}}"
        for c in classes
    )
    values = {"PAPER": themed(palette.color("paper")), "ACCENT": themed(palette.color("accent"))}
    rules = re.sub(r"#(?=[a-z.])(?![0-9a-f]{6})", f"#{name} ", rules)
    return re.sub("PAPER|ACCENT", lambda match: values[match.group()], rules)


def _shorten_ids(root: etree._Element, name: str) -> None:
    """Give defined shapes short ids that begin with the figure's name, and merge equal ones."""
    new_ids: dict[str, str] = {}
    by_outline: dict[str, str] = {}
    for shape in root.findall("defs/path"):
        outline, old_id = shape.get("d", ""), shape.get("id", "")
        definitions = shape.getparent()
        if outline in by_outline and definitions is not None:
            definitions.remove(shape)
        new_ids[old_id] = by_outline.setdefault(outline, f"{name}-{len(by_outline)}")
        shape.set("id", new_ids[old_id])
    for use in root.iter("use"):
        use.set("href", f"#{new_ids[use.get('href', '').lstrip('#')]}")
