"""Lies in the place of a package that a notebook's exercises are done without."""

raise ModuleNotFoundError(f"No module named {__name__!r}", name=__name__)
