"""Citing: every target of the book as a reference in the formats that readers' tools take."""

from .lookup import run_addresses, run_cite
from .references import UnknownFormat
from .targets import Target, UnknownTarget

__all__ = ["Target", "UnknownFormat", "UnknownTarget", "run_addresses", "run_cite"]
