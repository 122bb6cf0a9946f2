"""The book as one file: EPUB and PDF."""
