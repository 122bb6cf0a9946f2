"""``python -m softbalancing``: the same as the command ``softbalancing``."""

from .reading.commands import app

app(prog_name="softbalancing")
