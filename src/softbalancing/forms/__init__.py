"""The book in other forms than pages: EPUB, PDF, single sections for machines."""
