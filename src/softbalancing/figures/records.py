"""The records of a table, read: what to call each, where it leads, its cells as text."""


def names(table):
    """Return what to call each row in an error: its id, or its index."""
    return [str(i) for i in (table["id"] if "id" in table.columns else table.index)]


def addresses(table, links, function):
    """Return the address behind each row: from a column, a mapping of index labels, or a list."""
    if links is None:
        return [None] * len(table)
    if isinstance(links, str):
        if links not in table.columns:
            raise ValueError(f"{function}: links: there is no column {links!r}")
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
