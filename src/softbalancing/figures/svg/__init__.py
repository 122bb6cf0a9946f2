"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

from .document import standalone, to_svg
from .panels import panels

__all__ = ["panels", "standalone", "to_svg"]
