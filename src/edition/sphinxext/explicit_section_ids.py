"""Transform that makes a section's explicit label its address, instead of its title's slug."""

from docutils import nodes
from sphinx.transforms import SphinxTransform


def explicit_ids(section: nodes.section, document: nodes.document) -> list[str]:
    """Return the ids that stem from explicit labels, those of numbered sections first."""
    labels = {document.nameids[name] for name, explicit in document.nametypes.items() if explicit}
    ids = [id_ for id_ in section["ids"] if id_ in labels]
    return sorted(ids, key=lambda id_: not id_.startswith("sec-"))


class PreferExplicitIds(SphinxTransform):
    """Put explicit labels first: Sphinx uses the first id in contents, permalinks and search."""

    default_priority = 845  # before the domains (850) and the table of contents collect ids

    def apply(self, **kwargs: object) -> None:
        for section in self.document.findall(nodes.section):
            first = explicit_ids(section, self.document)
            section["ids"] = first + [id_ for id_ in section["ids"] if id_ not in first]
