"""The solutions run from top to bottom and print what was committed: nbval, each one whole."""

import subprocess
import sys

import pytest

from autograder import notebooks
from autograder.notebooks import ROOT, SOLUTIONS, path_of

NBVAL = ["--nbval", "--nbval-sanitize-with", "tests/nbval.cfg"]
ALONE = ["-q", "--no-header", "-p", "no:xdist", "-p", "no:cacheprovider"]


@pytest.mark.parametrize("name", notebooks.names())
def test_solution_prints_what_is_committed(name):
    command = [sys.executable, "-m", "pytest", *ALONE, *NBVAL, path_of(SOLUTIONS, name)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:]
