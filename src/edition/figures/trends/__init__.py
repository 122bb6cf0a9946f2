"""Numbers over years, one line a name."""
