"""Drawn inputs and right gradients that the checks of several answers need."""

import numpy as np

from autograder.checks.oracles import softmax
from autograder.grading.expect import expect
from autograder.grading.failures import Failure


def layer_case(rng, n=6, d=4, k=3):
    """Input, weights, bias and upstream gradient; z has both signs, near 0 and beyond 1, no kink."""
    while True:
        x, weights, bias = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
        bias[:2] += [0.03, -0.03] - (x @ weights + bias)[[0, 1], [0, 1]]
        z, flat = x @ weights + bias, x @ weights
        sides = (z > 0).any(axis=0).all() and (z < 0).any(axis=0).all()
        clear = np.abs(z).min() > 0.02 and z.max() > 1.3 and z.min() < -1.3
        if sides and clear and np.any((flat > 0) != (z > 0)):
            return {"x": x, "weights": weights, "bias": bias, "g": rng.normal(size=(n, k))}


def layer_gradients(case, dz):
    """What a layer must store and return for a given dz."""
    return {"weight": case["x"].T @ dz, "bias": dz.sum(axis=0), "dx": dz @ case["weights"].T}


def network_numbers(rng, sizes=(4, 6, 5, 3)):
    """Pairs (weights, bias) for each layer."""
    pairs = zip(sizes, sizes[1:], strict=False)
    return [[rng.normal(size=(a, b)), rng.normal(size=b)] for a, b in pairs]


def network_gradients(x, g, layers, loss):
    """grad_weight and grad_bias of each layer of a relu network."""
    inputs, signal = [], x
    for weights, bias in layers:
        inputs.append(signal)
        z = signal @ weights + bias
        signal = np.where(z > 0, z, 0.0)
    dz, found = _last_dz(g, z, loss), []
    for (weights, _), before in zip(layers[::-1], inputs[::-1], strict=True):
        found.append([before.T @ dz, dz.sum(axis=0)])
        dz = (dz @ weights.T) * (before > 0)
    return found[::-1]


def _last_dz(g, z, loss):
    s = softmax(z)
    return g if loss == "mse" else s * (g - (g * s).sum(axis=1, keepdims=True))


def layer_parts(pairs):
    """[[weight, bias], …] → {"1 weight": …, "1 bias": …, "2 weight": …}."""
    parts = ("weight", "bias")
    numbered = enumerate(pairs, start=1)
    return {f"{i} {p}": v for i, pair in numbered for p, v in zip(parts, pair, strict=True)}


def lost(check, student, rng):
    """Does this submission lose that other item? Only then may its mistake be excused."""
    try:
        check(student, rng)
    except Failure:
        return True
    return False


def fits(value, alternatives, part):
    """Does this part of a result agree with one of the alternatives?"""
    for parts in alternatives:
        if value is None and parts[part] is None:
            return True
        try:
            expect(value, parts[part], part, bias=part == "bias")
            return True
        except (Failure, ValueError, TypeError):
            continue
    return False


def is_table(value, shape):
    """Is it an array of finite real numbers of this shape?"""
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    return kind in "biuf" and value.shape == shape and bool(np.isfinite(value).all())


def reacts(value, shape):
    """Is it such a table, and do its rows depend on the input?"""
    return is_table(value, shape) and bool(np.ptp(value, axis=0).max() > 1e-6)
