"""Post-transform that puts the folded code of a cell after the output it made."""

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx.transforms.post_transforms import SphinxPostTransform


class MoveCodeAfterOutput(SphinxPostTransform):
    """Move folded input behind its output."""

    default_priority = 200  # MyST-NB folds input at 199
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        for cell in self.document.findall(nodes.container):
            if cell.get("nb_element") == "cell_code" and len(cell) > 1:
                if isinstance(cell[0], HideCodeCellNode):
                    cell.append(cell.pop(0))
