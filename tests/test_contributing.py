"""CONTRIBUTING.md leads to files and functions that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
NAMED = re.compile(r"`([\w./-]+/[\w./-]*|[\w-]+\.(?:py|md|csv|json|txt|yml|bib|cff|toml))`")
#: Patterns for a reader to fill in, and files that stand once for each kind of figure.
EXAMPLES = {"chapters/NN-slug.md", "spec.py", "vocabulary.py", "chart.py", "describe.py"}
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
DEFINED = re.compile(r"`(\w+)`(?: \(| in )`((?:edition|softbalancing)/[\w/]+\.py)`")


def candidates(path: str) -> list[Path]:
    """Return where a path may lead: from the root, from src/, in the engine or its figures."""
    return [
        ROOT / path,
        ROOT / "src" / path,
        ROOT / "src/edition" / path,
        ROOT / "src/edition/figures" / path,
    ]


#: What a build writes exists only after one.
PATHS = sorted(p for p in set(NAMED.findall(TEXT)) - EXAMPLES if not p.startswith("_build/"))


@pytest.mark.parametrize("path", PATHS)
def test_a_named_file_exists(path):
    """A newcomer who follows a path finds something there."""
    assert any(each.exists() for each in candidates(path)), path


@pytest.mark.parametrize("name, path", sorted(set(DEFINED.findall(TEXT))))
def test_a_name_is_defined_in_its_file(name, path):
    """Functions, classes and constants are named where they are defined."""
    nodes = list(ast.walk(ast.parse((ROOT / "src" / path).read_text(encoding="utf-8"))))
    defined = {node.name for node in nodes if isinstance(node, DEFINITIONS)}
    defined |= {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}

    assert name in defined, (name, path)
