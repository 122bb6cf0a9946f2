"""The names that chapters import: explicit for editors, imported only when used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import edition
import softbalancing

PACKAGES = [edition, softbalancing]


def declared(package) -> set[str]:
    """Names that the package imports for type checkers only."""
    tree = ast.parse(Path(package.__file__).read_text(encoding="utf-8"))
    (block,) = (node for node in tree.body if isinstance(node, ast.If))
    return {alias.asname or alias.name for node in block.body for alias in node.names}


@pytest.mark.parametrize("package", PACKAGES)
def test_type_checkers_see_the_names_that_exist(package):
    """Every public name is declared, can be imported, and no other is declared."""
    assert declared(package) == set(package.__all__) - {"__version__"}
    assert all(getattr(package, name) for name in package.__all__)
    assert (Path(package.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("package", PACKAGES)
def test_an_unknown_name_is_an_attribute_error(package):
    """The message names the package and the attribute."""
    with pytest.raises(AttributeError, match=f"'{package.__name__}' has no attribute 'laod'"):
        package.laod  # noqa: B018


def test_importing_a_package_imports_nothing_slow():
    """Pandas and Matplotlib are imported with the first name that needs them."""
    code = "import sys, softbalancing; print({'pandas', 'matplotlib', 'sphinx'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == "set()\n"
