"""Numbers that the prose of a page speaks of."""

from __future__ import annotations


def numbers(**named: int | str) -> None:
    """Make numbers available to the page's prose, as ``{glue:}`` and their name.

    Parameters
    ----------
    **named
        Whole numbers, or numbers in words; ``n_both`` is spoken of as ``n-both``.
    """
    from myst_nb import glue  # outside a book nothing needs it

    for name, value in named.items():
        shown = value if isinstance(value, str) else int(value)
        glue(name.replace("_", "-"), shown, display=False)
