"""Write the pages that can have changed; the others are taken over from the last good book.

What a page's HTML depends on is its doctree and outputs, the tables that were loaded
while it was written, and what it shares with all pages: the package, the lock, the
configuration, the bibliography, the numbers, titles and labels of the whole book.  The
hash of all these is kept in ``_build/pages/<page>.json``.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.environment import BuildEnvironment

from .. import __version__, datapackage, execution, files, project, tables
from ..pages import digest
from . import chronology, citable, external


def shared(env: BuildEnvironment) -> str:
    """What pages know of each other, as one text: the order of reading leaves no trace in it."""
    std = env.get_domain("std")
    cited = env.get_domain("cite").citations if "cite" in env.domains else []
    parts = {
        "titles": {name: title.astext() for name, title in env.titles.items()},
        "sections": env.toc_secnumbers,
        "figures": env.toc_fignumbers,
        "contents": env.toctree_includes,
        "labels": [std.anonlabels, std.labels],
        "terms": sorted(map(repr, std.objects.items())),
        "works": sorted(repr((work.key, work.citation_id)) for work in cited),
        "tables": getattr(env, "softbalancing_datatables", {}),
        "places": citable.register(env),
        "external": external.in_prose(env),
        "told": chronology.told(env),
    }
    return json.dumps(parts, sort_keys=True, default=repr)


def cited(app: Sphinx) -> str:
    """Every place that can be cited, as one text.

    The identifier of a table's file is left out: the pages that show it load the table.
    """
    citing = getattr(app, "softbalancing_citing", None)
    return repr([replace(place, swhid="") for place in citing.places] if citing else [])


class BookBuilder(StandaloneHTMLBuilder):
    """Sphinx's builder, which leaves out what would be written as it was."""

    name = "html"

    def write(self, build_docnames, updated_docnames, method="update") -> None:
        """Write the pages that changed, or refer to what did."""
        self._resolved: dict[str, dict] = {}
        self._common = digest(self.config.softbalancing_inputs, shared(self.env), cited(self.app))
        tables.forget()
        again = set(updated_docnames) | {self.config.root_doc}
        last = Path(self.config.softbalancing_last) if self.config.softbalancing_last else None
        kept = [
            docname
            for docname in sorted(self.env.found_docs - again)
            if last and self._take_over(docname, last)
        ]
        super().write(sorted(self.env.found_docs - set(kept)), [], "specific")

    def write_doc_serialized(self, docname: str, doctree: nodes.document) -> None:
        """Called for each page when its references are resolved, in the main process."""
        super().write_doc_serialized(docname, doctree)
        uris = {node["uri"] for node in doctree.findall(nodes.image)}
        images = {uri: self.images[uri] for uri in sorted(uris & self.images.keys())}
        self._resolved[docname] = {"tables": tables.loaded(), "images": images}
        tables.forget()

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a page, maybe in a process of its own, and keep its key."""
        tables.forget()
        files.written()
        super().write_doc(docname, doctree)
        beside = (path.relative_to(self.outdir).as_posix() for path in files.written())
        record = self._resolved[docname]
        record["tables"] = sorted({*record["tables"], *tables.loaded()})
        record["files"] = [self.get_target_uri(docname), *beside]
        record["key"] = self._key(docname, record["tables"])
        tables.forget()
        files.write(self._record(docname), json.dumps(record))

    def _take_over(self, docname: str, last: Path) -> bool:
        """Copy a page and the files that were written with it, if they would be as they were."""
        try:
            record = json.loads(self._record(docname).read_bytes())
        except (FileNotFoundError, json.JSONDecodeError):
            return False
        if record["key"] != self._key(docname, record["tables"]):
            return False
        for name in record["files"]:
            target = Path(self.outdir) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(last / name, target)
        self.images.update(record["images"])  # Sphinx copies them when all pages are there
        return True

    def _key(self, docname: str, used: list[str]) -> str:
        folder = Path(self.app.srcdir)
        outputs = execution.store(folder) / f"{docname}.json"
        doctree = Path(self.app.doctreedir) / f"{docname}.doctree"
        return digest(
            self._common,
            doctree.read_bytes(),
            outputs.read_bytes() if outputs.is_file() else b"",
            *self._bytes(used),
        )

    def _bytes(self, names: list[str]) -> list[bytes]:
        """The tables' files; nothing for one that is no more, which a kept record may name."""
        resources = datapackage.resources() if names else {}
        paths = (project.home() / "data" / resources[n]["path"] for n in names if n in resources)
        return [path.read_bytes() for path in paths]

    def _record(self, docname: str) -> Path:
        return Path(self.app.srcdir) / "_build" / "pages" / f"{docname}.json"


def setup(app: Sphinx) -> dict:
    """Put the builder in the place of Sphinx's own."""
    app.add_config_value("softbalancing_last", "", "")
    app.add_config_value("softbalancing_inputs", "", "")
    app.add_builder(BookBuilder, override=True)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
