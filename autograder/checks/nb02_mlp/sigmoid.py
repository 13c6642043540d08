"""sigmoid: the curve, its limits, its derivative."""

import numpy as np

from autograder.checks.vocabulary import returned
from autograder.grading.expect import agree, expect, numbers, require
from autograder.registry import check

from . import inside


def _sigmoid(x):
    return (1 + np.tanh(x / 2)) / 2


@check("nb02_mlp/sigmoid-forward")
def sigmoid_forward(student, rng):
    """forward gives 1/(1 + exp(−x)) for every number."""
    x_before, x = rng.uniform(-4, 4, size=(2, 5, 3))
    got = student.run(inside.sigmoid_forward, what="layer.forward(x)", x=x, x_before=x_before)
    what = "Sigmoid().forward(inp)"
    expect(returned(got, what), _sigmoid(x), what)


@check("nb02_mlp/sigmoid-stable")
def sigmoid_stable(student, rng):
    """forward gives exactly 0 at −1000 and 1 at +1000, never NaN."""
    small, side = rng.uniform(-4, 4, size=(5, 3)), _sides(rng)
    inputs = {"small": small, "middle": 30 * side, "large": side * rng.uniform(800, 1200, (4, 3))}
    mixed = np.concatenate([inputs["large"], small])
    code = "[Sigmoid().forward(x) for x in (small, middle, large, mixed)]"
    got = student.run(code, mixed=mixed, **inputs)
    what = "Sigmoid().forward(inp) at ±1000"
    got_small, middle, large, got_mixed = [numbers(part, what) for part in got]
    if agree(got_small, _sigmoid(small), 1e-4):
        expect(large, side > 0, what)
        expect(large[side < 0], np.zeros(6), what)
        expect(got_mixed, _sigmoid(mixed), "Sigmoid().forward(inp), inp from −1000 to +1000")
    else:
        expect(large, _own_limits(got_small, middle, side, what), what)


def _sides(rng):
    """−1 and +1 six times each, in random order."""
    return rng.permuted(np.repeat([-1.0, 1.0], 6)).reshape(4, 3)


def _own_limits(small, middle, side, what):
    """What a function that is not the sigmoid gives at ±30: two limits of a curve."""
    expect(middle.shape, side.shape, "the shape of Sigmoid().forward(inp)")
    high, low = middle[side > 0], middle[side < 0]
    gap = float(high.mean() - low.mean())
    apart = max(high.min() - low.max(), low.min() - high.max())
    problem = "gives the same for large negative and large positive numbers."
    require(apart > 0.1, what, problem, gap)
    several = len(np.unique(small)) > small.size // 2
    require(several, "Sigmoid().forward(inp)", "gives only a few different numbers.", 1.0)
    return middle


@check("nb02_mlp/sigmoid-backward")
def sigmoid_backward(student, rng):
    """backward gives up_grad·f·(1 − f), f the output of the most recent forward."""
    x, x_before, up = *rng.uniform(-3, 3, size=(2, 5, 3)), rng.normal(size=(5, 3))
    got, out = student.run(inside.sigmoid_backward, x=x, x_before=x_before, up=up)
    f, what = _sigmoid(x), "Sigmoid().backward(up_grad)"
    if _another_curve(student, out, x, x_before) and agree(got, up * out * (1 - out), 1e-4):
        return
    expect(returned(got, what), up * f * (1 - f), what)


def _another_curve(student, out, x, x_before):
    """Is forward wrong, here as in its own check, so that f is the student's own output?"""
    if not _varies(out, x.shape) or agree(out, _sigmoid(x), 1e-4):
        return False
    again = student.run(inside.sigmoid_forward, x=x, x_before=x_before)
    return isinstance(again, np.ndarray) and np.array_equal(again, out)


def _varies(out, shape):
    """An output whose f(1 − f) has several values."""
    array = isinstance(out, np.ndarray) and out.dtype.kind == "f" and out.shape == shape
    return array and np.isfinite(out).all() and np.ptp(out * (1 - out)) > 0.05
