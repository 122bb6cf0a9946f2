"""The study: the rules and words of this case, and the names that its chapters import."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from edition import __version__

if TYPE_CHECKING:
    from edition import (
        chapter_of,
        citing_practice,
        load,
        load_with_names,
        load_works,
        numbers,
        publish,
        timeline_rows,
        with_inherited_pages,
    )  # fmt: skip

    from . import hindsight
    from .reading.reading_files import assess
    from .verdict import agreement, case, judged, multiverse, printed, sensitivity, weights

__all__ = [
    "__version__", "agreement", "assess", "case", "chapter_of", "citing_practice", "hindsight",
    "judged", "load", "load_with_names", "load_works", "multiverse", "numbers", "printed",
    "publish", "sensitivity", "timeline_rows", "weights", "with_inherited_pages",
]  # fmt: skip
#: Module of the study behind each public name that is a module.
_MODULES = {
    "agreement": "verdict.agreement",
    "case": "verdict.case",
    "hindsight": "hindsight",
    "judged": "verdict.judged",
    "multiverse": "verdict.multiverse",
    "printed": "verdict.printed",
    "sensitivity": "verdict.sensitivity",
    "weights": "verdict.weights",
}


def __getattr__(name: str) -> Any:
    """Import a public name on first use (PEP 562): pandas and Matplotlib are slow to import."""
    if name in _MODULES:
        return import_module(f"{__name__}.{_MODULES[name]}")
    if name in __all__:
        source = f"{__name__}.reading.reading_files" if name == "assess" else "edition"
        return getattr(import_module(source), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
