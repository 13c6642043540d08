"""mse: the loss per sample and its gradient."""

import numpy as np

from autograder.checks.vocabulary import returned
from autograder.grading.expect import expect
from autograder.registry import check

from . import inside


@check("nb02_mlp/mse-forward")
def mse_forward(student, rng):
    """The loss is the sum of all squared errors divided by the number of samples n."""
    p, t = rng.normal(size=(2, 7, 3))
    got = student.run("MSE().forward(p, t)", p=p, t=t)
    what = "MSE().forward(prediction, target)"
    expect(returned(got, what), np.sum((p - t) ** 2) / 7, what)


@check("nb02_mlp/mse-backward")
def mse_backward(student, rng):
    """backward() gives 2(prediction − target)/n for the most recent forward."""
    p, t = rng.normal(size=(2, 7, 3))
    before = dict(zip(("p_before", "t_before"), rng.normal(size=(2, 5, 3)), strict=True))
    got = student.run(inside.mse_backward, what="loss.backward()", p=p, t=t, **before)
    what = "MSE().backward()"
    expect(returned(got, what), 2 * (p - t) / 7, what)
