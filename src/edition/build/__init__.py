"""Make the book: pages with notebooks, receipt and archive; PDF and EPUB; verification, server.

What only reads the project, or only adds to a page, belongs to the rooms beneath.
"""
