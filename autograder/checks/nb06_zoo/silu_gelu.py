"""silu-gelu: two smooth relatives of ReLU, forward, backward, and far away."""

import math

import numpy as np

from autograder.checks.recognised import agrees
from autograder.registry import check

from . import inside
from .activations import (
    expect_far,
    expect_outputs,
    expect_slopes,
    far_cases,
    gelu,
    gelu_inside,
    gelu_slope,
    inputs,
    sigmoid,
    sigmoid_slope,
    signed,
    silu,
    silu_slope,
    tanh_slope,
)


def gelu_with_erf(x):
    """The form with the error function; float32 cannot tell it from the other."""
    return x * (1 + np.vectorize(math.erf, otypes=[float])(x / np.sqrt(2))) / 2


def gelu_with_erf_slope(x):
    bell = np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi)
    return (1 + np.vectorize(math.erf, otypes=[float])(x / np.sqrt(2))) / 2 + x * bell


def tanh_form(root, cubic, power=3):
    """Value, gate and inner slope of 0.5·x·(1 + tanh(root·(x + cubic·x^power)))."""

    def gate(x):
        return sigmoid(2 * root * (x + cubic * x**power))

    def bend(x):
        return root * (1 + power * cubic * x ** (power - 1))

    return gate, bend


ROOT, CUBIC = np.sqrt(2 / np.pi), 0.044715
MISREAD = [
    tanh_form(*form)
    for form in (
        (np.sqrt(2) / np.pi, CUBIC), (ROOT, 0.0), (ROOT, 10 * CUBIC), (ROOT, CUBIC / 10),
        (ROOT, CUBIC, 2),
    )
]  # fmt: skip


def gelu_slopes_read(got, xs, gs):
    """The slope that goes with the student's own GELU, where a constant in it is another one.

    The wrong value is another item. Its slope may have the wrong constant inside of tanh,
    or in the inner slope as well.
    """
    right_bend = tanh_form(ROOT, CUBIC)[1]
    readings = [
        (lambda x, gate=gate: x * gate(x), product_rule(gate, bend))
        for gate, own_bend in MISREAD
        for bend in (right_bend, own_bend)
    ]
    for value, slope in [*readings, (gelu_with_erf, gelu_with_erf_slope)]:
        own = all(agrees(y, value(x)) for y, x in zip(got["own"], xs, strict=True))
        pairs = zip(got["slopes"], xs, gs, strict=True)
        if own and all(agrees(found, g * slope(x)) for found, x, g in pairs):
            return slope, slope
    return gelu_slope, gelu_with_erf_slope


def product_rule(gate, bend):
    return lambda x: gate(x) + 2 * x * bend(x) * gate(x) * (1 - gate(x))


def lent(xs):
    """Sigmoid at x and −x, and Tanh where GELU asks it: whoever uses them needs no right ones."""
    points = np.concatenate([np.ravel(x) for x in xs])
    both, inner = np.concatenate([points, -points]), gelu_inside(points)
    with np.errstate(over="ignore"):
        maps = [
            ("Sigmoid", both, sigmoid(both), sigmoid_slope(both)),
            ("Tanh", inner, np.tanh(inner), tanh_slope(inner)),
        ]
    return {"maps": maps}


@check("nb06_zoo/silu-gelu-forward")
def silu_gelu_forward(student, rng):
    """SiLU gives x·σ(x), GELU 0.5·x·(1 + tanh(√(2/π)·(x + 0.044715·x³))); x stays as it is."""
    xs = inputs(rng)
    got = student.run(inside.silu_gelu_outputs, xs=xs, lent=lent(xs))
    expect_outputs(got, xs, {"SiLU()": silu, "GELU()": (gelu, gelu_with_erf)})


@check("nb06_zoo/silu-gelu-backward")
def silu_gelu_backward(student, rng):
    """backward multiplies grad_output by the exact slope at the latest x."""
    xs = inputs(rng, ((5, 4), (3, 2)))
    gs = [signed(rng, x.shape) for x in xs]
    got = student.run(inside.silu_gelu_slopes, xs=xs, gs=gs, lent=lent(xs))
    right = {"SiLU()": silu_slope, "GELU()": gelu_slopes_read(got[1], xs, gs)}
    expect_slopes(got, xs, gs, right)


@check("nb06_zoo/silu-gelu-stable")
def silu_gelu_stable(student, rng):
    """At 1000 both give x with slope 1; at −1000 both give 0 with slope 0."""
    cases = far_cases(rng)
    of_silu, of_gelu = student.run(
        inside.silu_gelu_far, cases=cases, lent=lent([x for x, _ in cases])
    )
    limits = (lambda x: np.maximum(x, 0), lambda x: (x > 0) * 1.0)
    expect_far(of_silu, cases, "SiLU()", silu, silu_slope, limits, growing=True)
    expect_far(of_gelu, cases, "GELU()", gelu, gelu_slope, limits, growing=True)
