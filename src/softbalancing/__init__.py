"""A reproducible edition of a thesis: tables, figures, audit, assessment, citing."""

from importlib import import_module

__version__ = "1.1.0"
#: Where the names come from that pages use.
ORIGINS = {
    "figures": ("matrix", "publish", "region", "timeline", "trend"),
    "rows": ("chapter_of", "laned", "named"),
    "tables": ("load", "works"),
}
__all__ = [name for names in ORIGINS.values() for name in names]


def __getattr__(name: str):
    """Import a name when it is used: pandas and Matplotlib take their time."""
    for module, names in ORIGINS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
