"""The examples in the documentation of modules are true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import softbalancing

PACKAGE = softbalancing.__name__
#: All modules but those that run a command when they are imported.
MODULES = [
    name
    for _, name, _ in walk_packages(softbalancing.__path__, f"{PACKAGE}.")
    if not name.endswith(".__main__")
]


def examples(name: str) -> list[doctest.DocTest]:
    """The docstrings of a module that hold examples."""
    found = doctest.DocTestFinder().find(import_module(name))
    return [each for each in found if each.examples]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_give_what_they_say(name, capsys):
    """Who tries an example of a docstring sees the result that stands beneath it."""
    runner = doctest.DocTestRunner()
    for each in examples(name):
        runner.run(each)

    assert not runner.failures, capsys.readouterr().out


def test_examples_are_looked_for_in_every_part_of_the_package():
    """They are found at the top, in a package, and in a package of a package."""
    found = {name for name in MODULES if examples(name)}

    for depth in (1, 2, 3):
        assert [name for name in found if name.count(".") == depth], depth
