"""Honest work keeps every point on a machine that is busy with other things."""

import subprocess
import sys

import pytest

from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from tests.submissions.make import hand_in, reference

pytestmark = pytest.mark.corpus


@pytest.mark.parametrize("notebook", ["nb00_start", "nb01_backprop", "nb04_sgd", "nb05_lab"])
def test_four_busy_loops_beside_it_cost_no_point(tmp_path, notebook):
    hand_in(reference(notebook), tmp_path / "in" / notebook, "ada")
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    try:
        (result,) = grade_class(notebook, tmp_path / "in" / notebook, root=tmp_path, workers=1)
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    assert result.failed == {} and result.graded
    assert result.score == sum(notebooks.points(notebook).values())
