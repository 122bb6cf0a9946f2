"""The book in other forms than pages: EPUB and PDF."""
