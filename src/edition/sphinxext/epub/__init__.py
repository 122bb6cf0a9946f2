"""The EPUB: its builder, cover, metadata, and how it shows figures and tables."""
