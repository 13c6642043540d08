"""linear: xW + b with He weights, and its three gradients."""

import numpy as np

from autograder.grading.expect import expect, numbers, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside


def _linear_inputs(rng, n=5, d=4, k=3):
    return (
        rng.normal(size=(n, d)),
        rng.normal(size=(d, k)),
        rng.uniform(0.5, 2, k) * rng.choice([-1, 1], k),
    )


@check("nb05_lab/linear-forward")
def linear_forward(student, rng):
    """forward gives xW + b; a new layer has He weights (std √(2/input_dim)) and zero biases."""
    x, W, b = _linear_inputs(rng)
    got = student.run(inside.linear_forward, what="Linear(4, 3).forward(x)", x=x, W=W, b=b)
    expect(got, x @ W + b, "Linear(4, 3).forward(x)")
    weights, bias = student.run(inside.fresh_linear)
    _spread(weights, (600, 50), np.sqrt(2 / 600), "W of a new Linear(600, 50)")
    expect(bias, np.zeros(50), "b of a new Linear(600, 50)", bias=True)


def _spread(weights, shape, want, what):
    weights = numbers(weights, what)
    if weights.shape != shape:
        raise Failure("shape", what, got=weights, want_shape=shape, got_shape=weights.shape)
    std, mean = float(np.std(weights.astype(float))), float(np.mean(weights.astype(float)))
    facts = dict(got=[std / want, mean / want], tolerance=0.05)
    require(std < 1.05 * want, what, "has a standard deviation that is too large.", **facts)
    require(std > 0.95 * want, what, "has a standard deviation that is too small.", **facts)
    require(abs(mean) < 0.1 * want, what, "has a mean that is not 0.", **facts)


@check("nb05_lab/linear-backward")
def linear_backward(student, rng):
    """backward stores dW = xᵀg and db = Σ rows of g, returns g Wᵀ, for the latest forward only."""
    x, W, b = _linear_inputs(rng)
    old, g_old, g = rng.normal(size=(6, 4)), rng.normal(size=(6, 3)), rng.normal(size=(5, 3)) + 0.4
    inputs = dict(x=x, W=W, b=b, old=old, g_old=g_old, g=g)
    back, dW, db, W_after, b_after = student.run(inside.linear_backward, **inputs)
    expect(dW, x.T @ g, "layer.dW after backward(g)")
    expect(db, g.sum(axis=0), "layer.db after backward(g)", bias=True)
    expect(back, g @ W.T, "what backward(g) returns")
    expect(W_after, W, "layer.W after backward(g) (only the optimizer may change it)")
    expect(b_after, b, "layer.b after backward(g) (only the optimizer may change it)", bias=True)
