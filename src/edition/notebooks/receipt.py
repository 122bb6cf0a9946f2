"""Describe a build in its receipt, and compare the outputs of pages with a receipt."""

import hashlib
import json
import math
import platform
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from itertools import zip_longest
from typing import Any, TypedDict

from edition.citing.swhids import content_swhid
from edition.figures import MIME
from edition.project.identity import BuildIdentity

from .output_store import Output, PageRecord

FORMAT = 1
#: Relative difference up to which two numbers count as equal.
TOLERANCE = 1e-9
GLUED = "application/papermill.record/"
#: Packages whose versions a receipt names.
PACKAGES = ("jupyter-book", "matplotlib", "myst-nb", "numpy", "pandas", "sphinx")
NUMBER = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
CellOutputs = Sequence[Iterable[Output]]


class PageReceipt(TypedDict):
    """What a receipt says of one page that is a notebook."""

    source: str  #: digest of its text
    tables: list[str]
    outputs: str  #: digest of the following three
    figures: dict[str, dict[str, str]]  #: digest of rows, and alternative text, by name
    numbers: dict[str, str]  #: printed text by name
    cells: dict[str, str]  #: digest of other outputs by number of the cell


class Receipt(TypedDict):
    """The receipt of a build, as ``receipt.json`` holds it."""

    format: int
    edition: dict[str, str]
    environment: dict[str, Any]
    package: str
    tolerance: float
    tables: dict[str, str]
    chapters: dict[str, PageReceipt]
    files: dict[str, str]


def sha256(data: bytes | str) -> str:
    """Return the SHA-256 of data in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def published_figures(outputs: Iterable[Iterable[Output]]) -> dict[str, dict[str, Any]]:
    """Return the content of each published figure among outputs, by its name."""
    bundles = (output.get("data", {}) for cell in outputs for output in cell)
    return {data[MIME]["name"]: data[MIME] for data in bundles if MIME in data}


def glued_values(outputs: Iterable[Iterable[Output]]) -> dict[str, str]:
    """Return the text of each value that a page makes available to its prose, by its name."""
    values = {}
    for output in (output for cell in outputs for output in cell):
        glued = output.get("metadata", {}).get("scrapbook")
        if glued:
            data = {kind.removeprefix(GLUED): value for kind, value in output["data"].items()}
            values[glued["name"]] = data.get("text/plain") or _json_digest(data)
    return values


def _other_outputs(cell: Iterable[Output]) -> list[Output]:
    """Return the outputs of a cell that are neither figures nor glued, without their numbers."""
    return [
        {name: value for name, value in output.items() if name != "execution_count"}
        for output in cell
        if MIME not in output.get("data", {}) and "scrapbook" not in output.get("metadata", {})
    ]


def _json_digest(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True))


def page_receipt(source: str, record: PageRecord) -> PageReceipt:
    """Return the part of a receipt on one page, given its text and the record of its execution."""
    outputs = record["outputs"]
    figures = {
        name: {"rows": sha256(figure["csv"]), "alt": figure["alt"]}
        for name, figure in published_figures(outputs).items()
    }
    numbers = glued_values(outputs)
    other = ((str(number), _other_outputs(cell)) for number, cell in enumerate(outputs, 1))
    cells = {number: _json_digest(cell) for number, cell in other if cell}
    whole = _json_digest({"figures": figures, "numbers": numbers, "cells": cells})
    return PageReceipt(source=sha256(source), tables=record["tables"], outputs=whole,
                       figures=figures, numbers=numbers, cells=cells)  # fmt: skip


def build_receipt(
    edition: BuildIdentity,
    *,
    package: str,
    lock: bytes,
    tables: Mapping[str, bytes],
    pages: Mapping[str, PageReceipt],
    files: Mapping[str, bytes],
) -> Receipt:
    """Return the receipt of a whole build.

    *package* is the digest of the code, *lock* the pinned requirements; *tables* and *files* are
    contents by their path in the book, *pages* the parts on notebooks by docname.
    """
    environment = {
        "python": platform.python_version(),
        "platform": platform.platform(),
        "requirements": sha256(lock),
        "packages": {name: version(name) for name in PACKAGES},
    }
    return Receipt(
        format=FORMAT,
        edition=asdict(edition),
        environment=environment,
        package=package,
        tolerance=TOLERANCE,
        tables={path: content_swhid(data) for path, data in sorted(tables.items())},
        chapters=dict(sorted(pages.items())),
        files={path: sha256(data) for path, data in sorted(files.items())},
    )


def summary(record: PageRecord) -> str:
    """Return a sentence on how the outputs of a page were computed, for its foot."""
    outputs, tables = record["outputs"], record["tables"]
    counts = [
        f"{count} {noun}{'s' * (count != 1)}"
        for count, noun in (
            (len(published_figures(outputs)), "figure"), (len(glued_values(outputs)), "number"),
        )
        if count
    ]  # fmt: skip
    results = " and ".join(counts) or "outputs"
    origin = f" from the table{'s' * (len(tables) != 1)} {', '.join(tables)}" if tables else ""
    python, fingerprint = platform.python_version(), page_receipt("", record)["outputs"][:12]
    return (
        f"Computed for this page{origin} with Python {python}: {results}; "
        f"fingerprint {fingerprint}."
    )


def same_text(published: str, present: str) -> bool:
    """Return whether printed values agree: words exactly, numbers to the tolerance."""
    if NUMBER.sub("#", published) != NUMBER.sub("#", present):
        return False
    pairs = zip(NUMBER.findall(published), NUMBER.findall(present), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=TOLERANCE) for a, b in pairs)


def line_difference(published: str, present: str) -> str:
    """Say in how many lines two texts differ, and where first; empty if they are equal."""
    pairs = zip_longest(published.splitlines(), present.splitlines())
    different = [(line, a, b) for line, (a, b) in enumerate(pairs, 1) if a != b]
    if not different:
        return ""
    line, a, b = different[0]
    count = f"{len(different)} line{'s' * (len(different) != 1)}"
    return f"{count}, first line {line}: {a or 'none'!r} published, {b or 'none'!r} now"


@dataclass(frozen=True)
class Difference:
    """A figure, number or cell of a page that is not that of the receipt."""

    kind: str
    name: str
    change: str

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.change}"


def differences(published: PageReceipt, present: PageReceipt) -> list[Difference]:
    """Return where the outputs of a page differ from its published receipt."""
    if published["outputs"] == present["outputs"]:
        return []
    return [
        *_changes("figure", published["figures"], present["figures"], _figure_change),
        *_changes("number", published["numbers"], present["numbers"], _number_change),
        *_changes("cell", published["cells"], present["cells"], _cell_change),
    ]


def _changes(
    kind: str, published: Mapping, present: Mapping, change: Callable[[Any, Any], str]
) -> list[Difference]:
    found = []
    for name in sorted({*published, *present}):
        if name not in published or name not in present:
            text = f"only {'now' if name in present else 'published'}"
        else:
            text = change(published[name], present[name])
        if text:
            found.append(Difference(kind, name, text))
    return found


def _figure_change(published: Mapping[str, str], present: Mapping[str, str]) -> str:
    if published["rows"] != present["rows"]:
        return "other rows"
    return "" if published == present else "another description"


def _number_change(published: str, present: str) -> str:
    if same_text(published, present):
        return ""
    text = f"{published} published, {present} now"
    try:
        return f"{text} ({float(present) - float(published):+g})"
    except ValueError:
        return text


def _cell_change(published: str, present: str) -> str:
    return "" if published == present else "another output"
