"""dsigmoid: the slope of the sigmoid at its input."""

import numpy as np

from autograder.grading.expect import expect
from autograder.registry import check


@check("nb04_sgd/dsigmoid-values")
def dsigmoid_values(student, rng):
    """The slope of the sigmoid at x, where x is what goes into the sigmoid."""
    x = np.concatenate([rng.uniform(-4, 4, size=(3, 4)), rng.uniform(5, 20, size=(1, 4))])
    slope = np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x))) ** 2
    expect(student.run("dsigmoid(x)", x=x), slope, "dsigmoid(x)")
    expect(student.run("dsigmoid(x)", x=-x[0]), slope[0], "dsigmoid(x) of a row")
