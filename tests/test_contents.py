"""The texts of tables, pages and bibliography have no slips of the keyboard."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from built import rows

ROOT = Path(__file__).parent.parent
#: What is wrong with a text, by the pattern that finds it.
SLIPS = {
    "stray sign at the end": re.compile(r"[*#^~|_\\+=<>@&;:,/-]$"),
    "stray sign at the beginning": re.compile(r"^[*#^~|_\\+=>@&;:,./)\]?!]"),
    "doubled word": re.compile(r"\b([^\W\d_]+) \1\b", re.IGNORECASE),
    "doubled space": re.compile(r"\S[^\S\n]{2,}\S"),
    "space at the end": re.compile(r"[^\S\n](?=\n|$)"),
    "space before a sign": re.compile(r"\S [,.;:!?](?=\s|$)"),
    "doubled sign": re.compile(r"[,;:!?]{2}|(?<!\.)\.\.(?!\.)"),
    "straight quote": re.compile(r"[\"']"),
}
#: Slips that are accepted where the place of a text matches, with the reason.
ALLOWED = [
    (r": printed$", set(SLIPS), "prints a citation as the thesis does, to the sign"),
    (r": printed-\w+$", set(SLIPS), "prints a title as the thesis does, to the sign"),
    (r": (source_url|source)$", {"stray sign at the end"}, "an address may end in a slash"),
]


#: Front matter, code cells and code blocks.
NO_PROSE = re.compile(
    r"\A---\n.*?\n---\n|^(`{3,})\{code-cell.*?^\1$|^(`{3,})\w*\n.*?^\2$", re.S | re.M
)
Texts = Iterator[tuple[str, str]]


def slips(text: str) -> list[str]:
    """Return the names of the slips in a text, each with its surroundings."""
    return [
        f"{name}: …{text[max(0, found.start() - 20) : found.end() + 20]}…"
        for name, pattern in SLIPS.items()
        if (found := pattern.search(text))
    ]


def package() -> dict:
    """Return the description of the tables."""
    return json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))


def cells() -> Texts:
    """Yield the free text of every table, with its place; the schema checks the other columns."""
    for resource in package()["resources"]:
        free = [
            field["name"]
            for field in resource["schema"]["fields"]
            if field["type"] == "string"
            and not {"enum", "pattern"} & set(field.get("constraints", {}))
        ]
        for line, row in enumerate(rows(ROOT, resource["name"]), 2):
            for name in free:
                yield f"data/{resource['path']}:{line}: {name}", row[name]


def descriptions(node: object = None, place: str = "data/datapackage.json") -> Texts:
    """Yield every title and description of the data package, with its place."""
    node = package() if node is None else node
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, dict | list):
            name = value.get("name", key) if isinstance(value, dict) else key
            yield from descriptions(value, f"{place}/{name}")
        elif key in ("title", "description"):
            yield f"{place}/{key}", value


def pages() -> list[Path]:
    """Return the source of every page."""
    patterns = ("index.md", "chapters/*.md", "apparatus/**/*.md", "docs/**/*.md")
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def prose() -> Texts:
    """Yield every line and table cell of the pages, as it reads, with its place."""
    for path in pages():
        text = NO_PROSE.sub(lambda found: "\n" * found[0].count("\n"), path.read_text("utf-8"))
        for number, line in enumerate(text.split("\n"), 1):
            row = line.strip().startswith("|")
            parts = map(str.strip, line.strip().strip("|").split("|")) if row else [line]
            for part in parts:
                yield f"{path.relative_to(ROOT)}:{number}", plain(part)


def plain(line: str) -> str:
    """Return a line of MyST Markdown as it reads, with a sign in place of code and roles.

    A colon at the end is left out, because it may lead to a list or to code.
    """
    if re.match(r"\s*(:::|```|\([\w-]+\)=|\{[.#][^}]*\}$|:[\w-]+:|-+$)", line):
        return ""
    line = re.sub(r"^\s*(#+ |[-*] |\d+\. |: +|> |\[\^\w+\]: )*", "", line)
    line = re.sub(r"(\{[\w:-]+\})?`+[^`]*`+|\[\]\([^)]*\)", "¤", line)
    line = re.sub(r"\]\([^)\s]*\)|\{[.#][^}]*\}|<https?://[^>]*>|</?[a-z][^>]*>", "", line)
    line = re.sub(r"[*_]{1,2}(?=\S)([^*_]*\S)[*_]{1,2}|[\[\]\\]", r"\1", line)
    return line.removesuffix(":")


def captions() -> Texts:
    """Yield titles, subtitles and captions of the figures, with their places."""
    for path in pages():
        for code in re.findall(r"```\{code-cell\}.*\n([^`]*)\n```", path.read_text("utf-8")):
            for node in ast.walk(ast.parse(re.sub(r"^:.*", "", code, flags=re.M))):
                if isinstance(node, ast.keyword) and node.arg in ("title", "subtitle", "caption"):
                    parts = getattr(node.value, "values", [node.value])
                    text = "".join(
                        part.value if isinstance(part, ast.Constant) else "¤" for part in parts
                    )
                    yield f"{path.relative_to(ROOT)}:{node.arg}", text


def fields() -> Texts:
    """Yield the fields of every work of the bibliography, with their places."""
    text = (ROOT / "references.bib").read_text(encoding="utf-8")
    for entry in re.findall(r"^@\w+\{.*?^\}", text, re.S | re.M):
        key = re.match(r"@\w+\{([^,]+),", entry)[1]
        for name, value in re.findall(r"^\s*([\w-]+)\s*=\s*\{(.*?)\},?$", entry, re.M):
            if name not in ("url", "doi"):
                yield f"references.bib: {key}: {name}", re.sub("[{}]", "", value)


@pytest.mark.parametrize("source", [cells, descriptions, prose, captions, fields])
def test_no_text_has_a_slip(source):
    """No stray sign, doubled word or space, or straight quote stands where a reader sees it."""
    texts, found = list(source()), []
    for place, text in texts:
        allowed = {name for where, names, _ in ALLOWED if re.search(where, place) for name in names}
        found += [f"{place}: {each}" for each in slips(text) if each.split(":")[0] not in allowed]

    assert len(texts) > 100
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("U.S. power balanced in the end*", "stray sign at the end"),
        ("* U.S. power balanced", "stray sign at the beginning"),
        ("What the the thesis says", "doubled word"),
        ("Two  spaces", "doubled space"),
        ("A space behind \nand more", "space at the end"),
        ("One , too many", "space before a sign"),
        ("Ended twice..", "doubled sign"),
        ("The thesis's own", "straight quote"),
    ],
)
def test_a_slip_is_found(text, slip):
    """Each kind of slip is reported by its name, and a sound text is not."""
    assert [each.split(":")[0] for each in slips(text)] == [slip]
    assert not slips("“U.S. power” … is balanced – the thesis’s word, 12.5 %.")
