"""A new assignment is proven, built and linted as it stands."""

import shutil
import subprocess
import sys

import pytest

from autograder import notebooks

KIT = ("autograder", "source", "release", "data", "docs", "nbgrader_config.py", "pyproject.toml")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A copy of the course, small: only one of its notebooks."""
    root = tmp_path_factory.mktemp("course")
    for name in KIT:
        path = notebooks.ROOT / name
        copy = shutil.copytree if path.is_dir() else shutil.copy
        copy(path, root / name)
    for folder in (root / "source").iterdir():
        if folder.name != "nb00_start":
            shutil.rmtree(folder)
    return root


def verb(course, *words):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *words], cwd=course, capture_output=True, text=True
    )


def test_a_new_assignment_passes_everything_as_it_stands(course):
    made = verb(course, "new", "nb42_demo")
    assert "written: release/nb42_demo/nb42_demo.ipynb" in made.stdout, made.stderr
    assert verb(course, "prove", "nb42_demo").stdout == "nb42_demo: every check is proven.\n"
    assert verb(course, "lint", "nb42_demo").returncode == 0


@pytest.mark.parametrize("name", ["demo", "nb00_start", "nb7_x"])
def test_a_name_that_does_not_fit_is_one_sentence(course, name):
    refused = verb(course, "new", name)
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1
