"""Cache of references in citation styles, kept in a file from one build to the next."""

import hashlib
import json
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from edition.project import files
from edition.project.citation_file import CslItem

from . import csl_styles


class ReferenceCache:
    """Formatted references, by a digest of everything that they depend on.

    They are kept in the JSON file `path`; without one they last as long as the object.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.known = _read(path) if path else {}
        self.used: dict[str, str] = {}

    def reference(self, item: CslItem, style: str) -> Markup:
        """Return the reference of a CSL item in a style; the note plays no part in it."""
        fields = {name: value for name, value in item.items() if name != "note"}
        text = json.dumps([style, fields, *processor_version()], sort_keys=True)
        key = hashlib.sha256(text.encode()).hexdigest()[:24]
        if key not in self.known:
            self.known[key] = csl_styles.format_reference(fields, style)
        self.used[key] = self.known[key]
        return Markup(self.known[key])

    def save(self) -> None:
        """Write the references that were asked for; all others are forgotten."""
        if self.path:
            files.write_atomically(self.path, json.dumps(self.used, ensure_ascii=False, indent=0))


@lru_cache
def processor_version() -> tuple[str, str]:
    """Return the version of the CSL processor, and a digest of styles and patches."""
    sources = [Path(csl_styles.__file__), *map(csl_styles.style_path, csl_styles.STYLES)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    return version("citeproc-py"), digest


def _read(path: Path) -> dict[str, str]:
    try:
        return json.loads(path.read_bytes())
    except (FileNotFoundError, ValueError):  # missing or damaged
        return {}
