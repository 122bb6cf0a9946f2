"""The annotations of both packages agree with each other and with the libraries."""

import subprocess
import sys


def test_mypy_finds_nothing(root):
    """Mypy passes with its default settings; what it reports is the message of this test."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-color-output"],
        cwd=root,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_opts_out_of_checking(root):
    """Mypy is told to ignore named kinds of errors only, at single lines."""
    for path in (root / "src").rglob("*.py"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            place = f"{path.relative_to(root)}:{number}"
            assert "mypy: ignore-errors" not in line, place
            assert "type: ignore" not in line or "type: ignore[" in line, place
