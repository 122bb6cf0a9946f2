"""A reproducible edition of a thesis: tables, figures, audit, assessment, citing."""

from .rows import laned, named
from .tables import load, works

__version__ = "1.1.0"
__all__ = [
    "laned", "load", "matrix", "named", "publish", "region", "timeline", "trend", "works",
]  # fmt: skip


def __getattr__(name: str):
    """Import what draws when something is drawn: Matplotlib takes its time."""
    if name in __all__:
        from . import figures

        return getattr(figures, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
