"""``python -m edition``: the same as the command ``edition``."""

from .cli import app

app(prog_name="edition")
