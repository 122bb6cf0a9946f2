"""Line charts: numbers by year, one line for each name.

What reads, draws or describes such lines belongs here; drawing in pixels is in `canvas`.
"""
