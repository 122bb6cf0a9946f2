"""Drawing in CSS pixels on a Matplotlib Axes: colors, fonts, text widths, shapes and scales.

Nothing here knows a kind of figure or a table.
"""
