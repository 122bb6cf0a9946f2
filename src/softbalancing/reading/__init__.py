"""A reader's own codings: read, checked and judged as the edition's are, here and in the browser.

What a reading changes, what follows and what would turn it belong here; the rules of the verdict
do not.
"""
