"""network: the gradients of all layers, and one step downhill."""

import numpy as np

from autograder.checks.vocabulary import expect_one_of, expect_parts
from autograder.grading.expect import agree, alike, require
from autograder.grading.failures import Failure
from autograder.registry import check

from . import inside
from .cases import (
    fits,
    is_table,
    layer_case,
    layer_gradients,
    layer_parts,
    network_gradients,
    network_numbers,
)

SIZES = (4, 6, 5, 3)


@check("nb01_backprop/network-gradient")
def network_gradient(student, rng):
    """net.backward(gradients) leaves the right grad_weight and grad_bias in every layer."""
    layers, x, g = network_numbers(rng), rng.normal(size=(7, 4)), rng.normal(size=(7, 3))
    for loss in ("mse", "cross_entropy"):
        right = layer_parts(network_gradients(x, g, layers, loss))
        names = {part: f"grad_{part[2:]} of layer {part[0]} (loss {loss})" for part in right}
        try:
            got = student.run(inside.network_gradients, x=x, g=g, numbers=layers, loss=loss)
            expect_parts(layer_parts(got), right, names)
        except Failure as failure:
            unwritten = failure.kind in ("not-written", "missing")
            excused = (_takes_steps if unwritten else _has_a_layer)(student, rng)
            if not (excused and _is_wired(student, rng, loss)):
                raise


def _takes_steps(student, rng):
    """Is the network written, although its layer is not? That has cost the layer's items."""
    case = _step_case(rng)
    try:
        parts = layer_parts(student.run(inside.steps, **case)["plain"])
    except Failure:
        return False
    return not agree(parts["1 weight"], case["numbers"][0][0])


def _has_a_layer(student, rng):
    """Does one layer alone give a right result? Its mistakes have cost their items."""
    case = layer_case(rng)
    try:
        parts = student.run(inside.lone_layer, **case)
    except Failure:
        return False
    want = layer_gradients(case, case["g"])
    return any(fits(parts[part], [want], part) for part in ("weight", "dx"))


def _is_wired(student, rng, loss, n=7):
    """Do layers that only replay drawn arrays get each other's, forward and backward?"""
    x, outputs = rng.normal(size=(n, 4)), [rng.normal(size=(n, k)) for k in SIZES[1:]]
    g, returned = rng.normal(size=(n, 3)), [rng.normal(size=(n, d)) for d in SIZES[:-1]]
    slopes = network_numbers(rng)
    drawn = {"x": x, "g": g, "outputs": outputs, "returned": returned, "slopes": slopes}
    try:
        notes = student.run(inside.wiring, loss=loss, **drawn)
    except Failure:
        return False
    kinds = ["relu", "relu", "None" if loss == "mse" else "soft_max"]
    arrays = zip(kinds, [x, *outputs], [*returned[1:], g], slopes, strict=False)
    want = [
        {"kind": kind, "forward": [before], "backward": [behind], "weight": dw, "bias": db}
        for kind, before, behind, (dw, db) in arrays
    ]
    return len(notes) == 3 and all(alike(a, b, 1e-5) for a, b in zip(notes, want, strict=True))


@check("nb01_backprop/network-step")
def network_step(student, rng):
    """step(lr) moves every weight by -lr·dW and every bias by -lr·db."""
    case = _step_case(rng)
    got = student.run(inside.steps, **case)
    pairs = zip(case["numbers"], case["slopes"], strict=True)
    want = [[a - case["lr"] * da for a, da in zip(old, slope, strict=True)] for old, slope in pairs]
    expect_parts(layer_parts(got["plain"]), layer_parts(want), step_names("after step(lr)"))


def _step_case(rng):
    sizes = (4, 6, 3)
    rates = {"lr": float(rng.uniform(0.2, 0.6)), "l2": float(rng.uniform(0.5, 1.5))}
    numbers, slopes = network_numbers(rng, sizes), network_numbers(rng, sizes)
    return {"numbers": numbers, "slopes": slopes, **rates}


def step_names(after):
    """What messages call the parameters of two layers."""
    part = {"weight": "weights", "bias": "bias"}
    return {f"{i} {p}": f"{part[p]} of layer {i} {after}" for i in (1, 2) for p in part}


@check("nb01_backprop/network-l2")
def network_l2(student, rng):
    """step(lr, l2) adds -lr·l2·W to the weights' step, with the old W; biases feel no l2."""
    case = _step_case(rng)
    got = student.run(inside.steps, **case)
    plain, pulled = layer_parts(got["plain"]), layer_parts(got["l2"])
    old, slope = layer_parts(case["numbers"]), layer_parts(case["slopes"])
    shapes = all(is_table(run[p], a.shape) for run in (plain, pulled) for p, a in old.items())
    require(shapes, "step(lr, l2)", "weights or bias have lost their shape or are not finite.")
    moved = {p: plain[p] - old[p] for p in old}
    rates = [_pace(moved[f"{i} weight"], slope[f"{i} weight"], case["lr"]) for i in (1, 2)]
    require(any(rates), "step(lr)", "No weight moved at all.", got=0)
    pulls = [_pull(old, case["l2"], lr) for lr in ([case["lr"]] * 2, rates)]
    part = {p: _loose(pulled[p].astype(float) - plain[p], pulled[p]) for p in old}
    expect_one_of(part, pulls, step_names("after step(lr, l2): the part from l2"))


def _pull(old, l2, rates):
    """What l2 adds to a step at these rates, one for each layer: nothing to a bias."""
    return {p: -rates[int(p[0]) - 1] * l2 * a * p.endswith("weight") for p, a in old.items()}


def _pace(moved, slope, lr):
    """How far the student's own plain step goes along −dW (0 if not at all), else lr."""
    rate = -float(np.sum(moved * slope) / np.sum(slope * slope))
    if not moved.any():
        return 0.0
    return rate if agree(moved, -rate * slope, 1e-3) else lr


def _loose(difference, like):
    """A difference in the precision of the numbers it comes from, rounding noise removed."""
    noise = 1e-5 if like.dtype != np.float64 else 1e-12
    clean = np.where(np.abs(difference) < noise, 0.0, difference)
    return clean.astype(like.dtype)
