"""How long one submission may be computed on."""

import subprocess
import sys

from autograder import notebooks

ENDLESS = """
from autograder.classroom.patience import time_limit
with time_limit(0.5):
    while True:
        try:
            int("x")
        except ValueError:
            pass
"""


def test_what_takes_too_long_is_stopped_even_if_it_catches_exceptions():
    """In a process of its own, as submissions are graded."""
    done = subprocess.run(
        [sys.executable, "-c", ENDLESS], cwd=notebooks.ROOT, capture_output=True, text=True
    )
    assert "OutOfTime: It took longer than 0.5 seconds" in done.stderr
