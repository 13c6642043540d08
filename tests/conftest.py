"""Shared by all tests: which files are no tests, one thread each, the same draws every time."""

import os

import pytest

collect_ignore_glob = ["submissions/*", "*.ipynb"]

# One thread each: the tests run side by side, and results do not depend on the machine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("COURSE_SECRET", "the tests draw the same inputs every time")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """The longest come first; what shares preparations stays on one worker."""
    items.sort(key=lambda item: item.path.name != "test_solutions.py")
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))


def group_of(item):
    """A wrong idea goes with those of its item; other tests of a notebook go with it."""
    asked = item.callspec.params if hasattr(item, "callspec") else {}
    idea, notebook = asked.get("idea"), asked.get("notebook", asked.get("name"))
    if idea:
        return f"{idea.notebook} {idea.fails[0]}"
    return f"{item.path.name} {notebook}" if notebook else item.path.name
