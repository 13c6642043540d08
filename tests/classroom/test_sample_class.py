"""The sample class is what its maker makes, and every student gets the score of their story."""

import pytest

from autograder import notebooks
from autograder.classroom.class_scores import read_report
from autograder.classroom.coordinator import grade_class
from tests.submissions import sample_class

ALL = sum(notebooks.points(sample_class.NOTEBOOK).values())
SCORES = {
    "ada_reference": ALL,
    "ben_untouched": 0,
    "chi_unusual": ALL,
    "dev_forgot_l2": ALL - 6,
    "eva_per_sample": ALL - 6,
    "fay_bias_mean": ALL - 10,
    "gus_l2_on_bias": ALL - 6,
    "hal_colab": ALL,
    "ida_copied_cell": ALL,
    "jim_endless": ALL,
    "kim_deadly": ALL,
    "lee_greedy": 0,
}


def test_the_committed_files_are_current():
    made = {name: sample_class.text(nb) for name, nb in sample_class.students().items()}
    found = {path.parent.name: path.read_text() for path in sample_class.FOLDER.glob("*/*.ipynb")}
    assert made == found, "Run: python -m tests.submissions.sample_class"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return tmp_path_factory.mktemp("course")


@pytest.fixture(scope="module")
def results(root):
    graded = grade_class(sample_class.NOTEBOOK, sample_class.FOLDER, root=root)
    return {result.student: result for result in graded}


def test_every_student_gets_the_score_of_their_story(results):
    assert {name: result.score for name, result in results.items()} == SCORES


def test_each_wrong_idea_is_named(results):
    named = {
        name: {found["idea"] for found in result.failed.values()}
        for name, result in results.items()
        if name.split("_")[0] in ("dev", "eva", "fay", "gus")
    }
    assert named == {
        "dev_forgot_l2": {"l2-missing"},
        "eva_per_sample": {sample_class.WRONG[0]},
        "fay_bias_mean": {sample_class.WRONG[1]},
        "gus_l2_on_bias": {sample_class.WRONG[2]},
    }


def test_what_training_runs_reach_is_noted(results, root):
    _, reached = read_report(root, "ada_reference", sample_class.NOTEBOOK)
    assert sorted(key.split("/")[1] for key in reached) == [
        "housing-nan-free", "mnist-run-accuracy"
    ]  # fmt: skip
    assert all(value >= needed for value, needed in reached.values())
    assert read_report(root, "ben_untouched", sample_class.NOTEBOOK)[1] == {}


@pytest.mark.corpus
def test_three_gradings_give_the_same_scores_and_messages(tmp_path):
    folder = sample_class.FOLDER
    runs = [grade_class(sample_class.NOTEBOOK, folder, root=tmp_path / str(n)) for n in range(3)]
    told = [[(r.student, r.marks, r.failed, r.problem) for r in results] for results in runs]
    assert told[0] == told[1] == told[2]
