"""What Lighthouse says of a page."""

import json
import os
import shutil
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parent / "auditor"
PROGRAM = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
ADVICE = "Lighthouse is not there: run `.venv/bin/python tools/ensure-tools`"
FLAGS = "--headless=new --no-sandbox --disable-gpu"
TIMELESS = ("accessibility", "best-practices", "seo")


def audit(address: str, categories=TIMELESS, chromium: str = "") -> dict:
    """Lighthouse's report on a page as a phone with a slow net would see it.

    Parameters
    ----------
    address : str
        The page's address, served compressed as any host does.
    categories : sequence of str
        What is judged; ``performance`` depends on how busy the machine is.
    chromium : str
        The browser's path; that of the machine's Chromium when left out.

    Raises
    ------
    RuntimeError
        Where Lighthouse is not installed, or fails.
    """
    if not PROGRAM.is_file():
        raise RuntimeError(ADVICE)
    found = chromium or shutil.which("chromium") or shutil.which("google-chrome") or ""
    command = [
        "node", PROGRAM, address, "--quiet", "--output=json", "--throttling-method=simulate",
        "--disable-full-page-screenshot",
        f"--only-categories={','.join(categories)}", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    env = {**os.environ, "CHROME_PATH": found}
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=180)
    if done.returncode:
        raise RuntimeError(f"Lighthouse on {address}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)


def scores(report: dict) -> dict[str, int]:
    """The score of each category, of 100."""
    return {name: round(100 * one["score"]) for name, one in report["categories"].items()}


def faults(report: dict) -> list[str]:
    """What counts towards a score and is not as it should be."""
    counted = {
        ref["id"]
        for category in report["categories"].values()
        for ref in category["auditRefs"]
        if ref["weight"]
    }
    audits = (report["audits"][name] for name in sorted(counted))
    return [
        f"{one['id']}: {one['title']}"
        for one in audits
        if one["score"] is not None and one["score"] < 1
    ]
