"""Sentence case of titles, and the words that keep their capitals in every case."""

import re
from collections.abc import Iterable
from functools import lru_cache

#: What precedes the first word of a title or subtitle.
START = re.compile(r"(?:^|[:?!–—] | - )$")


@lru_cache
def protected_pattern(names: frozenset[str]) -> str:
    """Return a pattern for what keeps its capitals: names, ``U.S.``, ``NATO``, ``K2``, ``‘R’``."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    abbreviations = [r"(?:[A-Z]\.){2,}", r"[A-Z]{2,}", r"[A-Z]\d+", "(?<=[‘“])[A-Z](?=[’”])"]
    pattern = "|".join([*map(re.escape, longest_first), *abbreviations])
    return rf"(?<![\w\\])(?:{pattern})(?!\w)"


def sentence_case(title: str, names: Iterable[str] = ()) -> str:
    """Return a title in sentence case, as the APA style asks.

    Capitals remain at the start, after a colon, dash, question mark or exclamation mark, and
    in names and abbreviations.
    """

    def lower(match: re.Match[str]) -> str:
        keeps = match["protected"] or START.search(title[: match.start()])
        return match[0] if keeps else match[0].lower()

    return re.sub(
        rf"(?P<protected>{protected_pattern(frozenset(names))})|(?<!\w)[A-Z]\w*", lower, title
    )
