"""Tables, their schema, the bibliography, sources and dates: read, validated, typed, in words.

Nothing here draws, writes HTML or knows of pages.
"""
