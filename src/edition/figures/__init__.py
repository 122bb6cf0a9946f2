"""Timelines, matrices, trends and maps: drawn by one call, published with all that belongs to them.

Each kind of figure has a folder: its rows read, its places found, drawn (``draw``, ``sheet``),
put into words (``describe``) and published (``publish``). Beside the folders stands what they
share. Below: ``records``, ``style``, ``settings``, ``text``, ``scale``, ``shapes``, ``paper``
and ``pen``. Above: ``svg``, ``pictures``, ``result``, ``alt``, ``checks`` and
``binding``.
"""

from importlib import import_module

#: Where each kind is drawn.
KINDS = {"matrix": "matrices", "region": "regions", "timeline": "timelines", "trend": "trends"}
#: As what a published figure stands among the outputs of a cell.
MIME = "application/vnd.edition.figure+json"
__all__ = ["publish", *KINDS]


def __getattr__(name):
    """Import what draws when something is drawn; pages need the palette alone."""
    if name in KINDS:
        return getattr(import_module(f".{KINDS[name]}.draw", __name__), name)
    if name in __all__:
        return import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
