"""The words above `expect`: what several numbers together must be."""

import numpy as np

from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure


def expect_parts(got, want, called):
    """`expect` each part of `want`; a wrong idea is recognised by all parts together.

    got, want: dicts part → value. called: part → what a message calls it. Parts whose
    names end with "bias" may be (k,) or (1, k).
    """
    try:
        for part, value in want.items():
            expect(got[part], value, called[part], bias=part.endswith("bias"))
    except Failure as failure:
        failure.got = all_numbers([got[part] for part in want])
        raise


def expect_one_of(got, wants, called):
    """Pass if `got` agrees with one of several right answers; report against the first."""
    first = None
    for want in wants:
        try:
            return expect_parts(got, want, called)
        except Failure as failure:
            first = first or failure
    raise first


def all_numbers(parts):
    """The numbers of all parts in one row; the parts as they are if one holds no numbers."""
    try:
        return np.concatenate([np.ravel(numbers(part, "")) for part in parts])
    except Failure:
        return dict(enumerate(parts))


def returned(got, what):
    """`got` itself; a missing return is a mistake of its own."""
    require(got is not None, what, "gives None. Is there a return?", 1.0)
    return got


def unchanged(got, before, what):
    """The named arguments must be bit for bit what they were before the call."""
    for name, value in before.items():
        same = np.array_equal(numbers(got[name], name), value)
        require(same, what, f"It changed its argument {name}.", got=got[name])
