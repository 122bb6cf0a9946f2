"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

from .document import standalone, to_svg

__all__ = ["standalone", "to_svg"]
