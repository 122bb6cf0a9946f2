"""What identifies a project: its folder, metadata, version and vocabulary; how files are written.

Nothing here reads a table or knows what a page, figure or book consists of.
"""
