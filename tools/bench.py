"""Compare the build of the book with the stock tool, and measure how times grow with size.

Run by ``make bench``.  All builds and edits are those of copies in a temporary folder.  Nothing
is asserted; the ratios are printed.  The stock tool is ``jupyter-book build --all`` with
``execute_notebooks: force`` on the same chapters.
"""

import argparse
import csv
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import bench_figures
import bench_pages

ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(
    "_build", ".venv", ".git", "tests", "node_modules", "__pycache__", ".*_cache"
)
STOCK = [str(Path(sys.executable).parent / "jupyter-book"), "build", ".", "--all"]
OURS = [sys.executable, "-m", "softbalancing", "build"]
#: Table and column of a cell that is edited: of a table that few pages load, and of larger ones.
EDITS = {
    "row edit": ("events", "label"),
    "claim edit": ("claims", "claim"),
    "fact edit": ("facts", "name"),
}
# Runs a command, and prints its seconds, the megabytes of its largest process and its status.
MEASURE = """
import resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
print(time.perf_counter() - start, used, done.returncode)
sys.stderr.write(done.stdout[-2000:] + done.stderr[-2000:] if done.returncode else "")
"""


def run(command: list[str], folder: Path) -> tuple[float, float]:
    """Return the seconds and the peak megabytes of a command that must succeed."""
    env = {**os.environ, "EDITION_HOME": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
    )
    seconds, megabytes, status = done.stdout.split()
    if status != "0":
        raise SystemExit(f"{' '.join(command)} fails:\n{done.stderr}")
    return float(seconds), float(megabytes)


def copy_project(place: Path, name: str) -> Path:
    """Copy the project, without what was built, and return the new folder."""
    return Path(shutil.copytree(ROOT, place / name, ignore=NOT_COPIED))


def require_copy(folder: Path) -> None:
    """Raise ValueError if a folder that is to be changed belongs to the project itself."""
    if folder.resolve().is_relative_to(ROOT):
        raise ValueError(f"{folder} is part of the project; only a copy may be changed")


def delete_build(folder: Path) -> None:
    """Delete what was built from a copy."""
    require_copy(folder)
    shutil.rmtree(folder / "_build", ignore_errors=True)


def edit_last_row(folder: Path, table: str, column: str) -> None:
    """Append an asterisk to a text in the last row of a table of a copy, or remove it again."""
    require_copy(folder)
    path = folder / "data" / f"{table}.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    with path.open(encoding="utf-8", newline="") as file:
        *_, last = csv.DictReader(file)
    text = last[column]
    edited = text.removesuffix("*") if text.endswith("*") else text + "*"
    lines[-1] = lines[-1].replace(text, edited, 1)
    path.write_text("".join(lines), encoding="utf-8")


def use_stock_theme(folder: Path) -> None:
    """Let a copy be built with the theme of Jupyter Book."""
    delete_build(folder)
    config = folder / "_config.yml"
    lines = config.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.lstrip().startswith("html_theme")]
    config.write_text("".join(kept), encoding="utf-8")


