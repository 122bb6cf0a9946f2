"""What was drawn, in reading order: each mark one link with its name and tooltip."""

from lxml import etree

from .elements import SVG, clean


def fill(root, drawn, items, details):
    """Move what was drawn into `root`: shared shapes, the ground, then words and marks in order.

    Marks and words are drawn in the order in which they are read, and so they stay.
    """
    shapes, ground = etree.SubElement(root, "defs"), etree.SubElement(root, "g")
    ground.set("aria-hidden", "true")
    marks = {}
    for element in drawn.iter(f"{{{SVG}}}path", f"{{{SVG}}}use", f"{{{SVG}}}text"):
        around = etree.QName(element.getparent()).localname
        cleaned = None if around == "clipPath" else clean(element)
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
    """Make one path of neighbors that look alike."""
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
