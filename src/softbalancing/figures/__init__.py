"""Timelines, matrices, trends and maps: drawn by one call, published with all that belongs to them.

Each kind of figure has a folder: its rows read, its places found, drawn (``draw``, ``sheet``),
put into words (``describe``) and published (``publish``). Beside the folders stands what they
share. Below: ``records``, ``dates``, ``style``, ``text``, ``scale``, ``shapes``, ``paper`` and
``pen``. Above: ``svg``, ``pictures``, ``result``, ``alt``, ``checks`` and ``binding``.
"""

from . import publish, style
from .matrices.draw import matrix
from .regions.draw import region
from .timelines.draw import timeline
from .trends.draw import trend

__all__ = ["matrix", "publish", "region", "style", "timeline", "trend"]
