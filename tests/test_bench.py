"""The benchmark builds and edits copies; the project stays as it is."""

from pathlib import Path

import bench
import bench_pages
import pytest

import built

NOT_SOURCES = {"_build", "node_modules", "__pycache__"}


def states(root: Path) -> dict[str, tuple[int, int]]:
    """Return size and modification time of each source file of the project."""
    files = (path for path in root.rglob("*") if path.is_file())
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in files
        if not any(
            part in NOT_SOURCES or part.startswith(".") for part in path.relative_to(root).parts
        )
    }


def test_everything_that_is_built_or_edited_is_a_copy(root, tmp_path, monkeypatch, capsys):
    """Each command runs in a temporary folder, and no file of the project is touched."""
    folders = set()

    def run(command: list[str], folder: Path) -> tuple[float, float]:
        folders.add(folder)
        return 1.0, 1.0

    monkeypatch.setattr(bench, "run", run)
    monkeypatch.setattr(bench_pages, "main", lambda *_, **__: None)
    before = states(root)
    bench.against_stock(tmp_path, runs=1)
    bench.chapters_grow(tmp_path, [1, 2])

    assert states(root) == before
    assert len(folders) == 4
    assert all(folder.is_relative_to(tmp_path) for folder in folders)
    assert built.rows(tmp_path / "ours", "events")[-1]["label"].endswith("*")


def test_an_edit_of_the_project_itself_is_refused(root):
    """The error names the folder, and the table keeps its last row."""
    path = root / "data" / "events.csv"
    before = path.read_bytes()
    with pytest.raises(ValueError, match="only a copy may be changed"):
        bench.edit_last_row(root, "events", "label")
    assert path.read_bytes() == before


def test_the_measurements_of_the_packages_run(capsys):
    """What the benchmark measures is still called by its present name."""
    bench.tables_grow([1, 2])
    bench.variants_grow([1, 2])
    bench.bench_figures.main(quick=True)

    assert capsys.readouterr().out.count("exponent") == 4
