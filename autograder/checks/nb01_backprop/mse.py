"""mse: the mean of the squared differences, and its slope."""

import numpy as np

from autograder.checks.vocabulary import unchanged
from autograder.grading.expect import expect
from autograder.registry import check

from . import inside


@check("nb01_backprop/mse-loss")
def mse_loss(student, rng):
    """The loss is the mean of (x - y)² over all n·k elements; x and y stay as they are."""
    x, y = rng.normal(size=(5, 3)), rng.normal(size=(5, 3))
    got = student.run(inside.mse_loss, x=x, y=y)
    expect(got["loss"], np.sum((x - y) ** 2) / 15, "MSE().loss(x, y)")
    unchanged(got, {"x": x, "y": y}, "MSE().loss(x, y)")


@check("nb01_backprop/mse-gradient")
def mse_gradient(student, rng):
    """The gradient is 2(x - y)/x.size, of the shape of x; x and y stay as they are."""
    x, y = rng.normal(size=(6, 4)), rng.normal(size=(6, 4))
    got = student.run(inside.mse_slope, x=x, y=y)
    expect(got["slope"], 2 * (x - y) / 24, "MSE().gradient(x, y)")
    unchanged(got, {"x": x, "y": y}, "MSE().gradient(x, y)")
