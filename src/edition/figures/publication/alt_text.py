"""How long a text alternative may be."""

LIMIT = 59


def within(sentences):
    """Join as many sentences as stay within the limit of words."""
    words, kept = 0, []
    for sentence in sentences:
        words += len(sentence.split())
        if words > LIMIT and kept:
            break
        kept.append(sentence)
    return " ".join(kept)
