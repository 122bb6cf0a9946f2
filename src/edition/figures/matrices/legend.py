"""Numbers above a matrix's columns where their heads find no room, and what they stand for."""

from edition.figures.canvas.text_metrics import text_width, wrap_text

from .column_layout import GROUP, HEAD, SMALL


def list_keys(head, y):
    """Number the columns, and say above them what the numbers mean, group by group."""
    wide = max(text_width(name, HEAD) for name in head.names) + 40
    across = max(int(head.page // wide), 1)
    for group in dict.fromkeys(head.groups):
        if group:
            head.pen.text(0, y + 9, group, size=GROUP, weight=600, tone=head.hue(group))
            y += 20
        members = [i for i, g in enumerate(head.groups) if g == group]
        deep = -(-len(members) // across)
        bottoms = [
            _column(head, members[start : start + deep], start // deep * wide, y)
            for start in range(0, len(members), deep)
        ]
        y = max(bottoms) + 8
    head.top = y + 2
    return draw_keys(head, y + 4)


def _column(head, members, x, y):
    """List some of the keys downwards, and return the bottom."""
    for i in members:
        head.pen.text(
            x + 16, y + 8, str(i + 1), size=HEAD, weight=600, tone="muted", anchor="right"
        )
        for line in wrap_text(head.names[i], HEAD, head.page - 24):
            head.pen.text(x + 22, y + 8, line, size=HEAD)
            y += 16
    return y


def draw_keys(head, y):
    """Set the numbers of the columns, and return where the cells begin."""
    for i, x in enumerate(head.plan.xs):
        telling = head.tone(i) == "ink"
        tone = head.made.side(head.made.columns[i]) if telling else "muted"
        weight = 600 if telling else 400
        head.pen.text(x, y + 9, str(i + 1), size=SMALL, weight=weight, tone=tone, anchor="center")
    return y + 20
