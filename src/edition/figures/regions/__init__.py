"""Draw and describe maps: states by their outlines, cities, and a list of places elsewhere.

Projection, outlines and the placement of names belong here; which outlines there are does not.
"""
