"""Publishing a drawn figure: its text alternative, pictures and rows in one object.

What is particular to one kind of figure, or to one format of page, does not belong here.
"""
