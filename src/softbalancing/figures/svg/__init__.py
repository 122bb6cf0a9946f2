"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

from .alone import standalone
from .panels import panels

__all__ = ["panels", "standalone"]
