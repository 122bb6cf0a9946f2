"""Each numbered section for machines: as Markdown, as data, and what the data hold."""
