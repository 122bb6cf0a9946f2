"""The making of the book: pages, notebooks, receipt and archive, PDF and EPUB; its verification.

What only reads the project, or only adds to a page, belongs to the rooms beneath.
"""
