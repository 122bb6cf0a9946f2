"""The length of text alternatives."""

from collections.abc import Iterable

#: Greatest number of words in a text alternative.
LIMIT = 59


def join_within_limit(sentences: Iterable[str]) -> str:
    """Return the first sentences, as many as the limit of words allows but at least one."""
    words = 0
    kept: list[str] = []
    for sentence in sentences:
        words += len(sentence.split())
        if words > LIMIT and kept:
            break
        kept.append(sentence)
    return " ".join(kept)
