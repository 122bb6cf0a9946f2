"""The citation audit: rules that find slips in the apparatus of the original text, and a report.

Rules see citations and works only; reading the tables and printing belong elsewhere.
"""
