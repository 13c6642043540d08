"""Shared by all tests: which files are no tests, one thread each, the same draws every time."""

import os

import pytest

collect_ignore_glob = ["submissions/*", "*.ipynb"]

# One thread each: the tests run side by side, and results do not depend on the machine.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("COURSE_SECRET", "the tests draw the same inputs every time")


# Files whose notebooks have nothing in common; all others prepare something once.
BY_NOTEBOOK = ("test_build", "test_grading", "test_proofs", "test_solutions")
# These run the same programs of one notebook.
PROGRAMS = ("test_build", "test_proofs")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """One more than there are cores: many tests wait, for a sandbox or for a limit of time."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_itemcollected(item):
    """What shares preparations stays on one worker."""
    item.add_marker(pytest.mark.xdist_group(group_of(item)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """A verb that ran in this process has closed new files to others: not for the next test."""
    os.umask(0o022)


def group_of(item):
    """The file, or the notebook where a file's notebooks share nothing."""
    file, asked = item.path.stem, item.callspec.params if hasattr(item, "callspec") else {}
    if "check" in asked:
        notebook = asked["check"].key.split("/")[0]
    elif "idea" in asked:
        notebook = asked["idea"].notebook
    else:
        notebook = asked.get("notebook", asked.get("name"))
    if file not in BY_NOTEBOOK or not notebook:
        return file
    return notebook if file in PROGRAMS else f"{file} {notebook}"


@pytest.fixture(scope="session")
def blank(tmp_path_factory):
    """The bytes of a gradebook that knows nb00_start and no student."""
    from autograder.classroom.gradebook import prepare
    from autograder.course import database_url

    root = tmp_path_factory.mktemp("blank")
    return prepare("nb00_start", root, database_url(root))
