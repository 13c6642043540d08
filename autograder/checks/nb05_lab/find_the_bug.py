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
    for name, weights, n_in, n_out in (("W0", got[0], d, h), ("W1", got[2], h, k)):
        what = f"{name} of fixed_init"
        _usual_spread(numbers(weights, what), n_in, n_out, what)
    for name, bias, size in (("b0", got[1], h), ("b1", got[3], k)):
        expect(bias, np.zeros(size), f"{name} of fixed_init", bias=True)


def _usual_spread(weights, n_in, n_out, what):
    if weights.shape != (n_in, n_out):
        shapes = dict(want_shape=(n_in, n_out), got_shape=weights.shape)
        raise Failure("shape", what, got=weights, **shapes)
    usual = np.sqrt([2 / n_in, 1 / n_in, 2 / (n_in + n_out)])
    weights = weights.astype(float)
    std, mean = float(np.std(weights)), float(np.mean(weights))
    facts = dict(got=[std / usual[0], mean / usual[0]], tolerance=0.06)
    require(std < 1.12 * usual.max(), what, "has a standard deviation that is too large.", **facts)
    require(std > 0.88 * usual.min(), what, "has a standard deviation that is too small.", **facts)
    require(abs(mean) < 0.2 * std, what, "has a mean that is not 0.", **facts)
