"""The receipt of a build: what went in, what came out, and how two of them differ.

Everything here is pure; `publishing` gathers what the functions ask for.
"""

from __future__ import annotations

import hashlib
import json
import math
import platform
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import zip_longest
from typing import Any

from edition.figures import MIME
from edition.project.identity import BuildIdentity

FORMAT = 1
#: Two numbers are the same when they differ by no more than this part of the greater one.
TOLERANCE = 1e-9
GLUED = "application/papermill.record/"
PACKAGES = ("jupyter-book", "matplotlib", "myst-nb", "numpy", "pandas", "sphinx")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")


def digest(data: bytes | str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def swhid(data: bytes) -> str:
    """The Software Heritage identifier of a file's content; its last part is git's own hash."""
    blob = b"blob %d\0" % len(data) + data
    return f"swh:1:cnt:{hashlib.sha1(blob, usedforsecurity=False).hexdigest()}"


def figures(outputs: Iterable[Iterable[Mapping]]) -> dict[str, dict]:
    """Each published figure of a page: its content, by its name."""
    bundles = (output.get("data", {}) for cell in outputs for output in cell)
    return {data[MIME]["name"]: data[MIME] for data in bundles if MIME in data}


def numbers(outputs: Iterable[Iterable[Mapping]]) -> dict[str, str]:
    """Each value that a page hands to its prose: what is printed, by its name."""
    found = {}
    for output in (output for cell in outputs for output in cell):
        glued = output.get("metadata", {}).get("scrapbook")
        if glued:
            data = {kind.removeprefix(GLUED): value for kind, value in output["data"].items()}
            whole = json.dumps(data, sort_keys=True)
            found[glued["name"]] = data.get("text/plain") or digest(whole)
    return found


def other(cell: Iterable[Mapping]) -> list[dict]:
    """A cell's outputs that are neither figures nor numbers, without what changes by itself."""
    return [
        {name: value for name, value in output.items() if name != "execution_count"}
        for output in cell
        if MIME not in output.get("data", {}) and "scrapbook" not in output.get("metadata", {})
    ]


def chapter(source: str, record: Mapping) -> dict:
    """A page's part of the receipt.

    Parameters
    ----------
    source : str
        The page's text.
    record : mapping
        Its tables and outputs, as `execution` keeps them.
    """
    outputs = record["outputs"]
    kept = ((str(number), other(cell)) for number, cell in enumerate(outputs, 1))
    made = {
        "figures": {
            name: {"rows": digest(figure["csv"]), "alt": figure["alt"]}
            for name, figure in figures(outputs).items()
        },
        "numbers": numbers(outputs),
        "cells": {
            number: digest(json.dumps(cell, sort_keys=True)) for number, cell in kept if cell
        },
    }
    whole = digest(json.dumps(made, sort_keys=True))
    return {"source": digest(source), "tables": record["tables"], "outputs": whole, **made}


def receipt(
    edition: BuildIdentity,
    *,
    package: str,
    lock: bytes,
    tables: Mapping[str, bytes],
    chapters: Mapping[str, dict],
    files: Mapping[str, bytes],
) -> dict:
    """The whole receipt.

    Parameters
    ----------
    edition : Edition
        Version, commit and date.
    package : str
        The hash of the package's sources.
    lock : bytes
        The pinned requirements.
    tables, files : mapping of str to bytes
        The data files, and all published ones, by their path in the book.
    chapters : mapping of str to dict
        What `chapter` gives, by page.
    """
    return {
        "format": FORMAT,
        "edition": asdict(edition),
        "environment": {
            "python": platform.python_version(),
            "platform": platform.platform(),
            "requirements": digest(lock),
            "packages": {name: version(name) for name in PACKAGES},
        },
        "package": package,
        "tolerance": TOLERANCE,
        "tables": {path: swhid(data) for path, data in sorted(tables.items())},
        "chapters": dict(sorted(chapters.items())),
        "files": {path: digest(data) for path, data in sorted(files.items())},
    }


def in_words(record: Mapping) -> str:
    """What the receipt says of a page, for its foot."""
    drawn, printed = len(figures(record["outputs"])), len(numbers(record["outputs"]))
    counts = [
        f"{count} {noun}{'s' * (count != 1)}"
        for count, noun in ((drawn, "figure"), (printed, "number")) if count
    ]  # fmt: skip
    made = " and ".join(counts) or "outputs"
    of = f" from the tables {', '.join(record['tables'])}" if record["tables"] else ""
    whole = chapter("", record)["outputs"][:12]
    python = platform.python_version()
    return f"This page’s {made} were computed{of} with Python {python}; fingerprint {whole}."


def same_text(published: str, fresh: str) -> bool:
    """Whether two printed values agree: words exactly, numbers to the tolerance."""
    if NUMBER.sub("#", published) != NUMBER.sub("#", fresh):
        return False
    pairs = zip(NUMBER.findall(published), NUMBER.findall(fresh), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=TOLERANCE) for a, b in pairs)


def row_difference(published: str, fresh: str) -> str:
    """Where two CSV texts first differ, and in how many lines; empty when they do not."""
    pairs = zip_longest(published.splitlines(), fresh.splitlines())
    unlike = [(line, a, b) for line, (a, b) in enumerate(pairs, 1) if a != b]
    if not unlike:
        return ""
    line, a, b = unlike[0]
    count = f"{len(unlike)} line{'s' * (len(unlike) != 1)}"
    return f"{count}, first line {line}: {a or 'none'!r} published, {b or 'none'!r} now"


@dataclass(frozen=True)
class Difference:
    """In what one figure, number or cell of a page differs from its receipt."""

    kind: str
    name: str
    change: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.change}"


def differences(published: Mapping, fresh: Mapping) -> list[Difference]:
    """Where the outputs of a page differ from those of its receipt; none when it is reproduced."""
    if published["outputs"] == fresh["outputs"]:
        return []
    found = []
    for kind, same in (
        ("figure", lambda a, b: a == b),
        ("number", same_text),
        ("cell", lambda a, b: a == b),
    ):
        before, now = published[f"{kind}s"], fresh[f"{kind}s"]
        for name in sorted({*before, *now}):
            if name not in before or name not in now:
                change = f"only {'now' if name in now else 'published'}"
            elif not same(before[name], now[name]):
                change = _change(kind, before[name], now[name])
            else:
                continue
            found.append(Difference(kind, name, change))
    return found


def _change(kind: str, before: Any, now: Any) -> str:
    if kind == "figure":
        return "other rows" if before["rows"] != now["rows"] else "another description"
    if kind == "cell":
        return "another output"
    try:
        return f"{before} published, {now} now ({float(now) - float(before):+g})"
    except ValueError:
        return f"{before} published, {now} now"
