"""Timelines: dated rows on an axis of time, in lanes, each with its label.

What reads, places, draws or describes dated rows belongs here; drawing in pixels is in `canvas`.
"""
