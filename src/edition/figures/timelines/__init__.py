"""Events on an axis of time."""
