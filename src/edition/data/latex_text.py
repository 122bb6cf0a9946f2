"""Values of BibTeX: braces, and LaTeX as plain text (no files)."""

import re
from functools import lru_cache
from itertools import accumulate

from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry, Field

MATH = re.compile(r"(?<!\\)\$([^$]*[\\^_][^$]*)(?<!\\)\$")
_DECODER = LatexDecodingMiddleware()


def brace_depths(text: str) -> list[int]:
    """Return how many braces are open after each sign of a text."""
    return list(accumulate((sign == "{") - (sign == "}") for sign in text))


def is_braced(text: str) -> bool:
    """Return whether one pair of braces encloses all of a text."""
    depths = brace_depths(text)
    return text[:1] == "{" and depths[-1] == 0 and all(depths[:-1])


def outside_braces(text: str) -> str:
    """Return what of a text stands in no braces."""
    depths = zip(text, brace_depths(text), strict=True)
    return "".join(sign for sign, depth in depths if depth == 0 and sign != "}")


@lru_cache(maxsize=8192)
def decode_latex(text: str) -> str:
    """Return a BibTeX value in plain text: accents, quotes and dashes as letters and signs.

    >>> decode_latex(r"The {Board} of Fran{\\c c}ois ``M{\\"u}ller'', 50% -- R\\&D")
    'The Board of François “Müller”, 50% – R&D'
    """
    text = MATH.sub(lambda match: "{" + re.sub("[_^]", "", match[1]) + "}", text)
    text = re.sub(r"(?<!\\)[%$]", r"\\\g<0>", text)  # these are meant: no comment, no formula
    entry = Entry("misc", "", [Field("text", text)])
    _DECODER.transform_entry(entry, Library())
    text = re.sub("`([^`']*)'", "‘\\1’", entry["text"])
    return re.sub(r"[ \t\r\n]+", " ", re.sub("[{}]", "", text)).strip()
