"""Specification curves: one result for each combination of choices, and the choices beneath.

What reads, draws or describes such curves belongs here; drawing in pixels is in `canvas`.
"""
