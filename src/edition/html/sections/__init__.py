"""Numbered sections taken from finished pages, as Markdown, as JSON, and the schema of the JSON.

What reads tables or writes files belongs in ``sphinxext``.
"""
