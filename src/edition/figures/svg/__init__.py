"""Turn a Matplotlib figure into a small inline SVG with links, tooltips and themed colors.

What is true of any drawing belongs here; what only one kind of figure draws belongs to its kind.
"""

from .standalone_file import standalone
from .sticky_heads import with_sticky_heads

__all__ = ["standalone", "with_sticky_heads"]
