"""smooth: Sigmoid and Tanh, forward, backward, and exact far away."""

import numpy as np

from autograder.registry import check

from . import inside
from .activations import (
    expect_far,
    expect_outputs,
    expect_slopes,
    far_cases,
    inputs,
    sigmoid,
    sigmoid_slope,
    signed,
    tanh_slope,
)


@check("nb06_zoo/smooth-forward")
def smooth_forward(student, rng):
    """Sigmoid gives 1/(1 + e⁻ˣ) and Tanh gives tanh(x), for any shape; x stays as it is."""
    xs = inputs(rng)
    got = student.run(inside.smooth_outputs, xs=xs)
    expect_outputs(got, xs, {"Sigmoid()": sigmoid, "Tanh()": np.tanh})


@check("nb06_zoo/smooth-backward")
def smooth_backward(student, rng):
    """backward gives grad_output times σ(1 − σ) or 1 − tanh², for the latest forward."""
    xs = inputs(rng, ((5, 4), (3, 2)))
    gs, right = [signed(rng, x.shape) for x in xs], [[f(x) for x in xs] for f in (sigmoid, np.tanh)]
    got = student.run(inside.smooth_slopes, xs=xs, gs=gs, right=right)
    expect_slopes(got, xs, gs, {"Sigmoid()": sigmoid_slope, "Tanh()": tanh_slope})


@check("nb06_zoo/smooth-stable")
def smooth_stable(student, rng):
    """At ±1000 the sigmoid is 1 and 0, tanh is 1 and −1, and both slopes are 0."""
    cases = far_cases(rng)
    of_sigmoid, of_tanh = student.run(inside.smooth_far, cases=cases)
    limits = (lambda x: (x > 0) * 1.0, np.zeros_like)
    expect_far(of_sigmoid, cases, "Sigmoid()", sigmoid, sigmoid_slope, limits)
    expect_far(of_tanh, cases, "Tanh()", np.tanh, tanh_slope, (np.sign, np.zeros_like))
