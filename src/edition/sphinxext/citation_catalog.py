"""Targets and references of the whole book, gathered once every page is read and numbered."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from edition.citing import cited_works, downloads, row_templates, swhids, targets
from edition.citing.reference_cache import ReferenceCache
from edition.citing.references import FORMATS, References
from edition.citing.targets import Target
from edition.data import data_package
from edition.project import citation_file, location, vocabulary

from .citable_nodes import numbered_target
from .domain import edition_domain
from .link_targets import bibtex_domain

CITING_DOCNAME = targets.CITING_PAGE.removesuffix(".html")
#: What stands for the address of a place in the Cite box, until a script knows where it is read.
ADDRESS_STAND_IN = "https://address.invalid/"


class CitationCatalog:
    """Every citation target of a book with its references, and the works that pages cite.

    Attributes
    ----------
    meta : Metadata
        The edition and the work it retells.
    targets : list of Target
        What can be cited, in reading order, the book itself first.
    references : References
        References of targets and works.
    row_templates : dict
        Rows that stand for all rows of a table: by id of the table, by name of the template.
    complete : dict
        References of each target (by id) and template (by name), with those of the works that it
        rests on, by name of the format.
    boxes : dict
        What the Cite box shows of each target, template and work, by id, name or key; places have
        `ADDRESS_STAND_IN` for their address.
    works : dict
        Works of the bibliography as CSL items, by citation key.
    work_references : dict
        Reference of each work in APA style, as HTML, by citation key.
    cited_as : dict
        Label of each work that the text cites under other names than its authors’, by key.
    cited_keys : dict
        Keys of the works that each page cites, by docname.
    resources, swhids : dict
        Descriptor and software heritage identifier of each table, by its name.
    """

    def __init__(self, app: Sphinx) -> None:
        self.folder = location.project_folder()
        self.bibliography = self.folder / "references.bib"
        base = citation_file.normalize_base_url(app.config.html_baseurl)
        self.meta = replace(citation_file.read_citation_file(self.folder), base_url=base)
        self.resources = data_package.resources(self.folder)
        self.swhids = swhids.table_swhids(self.folder)
        self.targets = list(self._targets(app))
        self.works = cited_works.read_works(self.bibliography)
        self.cited_keys = cited_keys(app.env)
        cache = ReferenceCache(self.folder / "_build" / "cache" / "citations.json")
        self.references = References(self.folder, self.meta, cache)
        works = self.references.works.items()
        self.work_references = {key: self.references.work(key, "apa") for key, _ in works}
        self.cited_as = {key: work.cited_as for key, work in works if work.cited_as}
        self.table_rows = {
            name: tuple(targets.targets_of_rows(self.folder, name)) for name in self.resources
        }
        self.row_templates = dict(self._row_templates())
        places = {target.id: target for target in self.targets}
        for templates in self.row_templates.values():
            places |= templates
        self.complete = {
            name: {each: self.references.complete(place, each) for each in FORMATS}
            for name, place in places.items()
        }
        boxed = References(self.folder, replace(self.meta, base_url=ADDRESS_STAND_IN), cache)
        self.boxes = box_entries(boxed, places) | reader_entries(boxed, places)
        cache.save()

    def _targets(self, app: Sphinx) -> Iterator[Target]:
        env, root = app.env, app.config.root_doc
        sections, tables = targets.section_targets(self.folder), targets.table_targets(self.folder)
        known, citable = targets.by_id(chain(sections, tables)), edition_domain(env).citable_nodes
        yield Target("book", "book", self.meta.title, app.builder.get_target_uri(root))
        for docname in env.collect_relations():
            page = app.builder.get_target_uri(docname)
            for node in citable.get(docname, ()):
                if docname == root and node.kind == "section":
                    continue  # the book itself stands for the heading of the title page
                if target := numbered_target(env, docname, page, node, known):
                    yield target

    def _row_templates(self) -> Iterator[tuple[str, dict[str, Target]]]:
        shown = {target.id: target for target in self.targets if target.kind == "table"}
        for name, rows in self.table_rows.items():
            if table := shown.get(targets.table_anchor(name)):
                yield table.id, row_templates.template_targets(table, rows)

    @cached_property
    def by_id(self) -> dict[str, Target]:
        """Every target and every row that has an address, by id."""
        return targets.by_id(chain(self.targets, *self.table_rows.values()))

    def targets_on(self, page: str) -> list[Target]:
        """Return the targets of a page (``chapters/04-case-for.html``), in order."""
        return [target for target in self.targets if target.page == page]

    def citing_chapters(self) -> Iterator[tuple[str, Target, set[str]]]:
        """Yield file stem, target and citation keys of each chapter that cites works."""
        for target in filter(targets.is_chapter, self.targets):
            docname = target.page.removesuffix(".html")
            if docname in self.cited_keys:
                yield docname.rpartition("/")[2], target, self.cited_keys[docname]


def box_entries(references: References, places: Mapping[str, Target]) -> dict[str, dict[str, Any]]:
    """Return what the Cite box shows of places (by name), and of the works that they rest on."""
    entries: dict[str, dict[str, Any]] = {}
    for name, place in places.items():
        keys, address = references.keys(place), references.meta.url(place.address)
        entries[name] = {
            "title": place.name,
            "address": place.address,
            "note": references.item(place)["note"],
            "works": keys,
            **{
                each: references.place(place, each).replace(address, ADDRESS_STAND_IN)
                for each in FORMATS
            },
        }
        for key in keys:
            entries[key] = {each: references.work(key, each) for each in FORMATS}
    return entries


def reader_entries(references: References, places: Mapping[str, Target]) -> dict[str, Any]:
    """Return what the Cite box shows of what readers make on pages; see `References.reader_item`.

    It rests on the edition.
    """
    entries = {}
    for id_, title in vocabulary.current().reader_titles.items():
        if page := places.get(id_):
            address = references.meta.url(page.address)
            entries[row_templates.reader_template_name(page)] = {
                "title": title,
                "address": page.address,
                "note": references.reader_item(page, title)["note"],
                "works": ["book"],
                **{
                    each: references.reader_place(page, title, each).replace(
                        address, ADDRESS_STAND_IN
                    )
                    for each in FORMATS
                },
            }
    return entries


def cited_keys(env: BuildEnvironment) -> dict[str, set[str]]:
    """Return the keys of the works that each page cites, by docname."""
    keys: dict[str, set[str]] = {}
    domain = bibtex_domain(env)
    for reference in domain.citation_refs if domain else ():
        keys.setdefault(reference.docname, set()).update(each.key for each in reference.targets)
    return keys


def make_catalog(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Make the catalog; the page that lists all targets is written again with any other page."""
    if app.builder.name != "html":
        return []
    # Processes that write pages are forked from this one and inherit the domain's attribute.
    edition_domain(env).catalog = CitationCatalog(app)
    return [CITING_DOCNAME] if CITING_DOCNAME in env.found_docs else []


def write_citation_files(app: Sphinx, error: Exception | None) -> None:
    """Write references, targets and sitemap beside the pages."""
    catalog = edition_domain(app.env).catalog
    if error or catalog is None:
        return
    out = Path(app.outdir)
    downloads.write_targets(out, catalog.targets, catalog.complete)
    downloads.write_works(out, "references", catalog.bibliography)
    for name, _, keys in catalog.citing_chapters():
        downloads.write_works(out, name, catalog.bibliography, keys)
    pages = [app.builder.get_target_uri(name) for name in app.env.collect_relations()]
    downloads.write_site_files(out, pages, catalog.meta)
