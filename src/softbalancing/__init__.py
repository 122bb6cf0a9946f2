"""The study: the rules and words of this case, and what its chapters import."""

from importlib import import_module

from edition import __version__

#: Where the names come from that chapters use: of the engine, and modules of the study.
ENGINE = ("chapter_of", "laned", "load", "named", "numbers", "publish", "works")
MODULES = {
    "agreement": "verdict.agreement",
    "case": "verdict.coded_case",
    "expectations": "verdict.expectations",
    "hindsight": "hindsight",
    "sensitivity": "verdict.sensitivity",
}
__all__ = ["__version__", *ENGINE, *MODULES]


def __getattr__(name: str):
    """Import a name when it is used: pandas and Matplotlib take their time."""
    if name in ENGINE:
        return getattr(import_module("edition"), name)
    if name in MODULES:
        return import_module(f"{__name__}.{MODULES[name]}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
