"""A Matplotlib figure as a small inline SVG that can be read, tabbed through and themed."""

from .panels import panels
from .standalone_file import standalone

__all__ = ["panels", "standalone"]
