"""What a figure may be published with: its options and words checked, its rows selected."""

import re
import warnings
from inspect import signature

from edition.figures.columns import require

LAYERS = ("thesis", "coded", "edition")
_NAME = re.compile(r"[a-z][a-z0-9-]*")


def checked(draw, frame, words, layer, table, where, drawing, depth=2):
    """Check what a figure is published with; return its rows, and what to say if there are none.

    A warning points at the line that stands `depth` calls above this one.
    """
    function = f"publish.{draw.__name__}"
    _options(function, draw, drawing)
    said = {key: words[key] for key in ("title", "caption")}
    _words(function, name=words["name"], layer=layer, **said)
    return _select(function, frame, where, table, depth)


def _options(function, draw, drawing):
    """Refuse options that the drawing does not have, or that publishing sets itself."""
    known = [name for name, p in signature(draw).parameters.items() if p.kind is p.KEYWORD_ONLY]
    known = [name for name in known if name not in ("layout", "links", "empty", "ax")]
    for option in drawing:
        if option not in known:
            raise TypeError(
                f"{function}: there is no option {option!r}; there are {', '.join(known)}"
            )


def _words(function, *, name, layer, **texts):
    if not _NAME.fullmatch(name):
        raise ValueError(
            f"{function}: name: {name!r} is not lower-case letters, digits and hyphens"
        )
    if layer not in LAYERS:
        raise ValueError(f"{function}: layer: {layer!r} is not one of {', '.join(LAYERS)}")
    for parameter, text in texts.items():
        if not text.strip():
            raise ValueError(f"{function}: {parameter}: {text!r} says nothing")


def _select(function, frame, where, table, depth):
    """Return the rows asked for, and what to say if there are none."""
    rows = frame.query(where) if where else frame
    if len(rows):
        return rows, ""
    why = f"none of its {len(frame)} rows has {where}" if where else "the selection holds no rows"
    empty = f"Nothing to show from the table {table}: {why}."
    warnings.warn(f"{function}: {empty}", stacklevel=depth + 2)
    return rows, empty


def identities(function, rows, column):
    require(rows, {"row_id": column}, function)
    return [str(identity) for identity in rows[column]]
