"""Shared by all tests: which files are no tests, one thread each, the same draws every time."""

import os

collect_ignore_glob = ["submissions/*", "*.ipynb"]

# One thread each: the tests run side by side, and results do not depend on the machine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("COURSE_SECRET", "the tests draw the same inputs every time")
