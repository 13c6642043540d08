"""Questions that carry their own answer: an input that equals an expected value.

A student's code can read what it is lent, so such a check can be passed without the work.
Where an answer only hands on what stand-ins give it, or must leave its inputs as they are,
that cannot be otherwise: the notebook's package names those checks in LENT, with the reason.
"""

import contextlib

import numpy as np

from ..grading import expect
from ..grading.student import NamespaceStudent
from ..registry import checks_of, load
from . import prove

SEED = 1


class Lender(NamespaceStudent):
    """Notes the arrays that questions carry."""

    def __init__(self, namespace):
        super().__init__(namespace)
        self.lent = []

    def _ask(self, request, seconds):
        self.lent += [
            (name, array) for name, value in request["inputs"].items() for array in arrays(value)
        ]
        return super()._ask(request, seconds)


def lent_answers(notebook):
    """Sentences about checks that lend what they expect; none if all is well."""
    known = getattr(load(notebook), "LENT", {})
    for check in checks_of(notebook).values():
        if not check.gate:
            names = sorted(names_of_answers(check, notebook))
            if names and check.grade_id not in known:
                yield f"{check.key}: its input {', '.join(names)} equals what it expects"
            if not names and check.grade_id in known:
                yield f"{check.key}: stands in LENT, but lends no answer"


def names_of_answers(check, notebook):
    """The names of the inputs that equal an expected value of more than one number."""
    student, wanted = Lender(prove.reference(notebook)), []
    student.begin(SEED)
    with noted(wanted):
        check.run(student, np.random.default_rng(SEED))
    return {name for name, array in student.lent if any(same(array, want) for _, want in wanted)}


@contextlib.contextmanager
def noted(wanted):
    """Note every pair (got, wanted) that `expect` compares."""
    agree = expect.agree

    def noting(got, want, *more):
        wanted.append((got, np.asarray(want, float)))
        return agree(got, want, *more)

    expect.agree = noting
    try:
        yield
    finally:
        expect.agree = agree


def same(array, want):
    return want.size > 1 and array.size == want.size and np.allclose(array.ravel(), want.ravel())


def arrays(value):
    """Every array of numbers in plain data."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)) and not is_numbers(value):
        for part in value:
            yield from arrays(part)
    elif is_numbers(value):
        yield np.asarray(value, float)


def is_numbers(value):
    try:
        return np.asarray(value).dtype.kind in "biuf"
    except ValueError:
        return False
