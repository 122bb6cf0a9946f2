"""The records of a table, read: what to call each, where it leads, its cells as text."""


def names(table):
    """Return what to call each row in an error: its id, or its index."""
    return [str(i) for i in (table["id"] if "id" in table.columns else table.index)]


def require(table, columns, function, optional=()):
    """Refuse columns that the table does not have.

    Parameters
    ----------
    table : DataFrame
        The rows.
    columns : mapping
        The column named for each parameter of `function`; None where none is.
    function : str
        What the message begins with.
    optional : sequence of str
        Parameters whose column need not be there.
    """
    for parameter, column in columns.items():
        if column is not None and column not in table.columns and parameter not in optional:
            raise ValueError(
                f"{function}: {parameter}: there is no column {column!r}; "
                f"the table has {', '.join(map(str, table.columns))}"
            )


def capital(name):
    """Return a name as it begins a line or a sentence."""
    return name[:1].upper() + name[1:]


def addresses(table, links, function):
    """Return the address behind each row: from a column, a mapping of index labels, or a list."""
    if links is None:
        return [None] * len(table)
    if isinstance(links, str):
        require(table, {"links": links}, function)
        return [address or None for address in texts(table, links)]
    if hasattr(links, "get"):
        return [links.get(label) for label in table.index]
    if len(links) != len(table):
        raise ValueError(f"{function}: links: {len(links)} addresses for {len(table)} rows")
    return list(links)


def texts(table, column):
    """Return the values of a column as text, none for what is missing or not there."""
    if column is None or column not in table.columns:
        return [""] * len(table)
    values = table[column]
    return [
        "" if missing else _plain(value)
        for value, missing in zip(values, values.isna(), strict=True)
    ]


def _plain(value):
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
