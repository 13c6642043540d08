"""Through real nbgrader, kernels and sandbox: who gets which points, and only those."""

import pytest

from autograder import notebooks
from autograder.classroom.coordinator import grade_class
from autograder.notebooks import edited
from autograder.registry import checks_of, right_answers_of, wrong_ideas_of
from tests.submissions.make import hand_in, reference, submission

NAMES = notebooks.names()


def ideas(notebook, corpus):
    """All wrong ideas, or in the short run the first of two answers."""
    found = wrong_ideas_of(notebook)
    first = {idea.answer: idea for idea in reversed(found)}
    return found if corpus else sorted(first.values(), key=lambda idea: idea.name)[:2]


def programs(notebook, corpus):
    """Name → (answers, wrong ideas in them): one program for each idea, or one for the two."""
    wrong = ideas(notebook, corpus)
    groups = [[idea] for idea in wrong] if corpus else [wrong]
    found = {
        "wrong_" + "_".join(idea.name for idea in group): (
            {idea.answer: edited(idea) for idea in group},
            group,
        )
        for group in groups
    }
    rights = right_answers_of(notebook) if corpus else []
    return found | {f"right_{right.name}": (right.answers, []) for right in rights}


def write_class(folder, notebook, corpus):
    hand_in(reference(notebook), folder, "reference")
    hand_in(submission(notebook, {}), folder, "untouched")
    for name, (answers, _) in programs(notebook, corpus).items():
        hand_in(reference(notebook, **answers), folder, name)


def graded(tmp_path_factory, notebook, corpus):
    folder = tmp_path_factory.mktemp("class") / notebook
    write_class(folder, notebook, corpus)
    results = grade_class(notebook, folder, root=tmp_path_factory.mktemp("course"))
    return {result.student: result for result in results}


def lost(result):
    return {key.split("/")[1] for key in result.failed}


def check_class(notebook, results, corpus):
    everything = set(notebooks.points(notebook))
    gates = {check.grade_id for check in checks_of(notebook).values() if check.gate}
    wanted = {"reference": set(), "untouched": everything}
    wanted |= {
        name: {key for idea in group for key in idea.fails}
        for name, (_, group) in programs(notebook, corpus).items()
    }
    got = {name: lost(result) for name, result in results.items()}
    wrongly = {
        name: got[name] ^ wanted[name]
        for name in results
        if (got[name] ^ wanted[name]) - (gates if name.startswith("wrong_") else set())
    }
    assert not wrongly
    assert unnamed(notebook, results, corpus) == []
    assert results["untouched"].score == 0
    assert results["reference"].score == sum(notebooks.points(notebook).values())


def unnamed(notebook, results, corpus):
    """Wrong ideas whose message does not name them, though their result shows them."""
    checks = checks_of(notebook)
    return [
        (name, key)
        for name, (_, group) in programs(notebook, corpus).items()
        for key, found in results[name].failed.items()
        if not checks[key].gate
        and found["idea"] not in {idea.name for idea in group}
        and "Your line" not in found["message"]
    ]


@pytest.mark.parametrize("notebook", NAMES)
def test_each_submission_loses_exactly_its_own_items(tmp_path_factory, notebook):
    check_class(notebook, graded(tmp_path_factory, notebook, corpus=False), corpus=False)


@pytest.mark.corpus
@pytest.mark.parametrize("notebook", NAMES)
def test_every_known_program_loses_exactly_its_own_items(tmp_path_factory, notebook):
    check_class(notebook, graded(tmp_path_factory, notebook, corpus=True), corpus=True)
