"""The five kinds of figures, drawn from tables and published with their rows.

Figures know data frames and the vocabulary; files, Markdown pages and Sphinx do not belong here.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import publish
    from .draw import curve, matrix, region, timeline, trend

#: Folder of each kind of figure.
KINDS = {
    "curve": "curves", "matrix": "matrices", "region": "regions", "timeline": "timelines",
    "trend": "trends",
}  # fmt: skip
#: MIME type of a published figure among the outputs of a notebook cell.
MIME = "application/vnd.edition.figure+json"
__all__ = ["curve", "matrix", "publish", "region", "timeline", "trend"]


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562): pages that draw nothing need no Matplotlib."""
    if name in KINDS:
        return getattr(import_module(".draw", __name__), name)
    if name == "publish":
        return import_module(".publish", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
