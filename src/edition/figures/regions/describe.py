"""What a map shows, in a few words, from its rows."""

from collections import Counter

import pandas as pd

from edition.figures.columns import capitalize_first
from edition.figures.publication.alt_text import join_within_limit

from .places import read, roles
from .spec import RegionSpec

_PLURALS = {"city": "cities"}


def describe_region(table: pd.DataFrame, spec: RegionSpec, empty: str = "") -> str:
    """Return the text alternative of a map.

    It has fewer than sixty words: kind of figure, counts, the states of each role, and where the
    places without a position lie.
    """
    places = read(table, spec)
    if not places:
        return f"Empty map. {empty}".strip()
    count = f"{len(places)} place{'s' * (len(places) > 1)}"
    sentences = [f"Map of {count}: {_kinds(places)}."]
    for name in roles(places, table, spec.role):
        members = ", ".join(place.label for place in places if place.role == name)
        sentences.append(f"{capitalize_first(spec.words.get(name, name))}: {members}.")
    return join_within_limit([*sentences, *_somewhere(places)])


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
    return [
        f"{capitalize_first(_plural(kind))} in {', '.join(those)}." for kind, those in found.items()
    ]


def _plural(kind):
    return _PLURALS.get(kind, f"{kind}s")
