"""The case of titles: what keeps its capitals in any style, and sentence case (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

STARTS = re.compile(r"(?:^|[:?!–—] | - )$")


def protected_pattern(names: Iterable[str]) -> str:
    """A pattern for what keeps its capitals: *names*, ``U.S.``, ``NATO``, ``K2``, ``‘R’``."""
    return _protected_pattern(frozenset(names))


@lru_cache
def _protected_pattern(names: frozenset[str]) -> str:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    others = [r"(?:[A-Z]\.){2,}", r"[A-Z]{2,}", r"[A-Z]\d+", "(?<=[‘“])[A-Z](?=[’”])"]
    pattern = "|".join([*map(re.escape, longest_first), *others])
    return rf"(?<![\w\\])(?:{pattern})(?!\w)"


def sentence_case(title: str, names: Iterable[str] = ()) -> str:
    """A headline-style title in sentence case, as APA asks for it.

    Capitals remain at its beginning, after a colon, dash, question or exclamation
    mark, and in *names* and abbreviations.
    """

    def lower(found: re.Match) -> str:
        begins = STARTS.search(title[: found.start()])
        return found[0] if found["lasting"] or begins else found[0].lower()

    return re.sub(rf"(?P<lasting>{protected_pattern(names)})|(?<!\w)[A-Z]\w*", lower, title)
