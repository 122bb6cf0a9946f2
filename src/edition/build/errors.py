"""The error that ends a build."""


class BuildError(Exception):
    """A book that cannot be built; the message is the whole report."""
