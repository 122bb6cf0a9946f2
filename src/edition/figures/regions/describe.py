"""Describe a map in words, from its rows."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from edition.figures.columns import capitalize_first
from edition.figures.publication.alt_text import join_within_limit

from .map_layout import MARKERS
from .places import Place, read_places, role_order
from .spec import RegionSpec

_PLURALS = {"city": "cities"}


def describe_region(table: pd.DataFrame, spec: RegionSpec, empty: str = "") -> str:
    """Return the text alternative of a map.

    It has fewer than sixty words: kind of figure, counts, the states of each role, and the states
    that contain places without a position.
    """
    places = read_places(table, spec)
    if not places:
        return f"Empty map. {empty}".strip()
    count = f"{len(places)} place{'s' * (len(places) > 1)}"
    sentences = [f"Map of {count}: {_kinds(places)}."]
    for role in role_order(places, table, spec.role):
        labels = ", ".join(place.label for place in places if place.role == role)
        sentences.append(f"{capitalize_first(spec.words.get(role, role))}: {labels}.")
    return join_within_limit([*sentences, *_unlocated(places)])


def _kinds(places: Sequence[Place]) -> str:
    """Return how many places there are of each kind, the most frequent first."""
    counts = Counter(place.kind for place in places if place.kind)
    parts = [f"{n} {_plural(kind) if n > 1 else kind}" for kind, n in counts.most_common()]
    return ", ".join(parts) or "of no kind"


def _unlocated(places: Sequence[Place]) -> list[str]:
    """Return a sentence for each kind of marker that stands somewhere in a state."""
    by_id = {place.id: place for place in places}
    states: dict[str, list[str]] = {}
    for place in places:
        state = by_id.get(place.within)
        if state and state.code and not place.position and place.kind in MARKERS:
            states.setdefault(place.kind, []).append(state.label)
    return [
        f"{capitalize_first(_plural(kind))} in {', '.join(labels)}."
        for kind, labels in states.items()
    ]


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"{kind}s")
