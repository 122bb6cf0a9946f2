"""Detach an inline SVG from its page."""

import re


def standalone(svg: str) -> str:
    """Return an inline SVG as the text of a file: light colors, no links, no page attributes."""
    svg = re.sub(r'^(<svg[^>]*?) (?:data-heads|style)="[^"]*"', r"\1", svg)
    svg = re.sub(r"var\(--ed-[\w-]+,\s*([^()]+)\)", r"\1", svg)
    svg = re.sub(r'<a href="[^"]*"', "<g", svg).replace("</a>", "</g>")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{svg}\n'