def against_stock(place: Path, runs: int) -> None:
    """Print the times of clean builds, of builds after an edit and of builds without changes."""
    stock, ours = copy_project(place, "stock"), copy_project(place, "ours")
    times: dict[str, list[tuple[float, float]]] = {}
    for _ in range(runs):  # alternating, so that a busy machine is busy for both
        for name, command, folder in (("stock", STOCK, stock), ("ours", OURS, ours)):
            delete_build(folder)
            times.setdefault(name, []).append(run(command, folder))
        times.setdefault("no-op", []).append(run(OURS, ours))
        for name, (table, column) in EDITS.items():
            edit_last_row(ours, table, column)
            times.setdefault(name, []).append(run(OURS, ours))
    median = {name: statistics.median(t for t, _ in each) for name, each in times.items()}
    peak = {name: max(m for _, m in each) for name, each in times.items()}
    for name, seconds in median.items():
        print(f"  {name:<10} {seconds:7.2f} s  {peak[name]:6.0f} MB in the largest process")
    print(f"  clean, ours : stock       {median['ours'] / median['stock']:.2f}  (wanted: 0.45)")
    for name in EDITS:
        print(f"  {name:<11} : our clean   {median[name] / median['ours']:.2f}  (wanted: 0.35)")
    print(f"  no-op : our clean         {median['no-op'] / median['ours']:.2f}")
    print("Its pages, against the stock theme's of the same chapters:")
    use_stock_theme(stock)
    run(STOCK, stock)
    books = {"stock": stock / "_build" / "html", "ours": ours / "_build" / "html"}
    bench_pages.main(books, quick=runs == 1)


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of log time over log size: 1 is linear growth."""
    x, y = [math.log(size) for size in sizes], [math.log(max(s, 1e-6)) for s in seconds]
    return statistics.linear_regression(x, y).slope


def chapters_grow(place: Path, factors: list[int]) -> None:
    """Print the times of clean builds of synthetic books with four chapters times each factor."""
    sys.path.insert(0, str(ROOT / "tests"))
    import tiny_book

    seconds = []
    for factor in factors:
        book = tiny_book.make(place / f"chapters-{factor}")
        for number in range(2 * factor):
            for name in ("01-apples", "02-pears"):
                text = (book / f"chapters/{name}.md").read_text()
                text = re.sub(r"sum-(\w+)", rf"sum-\1-{number}", text)
                (book / f"chapters/{number:03}-{name}.md").write_text(text)
        for name in ("01-apples", "02-pears"):
            (book / f"chapters/{name}.md").unlink()
        taken, peak = run(OURS, book)
        seconds.append(taken)
        print(f"  {4 * factor:4} chapters  {taken:7.2f} s  {peak:6.0f} MB")
    print(f"  exponent {exponent(factors, seconds):.2f}")


def tables_grow(factors: list[int]) -> None:
    """Print the times of validating a hundred rows times each factor."""
    from edition.data import descriptors, table_schema

    names = ["id", "start", "label"]
    schema = descriptors.Schema(fields=[{"name": name, "type": "string"} for name in names])
    taken = []
    for factor in factors:
        rows = [
            (line, [f"e{line}", str(1989 + line % 20), f"Event number {line}"])
            for line in range(2, 100 * factor + 2)
        ]
        taken.append(clock(partial(table_schema.validate_rows, "t", names, rows, schema)))
        print(f"  {len(rows):6} rows  check {taken[-1]:7.3f} s")
    print(f"  exponent {exponent(factors, taken):.2f}")


def variants_grow(factors: list[int]) -> None:
    """Print the times of judging a hundred random recodings times each factor."""
    from softbalancing.verdict import case, variants

    coded, taken = case.coded_case(), []
    readings = coded.joined[list(case.READINGS)]
    for factor in factors:
        draws = 100 * factor
        taken.append(clock(partial(variants.draw_readings, coded, readings, draws=draws)))
        print(f"  {draws:6} recodings  {taken[-1]:7.3f} s")
    print(f"  exponent {exponent(factors, taken):.2f}")


def clock(work: Callable[[], object]) -> float:
    """Return the seconds that a function takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print all measurements."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--runs", type=int, default=3, help="builds of each kind")
    options.add_argument("--quick", action="store_true", help="one run, small sizes")
    given = options.parse_args()
    factors = [1, 4] if given.quick else [1, 4, 16]
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        place = Path(name)
        print("The book, against the stock tool:")
        against_stock(place, 1 if given.quick else given.runs)
        print("Synthetic books:")
        chapters_grow(place, factors)
    print("Tables:")
    tables_grow([1, 10] if given.quick else [1, 10, 100])
    print("Sensitivity:")
    variants_grow([1, 10] if given.quick else [1, 10, 100])
    bench_figures.main(quick=given.quick)


if __name__ == "__main__":
    main()
