"""Citing: every place of the book in the form that a reader's tool takes."""

from .command import run_addresses, run_cite
from .forms import UnknownFormat
from .places import Place, UnknownPlace

__all__ = ["Place", "UnknownFormat", "UnknownPlace", "run_addresses", "run_cite"]
