"""A reproducible edition of a thesis: tables, figures, audit, assessment, citing."""

from .figures import matrix, publish, timeline, trend
from .tables import load, works

__version__ = "1.0.0"
__all__ = ["load", "matrix", "publish", "timeline", "trend", "works"]
