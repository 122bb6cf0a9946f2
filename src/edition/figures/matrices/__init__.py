"""Draw and describe matrices: tables of symbols that show what each row says of each column.

Counting, ordering and drawing of matrices belong here; what other figures draw too does not.
"""
