"""The engine: publishes a coded text as a book of executed pages, tables, figures and references.

It knows no particular text.  What it says of one comes from the project's tables and from
the vocabulary that the project names in ``_config.yml``.
"""

from importlib import import_module

__version__ = "1.1.0"
#: Where the names come from that pages use.
ORIGINS = {
    "figures": ("matrix", "publish", "region", "timeline", "trend"),
    "data.figure_rows": ("chapter_of", "laned", "named"),
    "data.tables": ("load", "works"),
    "notebooks.glue": ("numbers",),
}
__all__ = [name for names in ORIGINS.values() for name in names]


def __getattr__(name: str):
    """Import a name when it is used: pandas and Matplotlib take their time."""
    for module, names in ORIGINS.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
