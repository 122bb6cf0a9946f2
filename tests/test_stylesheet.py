"""The style sheet: each of its rules is for something that pages hold or may come to hold."""

import re
from pathlib import Path

from pygments.token import STANDARD_TYPES

SHEET, OURS = "_static/book.css", ("book.js", "cite.js", "tables.js", "search.js")
FIRST = Path(__file__).parent.parent / "src" / "edition" / "theme" / "first.js"
#: What no page holds today, but what one holds as soon as somebody writes or makes it.
POSSIBLE = {
    "attention caution danger error note warning": "admonitions that no page has yet",
    "topic topic-title": "the directive topic",
    "attribution": "who is quoted, beneath a block quote",
    "backrefs": "the ways back from a note with several marks",
    "doc": "the role doc",
    "text-center text-right": "columns of a Markdown table that are not aligned to the left",
    "lineno": "the numbers of the lines of code",
    "side-both": "a coding under an explanation that is on both sides",
    "other-formats": "where to get the PDF and the EPUB, once they are made",
}


def styled(sheet: str) -> set[str]:
    """The classes that the selectors of a style sheet name."""
    sheet = re.sub(r'/\*.*?\*/|"[^"]*"', "", sheet, flags=re.DOTALL)
    selectors = re.findall(r"[^{};]+(?=\{)", sheet)
    return {name for selector in selectors for name in re.findall(r"\.([a-z][\w-]*)", selector)}


def test_every_rule_finds_something(pages, book):
    """Each class that it names is in a page, given by a script of ours, or possible in a page."""
    held = {
        name for page in pages.values() for names in page.all("//@class") for name in names.split()
    }
    scripts = [book / "_static" / name for name in OURS] + [FIRST]
    for script in scripts:
        literals = re.findall(r'"([\w -]+)"', script.read_text(encoding="utf-8"))
        held |= {name for literal in literals for name in literal.split()}
    held |= {name for names in POSSIBLE for name in names.split()}
    held |= set(STANDARD_TYPES.values())  # what Pygments calls the parts of code

    named = styled((book / SHEET).read_text(encoding="utf-8"))
    assert len(named) > 100 and {"card", "claim", "stacks"} <= named
    assert not named - held, f"no page can hold {sorted(named - held)}"


def test_what_is_possible_is_still_styled(book):
    """The list of what may come to be has nothing that the style sheet has forgotten."""
    named = styled((book / SHEET).read_text(encoding="utf-8"))

    assert not {name for names in POSSIBLE for name in names.split()} - named
