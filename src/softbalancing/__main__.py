"""``python -m softbalancing``: the same as the command ``softbalancing``."""

from .cli import app

app(prog_name="softbalancing")
