"""Do the checks say yes to every right program, and no to every wrong one?"""

from pathlib import Path

import pytest

from autograder import data, notebooks, registry
from autograder.authoring import prove
from autograder.grading import judge
from autograder.grading.failures import MachineFault
from autograder.grading.student import NamespaceStudent
from tests import proofs


def by_name(item):
    return f"{item.notebook}-{item.name}"


@pytest.mark.parametrize("check", proofs.checks(), ids=lambda check: check.key)
def test_reference_solution_passes(check):
    notebook = check.key.split("/")[0]
    assert prove.failing(notebook, proofs.reference(notebook), only={check.grade_id}) == {}


@pytest.mark.parametrize("notebook", proofs.notebooks_with_checks())
def test_untouched_release_passes_nothing(notebook):
    every_id = {check.grade_id for check in registry.checks_of(notebook).values()}
    assert set(prove.failing(notebook, prove.untouched_namespace(notebook))) == every_id


@pytest.mark.parametrize("idea", proofs.wrong_ideas(), ids=by_name)
def test_wrong_idea_loses_its_own_points_only(idea):
    lost = prove.failing(
        idea.notebook, notebooks.wrong_namespace(idea), only=proofs.graded_ids(idea)
    )
    assert set(lost) == set(idea.fails)


@pytest.mark.parametrize(
    ("notebook", "name", "replaced"),
    [pytest.param(*row, id="-".join(row[:2])) for row in proofs.right_answers()],
)
def test_unusual_right_answer_keeps_every_point(notebook, name, replaced):
    namespace = notebooks.run(notebook, replaced)
    assert prove.failing(notebook, namespace, only=prove.quick_ids(notebook)) == {}


@pytest.mark.parametrize("notebook", proofs.notebooks_with_checks())
def test_every_check_knows_a_wrong_idea(notebook):
    known = {grade_id for idea in registry.wrong_ideas_of(notebook) for grade_id in idea.fails}
    assert prove.quick_ids(notebook) <= known


@pytest.mark.parametrize("notebook", proofs.notebooks_with_checks())
def test_checks_and_graded_cells_are_the_same(notebook):
    cells = {f"{notebook}/{grade_id}" for grade_id in notebooks.points(notebook)}
    assert set(registry.checks_of(notebook)) == cells


@pytest.mark.corpus
@pytest.mark.parametrize("check", proofs.checks(), ids=lambda check: check.key)
def test_reference_solution_passes_whatever_is_drawn(check):
    student = NamespaceStudent(proofs.reference(check.key.split("/")[0]))
    draws = range(5 if check.gate else 100)
    assert [seed for seed in draws if judge.outcome(check, student, seed)] == []


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("notebook", "name", "replaced"),
    [pytest.param(*row, id="-".join(row[:2])) for row in proofs.right_answers()],
)
def test_unusual_right_answer_passes_whatever_is_drawn(notebook, name, replaced):
    namespace, only = notebooks.run(notebook, replaced), prove.quick_ids(notebook)
    lost = [prove.failing(notebook, namespace, only=only, seed=seed) for seed in range(1, 6)]
    assert lost == [{}] * 5


def test_a_missing_file_of_the_course_is_no_students_mistake(monkeypatch):
    monkeypatch.setattr(data, "housing", Path("missing.csv").read_bytes)
    check = registry.checks_of("nb01_backprop")["nb01_backprop/housing-nan-free"]
    with pytest.raises(MachineFault, match="housing-nan-free cannot be judged.*missing.csv"):
        judge.outcome(check, NamespaceStudent({}), prove.SEED)
