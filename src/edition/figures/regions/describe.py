"""Describe a map in words, from its rows."""

from collections import Counter
from collections.abc import Sequence

from edition.figures.columns import capitalize_first

from .map_layout import PLACE_MARKERS
from .places import Place, Places
from .spec import RegionSpec

_PLURALS = {"city": "cities"}


def describe_region(places: Places, spec: RegionSpec) -> list[str]:
    """Return the sentences of the text alternative of a map.

    They give counts, the states of each role, and the states that contain places without a
    position.
    """
    count = f"{len(places)} place{'s' * (len(places) > 1)}"
    sentences = [f"Map of {count}: {_kinds(places)}."]
    for role in places.roles:
        labels = ", ".join(place.label for place in places if place.role == role)
        sentences.append(f"{capitalize_first(spec.words.get(role, role))}: {labels}.")
    return [*sentences, *_unlocated(places)]


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
        if state and state.code and not place.position and place.kind in PLACE_MARKERS:
            states.setdefault(place.kind, []).append(state.label)
    return [
        f"{capitalize_first(_plural(kind))} in {', '.join(labels)}."
        for kind, labels in states.items()
    ]


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"{kind}s")
