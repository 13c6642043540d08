"""find-the-bug: first weights of a sensible size."""

import numpy as np

from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


@check("nb05_lab/find-the-bug-init")
def find_the_bug_init(student, rng):
    """W0 and W1 have mean 0 and the He, LeCun or Xavier spread of their own sizes; biases are 0."""
    d, h, k = (int(rng.integers(*ends)) for ends in ((600, 800), (80, 100), (15, 25)))
    count, got = student.run(inside.first_weights, d=d, h=h, k=k)
    require(count == 4, "fixed_init()", "does not return the four arrays W0, b0, W1, b1.", count)
    seen = [*_against_he(got[0], d, "W0"), *_against_he(got[2], h, "W1")]
    for name, weights, n_in, n_out in (("W0", got[0], d, h), ("W1", got[2], h, k)):
        _usual_spread(numbers(weights, name), n_in, n_out, f"{name} of fixed_init", seen)
    for name, bias, size in (("b0", got[1], h), ("b1", got[3], k)):
        expect(bias, np.zeros(size), f"{name} of fixed_init", bias=True)


def _against_he(weights, n_in, name):
    """Mean and standard deviation against He's; its root, so that a huge one hides no other."""
    weights = numbers(weights, f"{name} of fixed_init").astype(float) / np.sqrt(2 / n_in)
    return [np.sqrt(np.std(weights)), np.mean(weights)]


def _usual_spread(weights, n_in, n_out, what, seen):
    if weights.shape != (n_in, n_out):
        shapes = dict(want_shape=(n_in, n_out), got_shape=weights.shape)
        raise Failure("shape", what, got=weights, **shapes)
    usual = np.sqrt([2 / n_in, 1 / n_in, 2 / (n_in + n_out)])
    weights = weights.astype(float)
    std, mean = float(np.std(weights)), float(np.mean(weights))
    facts = dict(got=seen, tolerance=0.06)
    require(std < 1.12 * usual.max(), what, "has a standard deviation that is too large.", **facts)
    require(std > 0.88 * usual.min(), what, "has a standard deviation that is too small.", **facts)
    require(abs(mean) < 0.2 * std, what, "has a mean that is not 0.", **facts)
