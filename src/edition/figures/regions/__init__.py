"""Places on a map: states by their outlines, cities, and what lies elsewhere beneath."""
