"""linear: start values, forward, backward, step."""

import math

import numpy as np

from autograder.checks.vocabulary import returned
from autograder.grading.expect import expect, numbers, require
from autograder.registry import check

from . import inside


@check("nb02_mlp/linear-init")
def linear_init(student, rng):
    """w (d, k) starts with mean 0 and variance 2/(d+k), b with k zeros."""
    shapes = [(300, 100), (80, 320)]
    got = [_start(student, *shape) for shape in shapes]
    wanted = [math.sqrt(2 / sum(shape)) for shape in shapes]
    ratios = [w.std() / std for (w, _), std in zip(got, wanted, strict=True)]
    means = [w.mean() / std for (w, _), std in zip(got, wanted, strict=True)]
    problem = "do not have the standard deviation sqrt(2/(d+k))."
    require(_within(ratios, 1, 0.05), "the start weights", problem, ratios, 0.015)
    problem = "do not have the mean 0."
    require(_within(means, 0, 0.05), "the start weights", problem, means, 0.015)
    for _, b in got:
        expect(b, np.zeros((1, b.size)), "the start biases", bias=True)


def _start(student, d, k):
    w, b = student.run(inside.start, d=d, k=k)
    w, b = numbers(w, "w of Linear(d, k)"), numbers(b, "b of Linear(d, k)")
    problem = f"has shape {w.shape}; expected {(d, k)}."
    require(w.shape == (d, k), f"w of Linear({d}, {k})", problem, list(w.shape))
    problem = f"has shape {b.shape}; expected (1, {k})."
    require(b.shape in ((k,), (1, k)), f"b of Linear({d}, {k})", problem, list(b.shape))
    return w.astype(float), b.astype(float)


def _within(values, target, distance):
    return all(abs(value - target) <= distance for value in values)


@check("nb02_mlp/linear-forward")
def linear_forward(student, rng):
    """forward(inp) gives inp · w + b."""
    n, d, k = 6, 4, 3
    x, w, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
    got = student.run(inside.linear_forward, what="layer.forward(x)", x=x, w=w, b=b)
    what = "Linear.forward(inp)"
    expect(returned(got, what), x @ w + b, what)


@check("nb02_mlp/linear-backward")
def linear_backward(student, rng):
    """backward(up_grad) stores dw = inpᵀ·up_grad, db = its summed rows; returns up_grad·wᵀ."""
    n, d, k = 6, 4, 3
    x, up, w = rng.normal(size=(n, d)), rng.normal(size=(n, k)), rng.normal(size=(d, k))
    before = {"x": rng.normal(size=(5, d)), "up": rng.normal(size=(5, k))}
    before["w"], b, before["b"] = rng.normal(size=(d, k)), rng.normal(size=k), rng.normal(size=k)
    dw, db, inp_grad, kept = student.run(
        inside.linear_backward, before=before, x=x, up=up, w=w, b=b
    )
    expect(dw, x.T @ up, "dw after Linear.backward(up_grad)")
    expect(db, up.sum(0, keepdims=True), "db after Linear.backward(up_grad)", bias=True)
    what = "Linear.backward(up_grad)"
    expect(returned(inp_grad, what), up @ w.T, what)
    for got, name, want in zip(kept, "wb", (w, b.reshape(1, -1)), strict=True):
        expect(got, want, f"{name} after Linear.backward(up_grad)", bias=name == "b")


@check("nb02_mlp/linear-step")
def linear_step(student, rng):
    """step(lr) subtracts lr·dw from w and lr·db from b."""
    w, dw = rng.normal(size=(2, 4, 3))
    b, db = rng.normal(size=(2, 3))
    got_w, got_b = student.run(inside.linear_step, w=w, dw=dw, b=b, db=db, lr=0.3)
    expect(got_w, w - 0.3 * dw, "w after Linear.step(lr)")
    expect(got_b, (b - 0.3 * db).reshape(1, -1), "b after Linear.step(lr)", bias=True)
