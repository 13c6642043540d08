"""Do the checks, hidden and visible, say yes to every right program and no to every wrong one?

Each program is run once; everything that is said of it is looked at in one test.
"""

from pathlib import Path

import pytest

from autograder import data, notebooks, registry
from autograder.authoring import prove
from autograder.grading import judge, messages
from autograder.grading.failures import MachineFault
from autograder.grading.student import NamespaceStudent

NAMES = notebooks.names()
CHECKS = [check for name in NAMES for check in registry.checks_of(name).values()]
IDEAS = [idea for name in NAMES for idea in registry.wrong_ideas_of(name)]
GATES = {check.key for check in CHECKS if check.gate}
RIGHT = [(name, right) for name in NAMES for right in registry.right_answers_of(name)]
DRAWS = range(50)
# What such a failure says is the error itself: no wrong idea is looked for.
RAISING = {"missing", "not-written", "raised"}


def quick_ideas():
    """A gate's wrong ideas train whole networks: one an answer is here, all in the corpus."""
    firsts = {}
    for idea in IDEAS:
        trains = f"{idea.notebook}/{idea.fails[0]}" in GATES
        firsts.setdefault((idea.notebook, idea.answer) if trains else idea, idea)
    return list(firsts.values())


each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
each_idea = pytest.mark.parametrize("idea", IDEAS, ids=lambda i: f"{i.notebook}-{i.name}")
each_quick_idea = pytest.mark.parametrize(
    "idea", quick_ideas(), ids=lambda i: f"{i.notebook}-{i.name}"
)
each_right = pytest.mark.parametrize(
    ("notebook", "right"), RIGHT, ids=[f"{name}-{right.name}" for name, right in RIGHT]
)
each_notebook = pytest.mark.parametrize("notebook", NAMES)


@each_check
def test_reference_solution_passes(check):
    notebook = check.key.split("/")[0]
    assert prove.failing(notebook, prove.reference(notebook), only={check.grade_id}) == {}


@each_notebook
def test_untouched_release_passes_nothing(notebook):
    every_id = {check.grade_id for check in registry.checks_of(notebook).values()}
    assert set(prove.failing(notebook, prove.untouched_namespace(notebook))) == every_id


@each_quick_idea
def test_wrong_idea_loses_its_own_points_only_and_is_refused_visibly(idea):
    assert list(prove.wrong_idea(idea)) == []
    check = registry.checks_of(idea.notebook)[f"{idea.notebook}/{idea.fails[0]}"]
    if not check.gate:
        assert_named(idea, check)


def assert_named(idea, check):
    """The message keeps its form and names the mistake that was made."""
    student = NamespaceStudent(notebooks.wrong_namespace(idea))
    verdict = judge.judge(check.key, student, prove.SEED)
    section = notebooks.section_of(idea.notebook, check.grade_id)
    assert_form(verdict.message, check, section)
    if judge.failure_of(idea, check.grade_id, prove.SEED).kind not in RAISING:
        known = {one.name: one for one in registry.wrong_ideas_of(idea.notebook)}
        if verdict.idea:
            assert known[verdict.idea].hint == idea.hint
            assert idea.hint[:30] in flat(verdict.message)
        else:
            assert others_that_do_the_same(idea, check), "its hint is not found"


def others_that_do_the_same(idea, check):
    """Ideas with another hint and the very same result here: then no hint is given."""
    mine = judge.failure_of(idea, check.grade_id, prove.SEED)
    return [
        other.name
        for other in registry.wrong_ideas_of(idea.notebook)
        if check.grade_id in other.fails and other.hint != idea.hint
        if judge.explains(other, check, mine, prove.SEED)
    ]


def assert_form(message, check, section):
    lines = message.splitlines()
    assert len(lines) <= messages.LINES
    assert max(map(len, lines)) <= messages.WIDTH
    assert lines[0] == f"{check.grade_id}: not right yet."
    assert f"Checked: {check.sentence}"[:60] in flat(message)
    assert sum(line.startswith("Next: ") for line in lines) == 1
    assert section
    assert f"Read again: {section}" in flat(message)


def flat(text):
    return " ".join(text.split())


@each_right
def test_unusual_right_answer_keeps_every_point_and_every_tick(notebook, right):
    assert list(prove.right_answer(notebook, right)) == []


@each_notebook
def test_every_check_knows_a_wrong_idea(notebook):
    known = {grade_id for idea in registry.wrong_ideas_of(notebook) for grade_id in idea.fails}
    assert prove.quick_ids(notebook) <= known


@each_notebook
def test_checks_and_graded_cells_are_the_same(notebook):
    cells = {f"{notebook}/{grade_id}" for grade_id in notebooks.points(notebook)}
    assert set(registry.checks_of(notebook)) == cells


@pytest.mark.corpus
@each_check
def test_reference_solution_passes_whatever_is_drawn(check):
    student = NamespaceStudent(prove.reference(check.key.split("/")[0]))
    draws = range(5 if check.gate else 100)
    assert [seed for seed in draws if judge.outcome(check, student, seed)] == []


@pytest.mark.corpus
@each_idea
def test_wrong_idea_is_refused_whatever_is_drawn(idea):
    checks = registry.checks_of(idea.notebook)
    student = NamespaceStudent(notebooks.wrong_namespace(idea))
    for grade_id in idea.fails:
        check = checks[f"{idea.notebook}/{grade_id}"]
        draws = range(3) if check.gate else DRAWS
        assert [seed for seed in draws if judge.outcome(check, student, seed) is None] == []


@pytest.mark.corpus
@each_idea
def test_wrong_idea_is_refused_visibly_too(idea):
    assert list(prove.wrong_idea(idea)) == []


@pytest.mark.corpus
@each_idea
def test_wrong_idea_loses_nothing_else(idea):
    only = prove.quick_ids(idea.notebook) - prove.asked_of(idea)
    assert prove.failing(idea.notebook, notebooks.wrong_namespace(idea), only=only) == {}


@pytest.mark.corpus
@each_right
def test_unusual_right_answer_passes_whatever_is_drawn(notebook, right):
    namespace, only = notebooks.run(notebook, right.answers), prove.quick_ids(notebook)
    lost = [prove.failing(notebook, namespace, only=only, seed=seed) for seed in DRAWS]
    assert lost == [{}] * len(DRAWS)


def test_a_missing_file_of_the_course_is_no_students_mistake(monkeypatch):
    monkeypatch.setattr(data, "housing", Path("missing.csv").read_bytes)
    check = registry.checks_of("nb01_backprop")["nb01_backprop/housing-nan-free"]
    with pytest.raises(MachineFault, match="housing-nan-free cannot be judged.*missing.csv"):
        judge.outcome(check, NamespaceStudent({}), prove.SEED)
