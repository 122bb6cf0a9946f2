"""The locks pin what `pyproject.toml` asks for: the packages of the book, those of its tests."""

import re
import tomllib

import pytest

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+)(?: ; .*)? \\$", re.M)
LOCKS = ["requirements.txt", "requirements-test.txt", "requirements-uv.txt"]


def normalized(requirement: str) -> str:
    """Return the name of a requirement as locks write it."""
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def pins(root, lock: str) -> dict[str, set[str]]:
    """Return the versions that a lock pins, by package (some differ by platform)."""
    found: dict[str, set[str]] = {}
    for name, version in PIN.findall((root / lock).read_text(encoding="utf-8")):
        found.setdefault(name, set()).add(version)
    return found


@pytest.fixture(scope="module")
def asked(root) -> dict[str, list[str]]:
    """Return the names that `pyproject.toml` asks for, by lock."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    lists = (project["project"]["dependencies"], groups["test"], groups["uv"])
    return {lock: list(map(normalized, each)) for lock, each in zip(LOCKS, lists, strict=True)}


def test_make_book_installs_no_test_tool(root, asked):
    """The book's lock holds the book's packages and none that only tests ask for."""
    locked = pins(root, "requirements.txt").keys()

    assert set(asked["requirements.txt"]) <= locked
    assert not locked & {"pytest", "playwright", "pypandoc-binary", "frictionless", "mypy", "ruff"}


def test_tests_run_with_the_packages_of_the_book(root, asked):
    """The lock of the tests adds to that of the book and changes no version in it."""
    book, tests = pins(root, "requirements.txt"), pins(root, "requirements-test.txt")

    assert set(asked["requirements-test.txt"]) <= tests.keys()
    assert book.items() <= tests.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_locked_by_its_hash_alone(root, lock):
    """Each pin has hashes, and no address says where a package has to come from."""
    text = (root / lock).read_text(encoding="utf-8")
    requirements = re.sub(r"\\\n", " ", re.sub(r"^ *#.*\n", "", text, flags=re.M)).splitlines()

    assert len(requirements) == sum(map(len, pins(root, lock).values()))
    assert all("--hash=sha256:" in requirement for requirement in requirements)
    assert "://" not in text and "index" not in re.sub(r"[\w-]+==", "", text)


def test_every_dependency_has_its_reason(root, asked):
    """CONTRIBUTING.md says why each package is there."""
    text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8")
    names = {name for each in asked.values() for name in each}
    named = {normalized(word) for word in re.findall(r"[\w.-]+", text)}
    stubs = {name for name in names if re.search(r"^types-|-stubs$", name)}

    assert names - stubs <= named
