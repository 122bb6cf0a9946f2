"""What each kind of figure says in place of its picture, from the rows that it is drawn from."""

from .alt import LIMIT
from .matrices.describe import matrix
from .regions.describe import region
from .timelines.describe import timeline
from .trends.describe import trend

__all__ = ["LIMIT", "matrix", "region", "timeline", "trend"]
