"""Citing: every place of the book in the form that a reader's tool takes."""

from .command import run_addresses, run_cite
from .places import Place, UnknownPlace

__all__ = ["Place", "UnknownPlace", "run_addresses", "run_cite"]
