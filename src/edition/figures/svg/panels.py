"""A matrix in panels: its heads and row labels stay in view while its cells are scrolled."""

import re
from html import escape

from lxml import etree

from edition.figures.canvas import palette

from .cutting import Cut, tag
from .elements import SVG, themed
from .style_rules import FRAMED, PLAIN


def panels(svg):
    """Return a drawing as HTML whose heads stay in view, if it says where it can be moved apart.

    Every letter and every mark is in one panel only, so that nothing is read twice; repeated heads
    are for paper alone. It needs no script.

    Parameters
    ----------
    svg : str
        As `to_svg` gives it.

    Returns
    -------
    str
        The same for a drawing of one piece; else a ``div`` with the SVG's id and several SVGs.
    """
    root = etree.fromstring(svg)
    if not root.get("data-parts"):
        return svg
    return _Sheet(root).html()


class _Sheet(Cut):
    """One drawing, its parts put together again."""

    def html(self):
        """Return the panels in reading order."""
        inner = [self._part(i) for i in range(len(self.parts))]
        kinds = [kind for kind, _, _ in self.parts]
        first = kinds.index("heads")
        above, below = "".join(inner[:first]), inner[-1]
        frame = "".join(inner[first:-1])
        words = [(part, self.root.findtext(tag(part))) for part in ("title", "desc")]
        said = [(part, text) for part, text in words if text]
        hidden = "".join(
            f'<p id="{self.name}-{part}" hidden>{escape(text)}</p>' for part, text in said
        )
        named = "".join(
            f' aria-{"labelled" if part == "title" else "described"}by="{self.name}-{part}"'
            for part, _ in said
        )
        kind = "sheet framed" if self.side else "sheet"
        stop = ' tabindex="0" role="group" aria-label="Rows, to be scrolled"' if self.side else ""
        return (
            f'<div class="{kind}" id="{self.name}" role="group"{named}>{hidden}{self._shared()}'
            f'{above}<div class="frame"{stop}>{frame}</div>{below}</div>'
        )

    def _shared(self):
        """Return the rules and the shapes of all panels."""
        kept = [self.root.find(tag(name)) for name in ("style", "defs")]
        heads = next(part for part in self.parts if part[0] == "heads")
        kept[0].text += self._rules(heads[2] - heads[1])
        held = "".join(_text(element) for element in kept if element is not None)
        return f'<svg class="shared" width="0" height="0" aria-hidden="true">{held}</svg>'

    def _rules(self, head):
        whole = self.parts[-1][2]
        values = {
            "NAME": f"#{self.name}",
            "PAPER": themed(palette.color("paper")),
            "FAINT": themed(palette.color("faint")),
            "HEAD": f"{head:.0f}px",
            "SIDE": f"{self.side:.1f}px",
            "BODY": f"{self.width - self.side:.1f}px",
            "LEFT": f"{100 * self.side / self.width:.3f}%",
            "RIGHT": f"{100 - 100 * self.side / self.width:.3f}%",
            "ACROSS": f"{self.page:.0f}px",
            "MOST": f"{205 * self.width / whole:.0f}mm",
        }
        rules = FRAMED if self.side else PLAIN
        return re.sub("|".join(values), lambda found: values[found.group()], rules)

    def _part(self, i):
        kind, top, bottom = self.parts[i]
        whole = kind in ("above", "below")
        edges = (
            [(0.0, self.page if self.side else self.width, "")]
            if whole or not self.side
            else [(0.0, self.side, "names"), (self.side, self.width, "cells")]
        )
        svgs = []
        for left, right, place in edges:
            held = self.found[i][left >= self.side] if place else sum(self.found[i], [])
            svgs.append(self._svg(place or kind * whole, held, left, top, right, bottom))
        inner = "".join(svgs)
        hidden = ' aria-hidden="true"' if kind == "again" else ""
        return inner if whole else f'<div class="{kind}"{hidden}>{inner}</div>'

    def _svg(self, place, held, left, top, right, bottom):
        box = " ".join(f"{palette.PT * n:g}" for n in (left, top, right - left, bottom - top))
        ground = "".join(_text(element) for element, behind in held if behind)
        rest = "".join(_text(element) for element, behind in held if not behind)
        looks = " ".join(
            f'{key}="{escape(self.root.get(key))}"' for key in ("fill", "font-family", "font-size")
        )
        known = f' class="{place}"' if place else ""
        return f'<svg{known} viewBox="{box}" {looks}><g aria-hidden="true">{ground}</g>{rest}</svg>'


def _text(element):
    return re.sub(
        rf' xmlns="{SVG}"', "", etree.tostring(element, encoding="unicode", with_tail=False)
    )
