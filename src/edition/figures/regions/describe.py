"""What a map shows, in a few words, from its rows."""

from collections import Counter

from edition.figures.columns import capital
from edition.figures.publication.alt_text import within as said_within

from .places import read, roles

_PLURALS = {"city": "cities"}


def region(
    table,
    *,
    label="name",
    kind="kind",
    code="iso3",
    longitude="longitude",
    latitude="latitude",
    within="within",
    role=None,
    words=None,
    empty="",
    **_,
):
    """Return the alternative text of a map.

    Parameters
    ----------
    table : pandas.DataFrame
        The rows that are drawn; the other parameters are those of the drawing.

    Returns
    -------
    str
        Fewer than sixty words: kind of figure, counts, the states of each role, and where the
        places without a position lie.
    """
    columns = {"label": label, "kind": kind, "code": code, "within": within, "role": role}
    places = read(table, longitude=longitude, latitude=latitude, links=None, **columns)
    if not places:
        return f"Empty map. {empty}".strip()
    words = {} if words is None else words
    count = f"{len(places)} place{'s' * (len(places) > 1)}"
    sentences = [f"Map of {count}: {_kinds(places)}."]
    for name in roles(places, table, role):
        members = ", ".join(place.label for place in places if place.role == name)
        sentences.append(f"{capital(words.get(name, name))}: {members}.")
    return said_within([*sentences, *_somewhere(places)])


def _kinds(places):
    """Count the kinds of places, the most frequent first."""
    counts = Counter(place.kind for place in places if place.kind)
    said = [f"{n} {_plural(kind) if n > 1 else kind}" for kind, n in counts.most_common()]
    return ", ".join(said) or "of no kind"


def _somewhere(places):
    """Say which states hold what stands somewhere in them."""
    names = {place.id: place for place in places}
    found = {}
    for place in places:
        state = names.get(place.within)
        if state and state.code and not place.pointed and place.kind == "base":
            found.setdefault(place.kind, []).append(state.label)
    return [f"{capital(_plural(kind))} in {', '.join(those)}." for kind, those in found.items()]


def _plural(kind):
    return _PLURALS.get(kind, f"{kind}s")
