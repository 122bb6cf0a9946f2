"""Make computed numbers available to the prose of a page."""


def numbers(**values: int | str) -> None:
    """Let the prose of the page print values by ``{glue:}``.

    Parameters
    ----------
    **values
        Whole numbers, or numbers in words; the prose refers to ``n_both`` as ``n-both``.
    """
    from myst_nb import glue  # imports IPython, which is only needed in a kernel

    for name, value in values.items():
        printed = value if isinstance(value, str) else int(value)  # NumPy's integers print a type
        glue(name.replace("_", "-"), printed, display=False)
