"""What the tests of checks and messages share: every notebook's programs, each run once."""

import functools

from autograder import notebooks, registry
from autograder.authoring import prove
from autograder.grading import judge

OUTCOMES = {}


def notebooks_with_checks():
    return [name for name in notebooks.names() if _has_checks(name)]


def _has_checks(notebook):
    try:
        registry.load(notebook)
    except registry.NoChecks:
        return False
    return True


def checks():
    return [c for name in notebooks_with_checks() for c in registry.checks_of(name).values()]


def wrong_ideas():
    return [idea for name in notebooks_with_checks() for idea in registry.wrong_ideas_of(name)]


def right_answers():
    """Triples (notebook, name, {answer id: text})."""
    return [
        (notebook, right.name, right.answers)
        for notebook in notebooks_with_checks()
        for right in registry.right_answers_of(notebook)
    ]


@functools.cache
def reference(notebook):
    return notebooks.run(notebook)


def is_gate(notebook, grade_id):
    return registry.checks_of(notebook)[f"{notebook}/{grade_id}"].gate


def graded_ids(idea):
    """The grade ids that a wrong idea can lose in a short test: no gate but its own."""
    return prove.quick_ids(idea.notebook) | set(idea.fails)


def remembered_outcome(check, student, seed, outcome=judge.outcome):
    """`judge.outcome`, once for each check and program: a program is its dict of globals."""
    key = check.key, id(student.namespace), seed
    if key not in OUTCOMES:
        OUTCOMES[key] = student.namespace, outcome(check, student, seed)
    return OUTCOMES[key][1]
