"""One call a figure: the drawing, what it says, the rows behind it, in every format."""

from .matrices.publish import matrix
from .publication.published_figure import Figure
from .regions.publish import region
from .timelines.publish import timeline
from .trends.publish import trend

__all__ = ["Figure", "matrix", "region", "timeline", "trend"]
