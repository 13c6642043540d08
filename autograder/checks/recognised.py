"""Failures that carry all numbers of a comparison, so that a wrong idea is known by all of them."""

import contextlib

import numpy as np

from autograder.grading.expect import expect, numbers
from autograder.grading.failures import Failure


@contextlib.contextmanager
def remembering(everything):
    """A failure inside compares all these numbers with those of a wrong idea, not one part."""
    try:
        yield
    except Failure as failure:
        with contextlib.suppress(Failure, ValueError):
            parts = [np.ravel(numbers(part, failure.what)) for part in everything]
            failure.got = np.concatenate(parts).astype(float)
        raise


def agrees(got, want):
    try:
        expect(got, want, "")
    except Failure:
        return False
    return True
