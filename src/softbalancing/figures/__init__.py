"""Timelines, matrices and trends: drawn by one call, published with all that belongs to them."""

from . import publish, style
from .matrix import matrix
from .timeline import timeline
from .trend import trend

__all__ = ["matrix", "publish", "style", "timeline", "trend"]
