"""A reproducible edition of a thesis: tables, figures, audit, assessment, citing."""

from .figures import publish, timeline, matrix
from .tables import load

__version__ = "1.0.0"
__all__ = ["load", "matrix", "publish", "timeline"]
