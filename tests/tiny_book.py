"""A book of two notebook pages and a plain one, small enough to be built many times."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

CONFIG = """\
title: Tiny
author: Nobody
only_build_toc_files: true
execute: {execute_notebooks: force, timeout: 60, stderr_output: error}
sphinx:
  config:
    extensions: [myst_nb, jupyter_book, sphinx_external_toc]
    html_theme: basic
    html_theme_options: {}
    html_copy_source: false
    nitpicky: true
    use_jupyterbook_latex: false
    suppress_warnings: [myst.domains, config.cache]
"""
PAGE = """\
---
file_format: mystnb
---

# {title}

```{{code-cell}} python3
:tags: [remove-cell]

from myst_nb import glue
from softbalancing import load
{table} = load("{table}")
glue("sum-{table}", int({table}["count"].sum()), display=False)
```

The {table} sum up to {{glue:text}}`sum-{table}`.

```{{code-cell}} python3
{code}
```
"""
#: What the extension adds to the configuration.
OPTIONS = {
    "sphinx_external_toc]": "sphinx_external_toc, sphinxcontrib.bibtex, edition.sphinxext]",
    "html_theme: basic": "html_theme: edition\n    bibtex_reference_style: round",
    "sphinx:\n": "bibtex_bibfiles: [references.bib]\nsphinx:\n",
    "nitpicky": 'bibtex_default_style: list\n    bibtex_cite_id: "{key}"\n    nitpicky',
}  # fmt: skip
FIGURE = "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot(pears['count']);"
# Citations and findings say which pages a source may name: every edition has them.
TABLES = {
    "apples": "id,count\na1,1\na2,2\n",
    "pears": "id,count\np1,3\np2,5\n",
    "citations": "id,key,pages\nc1,li2007,3\n",
    "findings": "id\nf1\n",
}


def described() -> dict:
    """The data package: every column is text, but the counts."""
    resources = []
    for name, text in TABLES.items():
        columns = text.split("\n", 1)[0].split(",")
        fields = [
            {"name": column, "type": "integer" if column == "count" else "string"}
            for column in columns
        ]
        schema = {"fields": fields, "primaryKey": "id"}
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    return {"name": "tiny", "resources": resources}


def make(folder: Path) -> Path:
    """Write the book into a folder."""
    for name in ("data", "chapters"):
        (folder / name).mkdir(parents=True)
    pages = {
        "chapters/01-apples": PAGE.format(title="Apples", table="apples", code="apples"),
        "chapters/02-pears": PAGE.format(title="Pears", table="pears", code=FIGURE),
    }
    files = {
        "_config.yml": CONFIG,
        "_toc.yml": "format: jb-book\nroot: index\nparts:\n- chapters:\n  - glob: chapters/*\n",
        "index.md": "# Tiny\n\nA plain page.\n",
        "references.bib": "@book{li2007, title={T}, author={Li}, publisher={P}, year={2007}}\n",
        "requirements.txt": "pandas\n",
        "data/datapackage.json": json.dumps(described()),
        **{f"data/{name}.csv": text for name, text in TABLES.items()},
        **{f"{name}.md": text for name, text in pages.items()},
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def make_whole(folder: Path, root: Path) -> Path:
    """Write the book into a folder, to be built with the whole Sphinx extension."""
    make(folder)
    for before, after in OPTIONS.items():
        edit(folder / "_config.yml", before, after)
    descriptor = described()
    for resource in descriptor["resources"]:
        resource |= {"title": resource["name"], "description": "Fruit.", "layer": "edition"}
        for field in resource["schema"]["fields"]:
            field["description"] = "What it is."
    (folder / "data" / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    shutil.copy(root / "CITATION.cff", folder)
    return folder


def edit(path: Path, before: str, after: str) -> None:
    """Change a file in one place, which must be there."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the command line in a book's folder."""
    env = {"SOURCE_DATE_EPOCH": "1200000000", **os.environ, "EDITION_HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "softbalancing", *arguments],
        cwd=folder, env={**env, **environment}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def built(folder: Path) -> Path:
    """The book, built."""
    done = run(make(folder), "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder
