"""Pages, tables and cards as HTML, from templates that escape what they insert.

Functions here take rows and addresses as arguments; what needs Sphinx (nodes, directives,
builders) belongs in ``sphinxext``, references and export formats in ``citing``.
"""
