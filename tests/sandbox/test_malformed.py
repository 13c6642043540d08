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
    "all_cells_in_reverse_order", "all_metadata_lost", "answers_merged_into_one_cell",
    "copied_answer_last_copy_wrong", "grade_cells_deleted", "nbformat_3",
]  # fmt: skip
# Neighbours in the list are of one kind: every third is graded here, all in the corpus.
QUICK = set([*VARIANTS][::3])
EACH = [
    name if name in QUICK else pytest.param(name, marks=pytest.mark.corpus) for name in VARIANTS
]


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
def results(root, request):
    """The class of all malformed submissions that are asked for, graded in one run."""
    asked = [item for item in request.session.items if item.path == Path(__file__)]
    for name in {item.callspec.params["name"] for item in asked if hasattr(item, "callspec")}:
        hand_in(name, root / "handed_in")
    found = grade_class(NOTEBOOK, root / "handed_in", root=root, workers=2)
    return {result.student: result for result in found}


def lost(result):
    return {key.split("/")[1] for key in result.failed}


@pytest.mark.parametrize("name", EACH)
def test_only_the_damaged_item_loses_points(results, name):
    result, wanted = results[name], VARIANTS[name]
    assert lost(result) == set(wanted.lost)
    assert result.score == wanted.score
    assert wanted.reason in result.problem
    assert bool(result.problem) == bool(wanted.reason)


def test_the_gradebook_holds_every_score(results, root):
    with Gradebook(database_url(root)) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions(NOTEBOOK)}
    assert found == {name: VARIANTS[name].score for name in results}


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


def course_in(folder):
    """A copy of this course whose gradebook knows the assignment."""
    for name in ("autograder", f"source/{NOTEBOOK}", f"release/{NOTEBOOK}"):
        shutil.copytree(notebooks.ROOT / name, folder / name)
    shutil.copy(notebooks.ROOT / "nbgrader_config.py", folder)
    (folder / "data").symlink_to(notebooks.DATA)  # a grader that runs as root shows it
    nbgrader(folder, "generate_assignment", "--force")  # the release is committed already


def test_plain_nbgrader_gives_the_same_scores(tmp_path):
    """`nbgrader autograde` on the command line, in a course folder that is a copy of this one."""
    course_in(tmp_path)
    for name in PLAIN:
        hand_in(name, tmp_path / "submitted")
    nbgrader(tmp_path, "autograde")
    with Gradebook(database_url(tmp_path)) as gradebook:
        found = {s.student.id: s.score for s in gradebook.assignment_submissions(NOTEBOOK)}
    assert found == {name: VARIANTS[name].score for name in PLAIN}


def nbgrader(folder, verb, *options, exit_code=0):
    program = Path(sys.executable).with_name("nbgrader")
    environment = os.environ | {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [program, verb, NOTEBOOK, *options],
        cwd=folder, env=environment, text=True, capture_output=True,
    )  # fmt: skip
    assert done.returncode == exit_code, done.stderr


# What README says of `nbgrader autograde` by hand: no score, where `make grade` gives one.
LEFT_OUT = {
    "in_a_subfolder", "named_by_drive", "named_by_the_browser", "named_something_else",
    "named_with_a_second_suffix", "several_of_other_assignments", "zip_of_the_folder",
    "zip_renamed_to_ipynb", "byte_order_mark", "latin_1", "utf_16", "nul_bytes_in_the_file",
    "cut_off_in_an_answer", "one_cell_garbled", "trailing_commas", "git_conflict_in_one_cell",
    "several_of_which_the_named_one_is_damaged", "attachments", "cells_that_are_no_cells",
    "metadata_of_wrong_types", "notebook_metadata_missing", "notebook_metadata_of_wrong_type",
    "nbformat_5", "nbformat_number_missing", "outputs_of_wrong_types", "sources_that_are_no_text",
}  # fmt: skip


@pytest.mark.corpus
def test_plain_nbgrader_leaves_out_what_the_readme_says(tmp_path):
    """It cannot read these files; what it does with the others is shown above."""
    course_in(tmp_path)
    for name in VARIANTS:
        hand_in(name, tmp_path / "handed_in")
        own = tmp_path / "handed_in" / name
        found = own / NOTEBOOK if (own / NOTEBOOK).is_dir() else own
        shutil.copytree(found, tmp_path / "submitted" / name / NOTEBOOK, symlinks=True)
    nbgrader(tmp_path, "autograde", "--Referee.enabled=False", exit_code=1)
    graded = {path.parts[-3] for path in (tmp_path / "autograded").glob("*/*/*.ipynb")}
    mended = {name for name, one in VARIANTS.items() if not one.reason}
    assert mended - graded == LEFT_OUT
