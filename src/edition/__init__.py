"""The engine: publishes a coded text as a book of executed pages, tables, figures and references.

It contains nothing about a particular text: that comes from the project's tables and from the
vocabulary that the project names in ``_config.yml``.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .audit.report import citing_practice, with_inherited_pages
    from .data.figure_rows import chapter_of, load_with_names, timeline_rows
    from .data.tables import load, load_works
    from .figures import curve, matrix, publish, region, timeline, trend
    from .notebooks.glue import numbers

__version__ = "1.1.0"
__all__ = [
    "chapter_of", "citing_practice", "curve", "load", "load_with_names", "load_works", "matrix",
    "numbers", "publish", "region", "timeline", "timeline_rows", "trend",
    "with_inherited_pages",
]  # fmt: skip
#: Module that defines each public name.
_MODULES = {
    **dict.fromkeys(("citing_practice", "with_inherited_pages"), "audit.report"),
    **dict.fromkeys(("chapter_of", "load_with_names", "timeline_rows"), "data.figure_rows"),
    **dict.fromkeys(("load", "load_works"), "data.tables"),
    **dict.fromkeys(("curve", "matrix", "publish", "region", "timeline", "trend"), "figures"),
    "numbers": "notebooks.glue",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562): pandas and Matplotlib are slow to import."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
