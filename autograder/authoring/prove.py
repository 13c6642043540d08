"""Proof that every check, hidden and visible, says yes and no to the right programs.

In this process. The tests use it, and an author runs `make prove ASSIGNMENT=…`.
"""

import functools
import zlib

from .. import notebooks
from ..grading import judge
from ..grading.student import NamespaceStudent
from ..registry import checks_of, rehearsals, right_answers_of, wrong_ideas_of
from . import visible
from .reach import reached, reached_visibly

SEED = 20_240_229


def failing(notebook, namespace, seed=SEED, only=None):
    """Grade ids that the code in `namespace` fails, with the failures."""
    found = {}
    for check in checks_of(notebook).values():
        if only is None or check.grade_id in only:
            failure = judge.outcome(check, NamespaceStudent(namespace), seed)
            if failure:
                found[check.grade_id] = failure
    return found


def quick_ids(notebook):
    """The grade ids of the checks that do not train a whole network."""
    return {check.grade_id for check in checks_of(notebook).values() if not check.gate}


def asked_of(idea):
    """The grade ids that a wrong idea is asked for: what it must lose, and what it must not.

    Of the latter, those that can run its code are asked in turn: each idea takes one of its own
    answer and one of another answer, and `make corpus` asks them all.
    """
    seen = {key for key, answers in reached(idea.notebook).items() if idea.answer in answers}
    own = {key for key in seen if notebooks.answer_of(idea.notebook, key) == idea.answer}
    kept = own - set(idea.fails)
    return set(idea.fails) | some(idea, kept, 1) | some(idea, seen - own, 1)


def some(idea, keys, count):
    """`count` of the keys, others for each idea, the same in every run."""
    return set(sorted(keys, key=lambda key: zlib.crc32(f"{idea.name} {key}".encode()))[:count])


@functools.cache
def reference(notebook):
    """The globals of the reference solution; do not change."""
    return notebooks.run(notebook)


def report(notebook):
    """Lines that say what is not proven; empty when all is well."""
    yield from wrongly_failed("reference", notebook, reference(notebook))
    untouched = failing(notebook, untouched_namespace(notebook))
    for grade_id in {check.grade_id for check in checks_of(notebook).values()} - set(untouched):
        yield f"untouched release passes {grade_id}"
    for idea in wrong_ideas_of(notebook):
        yield from wrong_idea(idea)
    if not right_answers_of(notebook):
        yield f"{notebook}/right_answers/ is missing: unusual programs that must pass"
    for right in right_answers_of(notebook):
        yield from right_answer(notebook, right)


def untouched_namespace(notebook):
    """The globals after running the release as it is, its errors passed over."""
    namespace = notebooks.new_namespace()
    for cell in notebooks.cells_that_run(notebook):
        text = notebooks.stub(cell) if notebooks.is_answer(cell) else cell.source
        try:
            notebooks.execute(text, notebooks.file_of(notebook, cell), namespace)
        except Exception:
            continue
    return namespace


def wrongly_failed(name, notebook, namespace, only=None):
    for grade_id, failure in failing(notebook, namespace, only=only).items():
        yield f"{name}: fails {grade_id}: {failure.kind} {failure.what} {failure.facts}"


def wrong_idea(idea):
    """What is not as it should be with one wrong idea, hidden and visible."""
    lost = {key for key in asked_of(idea) if judge.failure_of(idea, key, SEED)}
    if lost != set(idea.fails):
        yield f"wrong idea {idea.name}: should fail {sorted(idea.fails)}, fails {sorted(lost)}"
    blind = visible.blind_items(idea)
    known = idea.name in rehearsals(idea.notebook)
    if blind and not known:
        yield f"wrong idea {idea.name}: the visible check says ✓ at {sorted(blind)}"
    if known and not blind:
        yield f"wrong idea {idea.name}: stands in REHEARSALS, but its visible check says ✗"


def right_answer(notebook, right):
    """What is not as it should be with one unusual right answer, hidden and visible."""
    namespace, changed = notebooks.run(notebook, right.answers), set(right.answers)
    hidden, shown = (
        {key for key, answers in reach.items() if answers & changed}
        for reach in (reached(notebook), reached_visibly(notebook))
    )
    yield from wrongly_failed(right.name, notebook, namespace, only=hidden)
    for grade_id in sorted(visible.refused(notebook, namespace, shown)):
        yield f"{right.name}: the visible check of {grade_id} says ✗"
