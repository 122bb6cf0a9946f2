"""``python -m softbalancing``: the same as the command ``softbalancing``."""

from edition.cli import app

app(prog_name="softbalancing")
