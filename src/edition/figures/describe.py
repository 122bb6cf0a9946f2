"""What each kind of figure says in place of its picture, from the rows that it is drawn from."""

from .matrices.describe import matrix
from .publication.alt_text import LIMIT
from .regions.describe import region
from .timelines.describe import timeline
from .trends.describe import trend

__all__ = ["LIMIT", "matrix", "region", "timeline", "trend"]
