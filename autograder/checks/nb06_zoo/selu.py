"""selu: forward and backward, near 0 and at ±1000."""

import numpy as np

from autograder.checks.recognised import remembering
from autograder.registry import check

from . import inside
from .activations import (
    expect_outputs,
    expect_sides,
    expect_slopes,
    inputs,
    selu,
    selu_slope,
    signed,
)


@check("nb06_zoo/selu-forward-backward")
def selu_forward_backward(student, rng):
    """λ·x for x > 0, λ·α·(eˣ − 1) else, and its slope; finite and right at ±1000."""
    xs = inputs(rng)
    gs = [signed(rng, x.shape) for x in xs]
    x, g = 1000.0 * rng.permutation([1, -1, 1, -1]), signed(rng, (4,), 0.5, 2)
    got = student.run(inside.selu_both, xs=xs, gs=gs, far=[(x, g)])
    expect_outputs([got], xs, {"SELU()": selu})
    expect_slopes([got], xs, gs, {"SELU()": selu_slope})
    with remembering(got["far"][0]), np.errstate(all="ignore"):
        value, slope = got["far"][0]
        expect_sides(value, selu(x), x, "the value of SELU()")
        expect_sides(slope, g * selu_slope(x), x, "the gradient for x of SELU()")
