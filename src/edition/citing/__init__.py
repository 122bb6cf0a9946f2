"""Citing: every place of the book in the form that a reader's tool takes."""

from .lookup import run_addresses, run_cite
from .places import Place, UnknownPlace
from .references import UnknownFormat

__all__ = ["Place", "UnknownFormat", "UnknownPlace", "run_addresses", "run_cite"]
