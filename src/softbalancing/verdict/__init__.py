"""The verdict of the thesis, computed from the codings, with its sensitivity to other codings.

Rules that turn codings and expectations into counts, tests and an answer belong here; how
they are drawn or worded on a page does not.
"""
