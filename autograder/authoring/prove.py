"""Proof that every check says yes and no to the right programs, in this process.

The tests use it, and an author runs `python -m autograder prove NOTEBOOK`.
"""

from .. import notebooks
from ..grading.judge import outcome
from ..grading.student import NamespaceStudent
from ..registry import checks_of, right_answers_of, wrong_ideas_of

SEED = 20_240_229


def failing(notebook, namespace, seed=SEED, only=None):
    """Grade ids that the code in `namespace` fails, with the failures."""
    found = {}
    for check in checks_of(notebook).values():
        if only is None or check.grade_id in only:
            failure = outcome(check, NamespaceStudent(namespace), seed)
            if failure:
                found[check.grade_id] = failure
    return found


def quick_ids(notebook):
    """The grade ids of the checks that do not train a whole network."""
    return {check.grade_id for check in checks_of(notebook).values() if not check.gate}


def report(notebook):
    """Lines that say what is not proven; empty when all is well."""
    yield from _wrongly_failed("reference", notebook, notebooks.run(notebook))
    untouched = failing(notebook, untouched_namespace(notebook))
    for grade_id in {check.grade_id for check in checks_of(notebook).values()} - set(untouched):
        yield f"untouched release passes {grade_id}"
    for idea in wrong_ideas_of(notebook):
        yield from _wrong_idea(notebook, idea)
    if not right_answers_of(notebook):
        yield f"{notebook}/right_answers/ is missing: unusual programs that must pass"
    for right in right_answers_of(notebook):
        yield from _wrongly_failed(right.name, notebook, notebooks.run(notebook, right.answers))


def untouched_namespace(notebook):
    """The globals after running the release as it is, its errors passed over."""
    namespace = {"__name__": "__main__", "quick_check": lambda *_, **__: None}
    for cell in notebooks.source(notebook).cells:
        if cell.cell_type != "code" or notebooks.is_graded(cell) or notebooks.is_experiment(cell):
            continue
        text = notebooks.stub(cell) if notebooks.is_answer(cell) else cell.source
        try:
            notebooks.execute(text, f"<cell {notebook} {cell.id}>", namespace)
        except Exception:
            continue
    return namespace


def _wrongly_failed(name, notebook, namespace):
    for grade_id, failure in failing(notebook, namespace).items():
        yield f"{name}: fails {grade_id}: {failure.kind} {failure.what} {failure.facts}"


def _wrong_idea(notebook, idea):
    namespace = notebooks.wrong_namespace(idea)
    lost = failing(notebook, namespace, only=quick_ids(notebook) | set(idea.fails))
    if set(lost) != set(idea.fails):
        yield f"wrong idea {idea.name}: should fail {sorted(idea.fails)}, fails {sorted(lost)}"
