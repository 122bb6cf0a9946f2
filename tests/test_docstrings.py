"""The examples in docstrings are correct."""

import doctest
from importlib import import_module
from pkgutil import walk_packages

import pytest

import edition
import softbalancing

#: All modules except those that run a command when they are imported.
MODULES = [
    name
    for package in (edition, softbalancing)
    for _, name, _ in walk_packages(package.__path__, f"{package.__name__}.")
    if not name.endswith(".__main__")
]


def examples(name: str) -> list[doctest.DocTest]:
    """The docstrings of a module that hold examples."""
    found = doctest.DocTestFinder().find(import_module(name))
    return [each for each in found if each.examples]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_correct(name, capsys):
    """Each example in a docstring gives the result that is printed below it."""
    runner = doctest.DocTestRunner()
    for each in examples(name):
        runner.run(each)

    assert not runner.failures, capsys.readouterr().out


def test_examples_are_found_in_rooms_and_in_their_folders():
    """Modules directly in a room and in a folder of a room are searched."""
    depths = {name.count(".") for name in MODULES if examples(name)}

    assert {2, 3} <= depths
