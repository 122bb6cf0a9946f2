"""Citation targets and their references, in the formats that readers' tools take.

What shows references in pages belongs in ``html`` and ``sphinxext``.
"""

from .lookup import run_addresses, run_cite
from .references import UnknownFormat
from .targets import Target, UnknownTarget

__all__ = ["Target", "UnknownFormat", "UnknownTarget", "run_addresses", "run_cite"]
