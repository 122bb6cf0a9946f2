"""The code of a figure stands behind it, in the page as in the order of the keyboard."""

from __future__ import annotations

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class CodeLast(SphinxPostTransform):
    """Put a folded input behind the output that it made."""

    default_priority = 200  # MyST-NB folds it at 199
    formats = ("html",)

    def run(self, **kwargs) -> None:
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") == "cell_code" and len(cell) > 1:
                if isinstance(cell[0], HideCodeCellNode):
                    cell.append(cell.pop(0))


def setup(app: Sphinx) -> None:
    """Wire the transform in."""
    app.add_post_transform(CodeLast)
