"""Every malformed submission ends in a definite score; only the damaged item loses points."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from autograder.course import database_url
from tests.submissions.malformed import FILE, NOTEBOOK, VARIANTS, files

PLAIN = [
    "all_cells_in_reverse_order", "all_metadata_lost", "answer_retyped_to_markdown",
    "answers_merged_into_one_cell", "copied_answer_last_copy_wrong", "cell_ids_all_the_same",
    "grade_cells_deleted", "nbformat_3", "nbgrader_metadata_of_an_old_version",
    "saved_by_colab", "windows_line_ends_in_cells",
]  # fmt: skip


def hand_in(name, folder):
    """Write one variant where its student would hand it in."""
    (folder / name).mkdir(parents=True)
    for path, data in files(name).items():
        target = folder / name / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.name == "link":
            target.with_name(FILE).symlink_to(data.decode())
        else:
            target.write_bytes(data)


@pytest.fixture(scope="session")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("malformed")


@pytest.fixture(scope="session")
def results(root):
    """The whole class of malformed submissions, graded in one run."""
    for name in VARIANTS:
        hand_in(name, root / "handed_in")
    found = grade_class(NOTEBOOK, root / "handed_in", root=root, workers=2)
    return {result.student: result for result in found}


def lost(result):
    return {key.split("/")[1] for key in result.failed}


@pytest.mark.parametrize("name", VARIANTS)
def test_only_the_damaged_item_loses_points(results, name):
    result, wanted = results[name], VARIANTS[name]
    assert lost(result) == set(wanted.lost)
    assert result.score == wanted.score
    assert wanted.reason in result.problem
    assert bool(result.problem) == bool(wanted.reason)


def test_the_gradebook_holds_every_score(results, root):
    with Gradebook(database_url(root)) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions(NOTEBOOK)}
    assert found == {name: one.score for name, one in VARIANTS.items()}


def test_a_second_run_finds_every_result(results, root):
    before = entries(root)
    again = grade_class(NOTEBOOK, root / "handed_in", root=root)
    assert {result.student: result.score for result in again} == {
        name: result.score for name, result in results.items()
    }
    assert entries(root) == before


def entries(root):
    """When each result was written."""
    return {path: path.stat().st_mtime_ns for path in root.rglob("*.json")}


def test_plain_nbgrader_gives_the_same_scores(tmp_path):
    """`nbgrader autograde` on the command line, in a course folder that is a copy of this one."""
    for name in ("autograder", f"source/{NOTEBOOK}", f"release/{NOTEBOOK}"):
        shutil.copytree(notebooks.ROOT / name, tmp_path / name)
    shutil.copy(notebooks.ROOT / "nbgrader_config.py", tmp_path)
    (tmp_path / "data").symlink_to(notebooks.DATA)  # a grader that runs as root shows it
    for name in PLAIN:
        hand_in(name, tmp_path / "submitted")
    nbgrader(tmp_path, "generate_assignment", "--force")  # the release is committed already
    nbgrader(tmp_path, "autograde")
    with Gradebook(database_url(tmp_path)) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions(NOTEBOOK)}
    assert found == {name: VARIANTS[name].score for name in PLAIN}


def nbgrader(folder, verb, *options):
    program = Path(sys.executable).with_name("nbgrader")
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [program, verb, NOTEBOOK, *options],
        cwd=folder, env=environment, text=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
