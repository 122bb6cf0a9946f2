"""A drawing that has left its page."""

import re


def standalone(svg):
    """Return an inline SVG as a file of its own: light colors, plain fonts, no links."""
    svg = re.sub(r' data-parts="[^"]*"', "", svg)
    svg = re.sub(r"var\(--ed-[\w-]+,\s*([^()]+)\)", r"\1", svg)
    svg = re.sub(r'<a href="[^"]*"', "<g", svg).replace("</a>", "</g>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'
