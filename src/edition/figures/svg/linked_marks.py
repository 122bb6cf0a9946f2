"""Sort what Matplotlib drew into definitions, background, letters and marks, in reading order."""

from collections.abc import Mapping

from lxml import etree

from .elements import SVG, simplified

#: Address (if any) and label of each mark, by the id that its artists share.
Marks = Mapping[str, tuple[str | None, str]]


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
