"""Shared by all tests: which files are no tests, one thread each, the same draws every time."""

import os

import pytest

collect_ignore_glob = ["submissions/*", "*.ipynb"]

# One thread each: the tests run side by side, and results do not depend on the machine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("COURSE_SECRET", "the tests draw the same inputs every time")

# Each program of these files may be proven anywhere; other files share what they prepare.
SPREAD = ("test_proofs.py", "test_build.py")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """A file's tests stay on one worker, a notebook's cells in order; proofs are spread."""
    for item in items:
        notebook = getattr(item, "callspec", None) and item.callspec.params.get("name")
        group = f"build {notebook}" if notebook else item.path.name
        if item.path.name not in SPREAD or notebook:
            item.add_marker(pytest.mark.xdist_group(group))
