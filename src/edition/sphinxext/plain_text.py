"""Text of a part of a page as it is printed, without notes and markup."""

from docutils import nodes

from .addnodes import row_reference, sidenote

NOT_PRINTED = (nodes.raw, nodes.footnote_reference, sidenote)


def printed_text(node: nodes.Element) -> str:
    """Return the text of a resolved node: references to rows as printed, no notes, no raw parts."""
    if isinstance(node, NOT_PRINTED):
        return ""
    copy = node.deepcopy()
    for reference in list(copy.findall(row_reference)):
        reference.parent.replace(reference, nodes.Text(reference["text"]))
    for kind in NOT_PRINTED:
        for each in list(copy.findall(kind)):
            each.parent.remove(each)
    return copy.astext()
