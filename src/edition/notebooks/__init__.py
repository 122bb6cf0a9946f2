"""The pages that are notebooks: their execution in kernels, their stored outputs, their receipt.

What depends on Sphinx, or on how outputs look on a page, does not belong here.
"""
